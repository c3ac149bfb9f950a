import {RoomError, isRoomErrorCode} from '../errors.js';
import {endOf} from '../host/deadline.js';
import {SANDBOX} from './frame.js';
import {ltiStorage} from './lti-storage.js';
import {hearMessages} from './messages.js';
import {navigate} from './navigate.js';
import type {Opening} from './opening.js';
import {VIOLATION_MS, hearForbidden} from './policy.js';

/** How long a frame may load before its host is asked whether it is there at all. */
const SILENCE_MS = 4000;

/** How long a page must stay once it has loaded, where it may be no more than a step. */
const STAY_MS = 1000;

/** How a frame is opened. */
export interface OpenOptions {
  /** The `sandbox` attribute in place of the default. */
  readonly sandbox: string | null | undefined;
  /** Where else the room may move to inside the frame. */
  readonly origins: readonly string[];
  /** Ends with the stay in the room. */
  readonly run: AbortSignal;
  /** Ends the wait for the room. */
  readonly until: AbortSignal;
  /** Takes what the frame says, as long as `run` goes on. */
  readonly onMessage: (data: unknown) => void;
}

/**
 * Opens the room in a connected frame and waits for what can be known of it: that a document of
 * another origin has loaded there and its host answers, as far as the page may ask; or a message
 * from it. A frame's `load` alone proves nothing: browsers fire it for refused ports and blocked
 * pages too. Where the room is reached in steps, a page counts only if it stays; what a step asks
 * of the storage of LTI is answered, and nobody else hears it.
 * @throws RoomError `frame-…` or `origin-not-allowed`; the signal's reason where the run ended first
 */
export function openFrame(
  frame: HTMLIFrameElement,
  opening: Opening,
  {sandbox, origins, run, until, onMessage}: OpenOptions,
): Promise<void> {
  const page = frame.ownerDocument;
  const {url, hasSteps} = opening;
  const storage = hasSteps && ltiStorage();
  const settled = new AbortController();
  const options = {signal: settled.signal};
  return new Promise<void>((resolve, reject) => {
    const fail = (code: 'frame-unreachable' | 'origin-not-allowed', why: string) =>
      reject(new RoomError(code, `${url.origin} ${why}`));
    const end = () => reject(endOf(until, 'frame-timeout', `${url.origin} did not load in time`));
    const check = async (signal: AbortSignal) => {
      if (!(await answers(page, url, signal)) && !signal.aborted)
        fail('frame-unreachable', 'does not answer');
    };
    /** What the page's policy has kept from a frame a moment ago. */
    let blocked: RoomError | undefined;
    /** Ends with the page that has loaded last. */
    let shown = new AbortController();

    if (until.aborted) return end();
    until.addEventListener('abort', end, options);
    hearMessages(frame, [url.origin, ...origins], run, (data, origin) => {
      const answer = storage && storage(data, origin);
      if (answer) return frame.contentWindow?.postMessage(answer, origin);
      resolve();
      onMessage(data);
    });
    hearForbidden(
      page,
      'frame-src',
      (error, origin) => {
        // Of another origin, it may be about another frame; unless this one has shown nothing since.
        if (origin === url.origin || (hasSteps && origin === self.origin)) reject(error);
        else blocked = error;
        setTimeout(() => (blocked = undefined), VIOLATION_MS);
      },
      options,
    );
    frame.addEventListener(
      'load',
      () => {
        // Readable means of this page's own origin: still blank, or sent back here by a redirect.
        const home = frame.contentDocument;
        if (home?.URL === 'about:blank') return;
        shown.abort();
        if (home) {
          const code = home.documentElement.dataset['errorCode'];
          if (isRoomErrorCode(code)) reject(new RoomError(code, 'LTI 1.3'));
          if (!hasSteps) fail('origin-not-allowed', "led to this page's own origin");
          return;
        }
        if (blocked) return reject(blocked);
        shown = new AbortController();
        const signal = AbortSignal.any([shown.signal, settled.signal]);
        const stay = hasSteps && new Promise(done => setTimeout(done, STAY_MS));
        void Promise.all([check(signal), stay]).then(() => signal.aborted || resolve());
      },
      options,
    );
    const silence = setTimeout(() => void check(settled.signal), SILENCE_MS);
    settled.signal.addEventListener('abort', () => clearTimeout(silence));
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
    const silence = new Promise<false>(resolve => setTimeout(resolve, VIOLATION_MS, false));
    return Promise.race([forbidden, silence]);
  }
}
