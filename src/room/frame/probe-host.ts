import {delay} from '../../browser/abort.js';
import {RoomError} from '../../contract/room-error.js';
import {
  VIOLATION_DELAY_MS,
  createBlockedError,
  hasEmbedderPolicy,
  onPolicyViolation,
} from './policy-violations.js';

/**
 * Returns whether the host of `url` answers a request, whatever the answer is. Returns true if the
 * request may not have left the page, because then nothing is known: the page's own policy forbids it,
 * or the page's service worker has failed to answer it.
 */
export async function probeHost(page: Document, url: URL, signal: AbortSignal): Promise<boolean> {
  const forbidden = new Promise<boolean>(resolve =>
    onPolicyViolation(
      page,
      'connect-src',
      (_, origin) => {
        if (origin === url.origin) resolve(true);
      },
      {signal},
    ),
  );
  try {
    await fetch(`${url.origin}/version`, {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
    return true;
  } catch {
    if (signal.aborted) return false;
    if (hasServiceWorker()) return true;
    // The browser reports a violation after the request has failed.
    const unreachable = () => false;
    return Promise.race([
      forbidden,
      delay(VIOLATION_DELAY_MS, signal).then(unreachable, unreachable),
    ]);
  }
}

/** Returns whether a service worker answers the page's requests. Only secure contexts have any. */
const hasServiceWorker = () => Boolean((navigator as Partial<Navigator>).serviceWorker?.controller);

/**
 * Returns the error for a host that does not answer.
 * @param mayBeBlocked whether the page's COEP may have blocked the request without a report
 */
export async function explainUnreachable(
  page: Document,
  {origin}: URL,
  mayBeBlocked: boolean,
  signal: AbortSignal,
): Promise<RoomError> {
  return mayBeBlocked && (await hasEmbedderPolicy(page, signal))
    ? createBlockedError('COEP', origin)
    : new RoomError('frame-unreachable', `${origin} does not answer`);
}
