import type {RoomWarningCode} from '../../errors.js';
import {pause} from '../../host/pause.js';

/** How often it is looked whether a person does something in the frame; browsers remember it for some seconds. */
const LOOK_MS = 1000;

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

/**
 * Waits for the end of `until`, and tells whether nobody was seen to do anything in the frame until
 * then: a person who clicks or types there has found something to do it with.
 */
export async function unusedUntil(frame: HTMLIFrameElement, until: AbortSignal): Promise<boolean> {
  const page = frame.getRootNode() as Document | ShadowRoot;
  const isActive = () => navigator.userActivation?.isActive === true;
  // The click that led here, which browsers remember for some seconds, was elsewhere.
  let isOld = isActive();
  do {
    await pause(LOOK_MS, until).catch(() => {});
    if (!isActive()) isOld = false;
    else if (!isOld && page.activeElement === frame) return false;
  } while (!until.aborted);
  return true;
}
