import type {RoomWarnings} from '../room-warnings.js';

/**
 * Warns of conditions of the page and the device that impair a meeting, until `signal` aborts.
 * @param origin KAF's origin
 */
export function monitorEnvironment(
  origin: string,
  warnings: RoomWarnings,
  signal: AbortSignal,
): void {
  if (!self.isSecureContext) warnings.raise('insecure-context');
  else if (isForbidden('camera', origin) || isForbidden('microphone', origin))
    warnings.raise('devices-forbidden');
  // A listener of the warning may have left the room.
  if (signal.aborted) return;
  // Only the event: behind some VPNs, `navigator.onLine` is false although there is a network.
  window.addEventListener('offline', () => warnings.raise('offline'), {signal});
  window.addEventListener('online', () => warnings.resolve('offline'), {signal});
}

/**
 * Returns whether the page's Permissions-Policy forbids a feature to every frame of `origin`. Only
 * Chromium supports that header, and `featurePolicy`.
 */
function isForbidden(feature: string, origin: string): boolean {
  const frame = document.createElement('iframe');
  // The frame is on no page, so it requests nothing.
  frame.src = origin;
  frame.allow = 'camera *; microphone *';
  const {featurePolicy} = frame as {featurePolicy?: {allowsFeature(name: string): boolean}};
  return featurePolicy?.allowsFeature(feature) === false;
}
