import type {RoomWarningCode} from '../../contract/room-error.js';

/**
 * Tells what is known to stand against a meeting, now and as long as `run` goes on.
 * @param origin KAF's
 * @param onWarning takes the code, and whether that is over
 */
export function hearWarnings(
  origin: string,
  run: AbortSignal,
  onWarning: (code: RoomWarningCode, isOver?: boolean) => void,
): void {
  // Of a frame that is on no page, and asks for nothing. Chromium alone tells, and alone knows the
  // header Permissions-Policy.
  const frame = document.createElement('iframe');
  const {featurePolicy} = Object.assign(frame, {allow: 'camera *; microphone *', src: origin}) as {
    featurePolicy?: {allowsFeature(name: string): boolean};
  };
  const isForbidden = (name: string) => featurePolicy?.allowsFeature(name) === false;
  if (!self.isSecureContext) onWarning('insecure-context');
  else if (isForbidden('camera') || isForbidden('microphone')) onWarning('devices-forbidden');
  if (!navigator.onLine) onWarning('offline');
  window.addEventListener('offline', () => onWarning('offline'), {signal: run});
  window.addEventListener('online', () => onWarning('offline', true), {signal: run});
}
