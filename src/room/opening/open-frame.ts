import {isRoomErrorCode} from '../../contract/error-catalog.js';
import {RoomError} from '../../contract/room-error.js';
import {delay, toTimeoutError} from '../../browser/abort.js';
import {SANDBOX, permissions} from './frame.js';
import {ltiStorage} from './lti-storage.js';
import {frameHeight, hearMessages} from './messages.js';
import {navigate} from './navigate.js';
import type {Opening} from './opening.js';
import {VIOLATION_MS, blockedBy, hasEmbedderPolicy, hearForbidden} from './policy.js';

/** How long a frame may load before its host is asked whether it is there at all. */
const SILENCE_MS = 4000;

/** How long a page that has loaded may say something by itself before its host is asked. */
const GRACE_MS = 300;

/** How much later than the page's policy kept something from a frame its `load` may come. */
const BLOCKED_MS = 1500;

/** How much earlier than it has loaded a page may speak. */
const LEAD_MS = 1000;

/** How long a page must stay once it has loaded, where it may be no more than a step. */
const STAY_MS = 1000;

/** How a frame is opened. */
export interface OpenOptions {
  /** The `allow` attribute in place of the default. */
  readonly allow: string | null | undefined;
  /** The `sandbox` attribute in place of the default. */
  readonly sandbox: string | null | undefined;
  /** Where else the room may move to inside the frame. */
  readonly origins: readonly string[];
  /** Ends with the stay in the room. */
  readonly run: AbortSignal;
  /** Ends the wait for the room. */
  readonly until: AbortSignal;
  /** Takes what the frame says, and the height that it asks for by it, as long as `run` goes on. */
  readonly onMessage: (data: unknown, height: number | string | undefined) => void;
  /**
   * Takes that the frame of the open room shows another page, which says nothing, and what is known
   * to stand against it: `room-unreachable` where KAF does not answer, `frame-blocked` where the
   * page's policy has just kept something from a frame, which may have been this one.
   */
  readonly onMoved: (code?: 'room-unreachable' | 'frame-blocked') => void;
  /** Takes why there is no room any more in the frame that was open. */
  readonly onLost: (error: RoomError) => void;
}

/**
 * Opens the room in a connected frame and waits for what can be known of it: that a document of
 * another origin has loaded there and said something, or that its host answers, as far as the page
 * may ask. A frame's `load` alone proves nothing: browsers fire it for refused ports and blocked
 * pages too. Where the room is reached in steps, a page counts only if it stays; what a step asks
 * of the storage of LTI is answered, and nobody else hears it.
 * @returns whether the frame has said something itself
 * @throws RoomError `frame-…` or `origin-not-allowed`, or the code of a login that the host refused;
 * the signal's reason where the run ended first
 */
