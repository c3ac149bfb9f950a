import type {RoomWarnings} from '../room-warnings.js';

/** The devices that a room uses, by their names in a permissions policy. */
const DEVICE_WARNINGS = {
  camera: 'camera-forbidden',
  microphone: 'microphone-forbidden',
  'display-capture': 'screen-forbidden',
} as const;

/**
 * Warns of conditions of the page and the device that impair a meeting, until `signal` aborts.
 * @param origin KAF's origin
 */
export function monitorEnvironment(
  origin: string,
  warnings: RoomWarnings,
  signal: AbortSignal,
): void {
  const codes = self.isSecureContext ? getDeviceWarnings(origin) : ['insecure-context' as const];
  for (const code of codes) {
    warnings.raise(code);
    // A listener of the warning may have left the room.
    if (signal.aborted) return;
  }
  // Only the event: behind some VPNs, `navigator.onLine` is false although there is a network.
  window.addEventListener('offline', () => warnings.raise('offline'), {signal});
  window.addEventListener('online', () => warnings.resolve('offline'), {signal});
}

interface FeaturePolicy {
  features(): string[];
  allowsFeature(name: string): boolean;
}

/**
 * Returns a warning for each device that the page's Permissions-Policy forbids to every frame of
 * `origin`. Only Chromium supports that header, and `featurePolicy`.
 */
function getDeviceWarnings(origin: string) {
  const frame = document.createElement('iframe');
  // The frame is on no page, so it requests nothing.
  frame.src = origin;
  frame.allow = Object.keys(DEVICE_WARNINGS).join('; ');
  const {featurePolicy} = frame as {featurePolicy?: FeaturePolicy};
  // A feature that the device does not have, such as a screen to share, counts as forbidden.
  const known = featurePolicy?.features() ?? [];
  return Object.entries(DEVICE_WARNINGS)
    .filter(([name]) => known.includes(name) && featurePolicy?.allowsFeature(name) === false)
    .map(([, code]) => code);
}