export function openFrame(
  frame: HTMLIFrameElement,
  opening: Opening,
  {allow, sandbox, origins, run, until, onMessage, onMoved, onLost}: OpenOptions,
): Promise<boolean> {
  const page = frame.ownerDocument;
  const {url, hasSteps} = opening;
  // A step that asks it must not be taken for the room.
  const storage = hasSteps && ltiStorage();
  const settled = new AbortController();
  const hearing = {signal: run};
  return new Promise<boolean>((resolve, reject) => {
    const fail = (error: RoomError) => (settled.signal.aborted ? onLost(error) : reject(error));
    const end = () =>
      reject(toTimeoutError(until, 'frame-timeout', `${url.origin} did not load in time`));
    const check = async (signal: AbortSignal) => {
      const isThere = await answers(page, url, signal);
      if (signal.aborted) return;
      if (settled.signal.aborted) onMoved(isThere ? undefined : 'room-unreachable');
      else if (!isThere)
        // Firefox tells nothing of a frame, or of a request, that the page's COEP keeps out.
        reject(
          !hasLoaded && !('credentialless' in frame) && (await hasEmbedderPolicy(page, signal))
            ? blockedBy('COEP', url.origin)
            : new RoomError('frame-unreachable', `${url.origin} does not answer`),
        );
    };
    /** What the page's policy has kept from a frame a moment ago. */
    let blocked: RoomError | undefined;
    /** Ends with the page that has loaded last. */
    let shown = new AbortController();
    let hasLoaded = false;
    let heard = -Infinity;

    if (until.aborted) return end();
    until.addEventListener('abort', end, {signal: settled.signal});
    hearMessages(frame, [url.origin, ...origins], run, (data, origin) => {
      const answer = storage && storage(data, origin);
      if (answer) return frame.contentWindow?.postMessage(answer, origin);
      // A page that speaks need not be asked for.
      heard = performance.now();
      shown.abort();
      resolve(true);
      onMessage(data, frameHeight(data));
    });
    hearForbidden(
      page,
      'frame-src',
      (error, origin) => {
        // Of another origin, it may be about another frame; unless this one has shown nothing since.
        if (origin === url.origin || (hasSteps && origin === self.origin)) reject(error);
        blocked = error;
        const forget = () => {
          if (blocked === error) blocked = undefined;
        };
        delay(BLOCKED_MS, run).then(forget, forget);
      },
      hearing,
    );
    frame.addEventListener(
      'load',
      () => {
        // Readable means of this page's own origin: still blank, or sent back here by a redirect.
        const home = frame.contentDocument;
        if (home?.URL === 'about:blank') return;
        const hasSpoken = performance.now() - heard < (hasLoaded ? LEAD_MS : Infinity);
        hasLoaded = true;
        shown.abort();
        if (home) {
          // A page of XML has no data.
          const {dataset} = (home.documentElement ?? {}) as Partial<HTMLElement>;
          const code = hasSteps ? dataset?.['errorCode'] : undefined;
          if (isRoomErrorCode(code)) fail(new RoomError(code, 'LTI 1.3'));
          else if (!hasSteps || settled.signal.aborted)
            fail(new RoomError('origin-not-allowed', `${url.origin} led back to this page`));
          return;
        }
        const kept = blocked;
        if (kept && settled.signal.aborted) return onMoved('frame-blocked');
        if (hasSpoken) return;
        shown = new AbortController();
        const signal = AbortSignal.any([shown.signal, run]);
        delay(hasSteps ? STAY_MS : GRACE_MS, signal)
          // What the policy kept may have been another frame's: the room in this one speaks.
          .then(() => (kept ? reject(kept) : check(signal)))
          .then(() => signal.throwIfAborted())
          .then(
            () => resolve(false),
            () => {},
          );
      },
      hearing,
    );
    delay(SILENCE_MS, settled.signal).then(
      () =>
        // Firefox tells nothing of a frame that it kept out of an isolated page, not even its `load`.
        self.crossOriginIsolated && !('credentialless' in frame) && !hasLoaded
          ? reject(blockedBy('COEP', url.origin))
          : check(settled.signal),
      () => {},
    );
    frame.allow = allow ?? permissions(url, origins);
    frame.setAttribute('sandbox', sandbox ?? SANDBOX);
    if (frame.contentWindow) navigate(frame.contentWindow, opening, reject);
  }).finally(() => settled.abort());
}

/** Whether the host answers anything at all; true where the page's own policy forbids asking. */
async function answers(page: Document, url: URL, signal: AbortSignal): Promise<boolean> {
  const forbidden = new Promise<boolean>(resolve =>
    hearForbidden(page, 'connect-src', (_, origin) => origin === url.origin && resolve(true), {
      signal,
    }),
  );
  try {
    await fetch(new URL('/version', url), {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
    return true;
  } catch {
    if (signal.aborted) return false;
    // A violation is told later than the request fails.
    const no = () => false;
    return Promise.race([forbidden, delay(VIOLATION_MS, signal).then(no, no)]);
  }
}
