import {RoomError} from '../errors.js';
import {endOf} from '../host/deadline.js';
import {SANDBOX} from './frame.js';
import {hearMessages} from './messages.js';

/** How long after a failed request the browser may take to tell that the page's policy forbade it. */
const VIOLATION_MS = 300;

/** How long a frame may load before its host is asked whether it is there at all. */
const SILENCE_MS = 4000;

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
 * Opens `url` in a connected frame and waits for what can be known of it: that a document of
 * another origin has loaded there and its host answers, as far as the page may ask; or a message
 * from it. A frame's `load` alone proves nothing: browsers fire it for refused ports and blocked
 * pages too.
 * @throws RoomError `frame-…` or `origin-not-allowed`; the signal's reason where the run ended first
 */
export function openFrame(
  frame: HTMLIFrameElement,
  url: URL,
  {sandbox, origins, run, until, onMessage}: OpenOptions,
): Promise<void> {
  const page = frame.ownerDocument;
  const settled = new AbortController();
  const options = {signal: settled.signal};
  return new Promise<void>((resolve, reject) => {
    const fail = (
      code: 'frame-blocked' | 'frame-unreachable' | 'origin-not-allowed',
      why: string,
    ) => reject(new RoomError(code, `${url.origin} ${why}`));
    const end = () => reject(endOf(until, 'frame-timeout', `${url.origin} did not load in time`));
    const check = async () => {
      if (!(await answers(page, url, settled.signal))) fail('frame-unreachable', 'does not answer');
    };

    if (until.aborted) return end();
    until.addEventListener('abort', end, options);
    hearMessages(frame, [url.origin, ...origins], run, data => {
      resolve();
      onMessage(data);
    });
    page.addEventListener(
      'securitypolicyviolation',
      violation => {
        if (forbids(violation, 'frame-src', url))
          fail('frame-blocked', "is blocked by this page's CSP (frame-src)");
      },
      options,
    );
    frame.addEventListener(
      'load',
      () => {
        // Readable means of this page's own origin: still blank, or sent back here by a redirect.
        const home = frame.contentDocument?.URL;
        if (home === 'about:blank') return;
        if (home !== undefined) return fail('origin-not-allowed', "led to this page's own origin");
        void check().then(resolve);
      },
      options,
    );
    const silence = setTimeout(() => void check(), SILENCE_MS);
    settled.signal.addEventListener('abort', () => clearTimeout(silence));
    frame.setAttribute('sandbox', sandbox ?? SANDBOX);
    // Not `src`: the KS stays out of the DOM, and a frame's first replacement adds no history.
    frame.contentWindow?.location.replace(url);
  }).finally(() => settled.abort());
}

/** Whether the host answers anything at all; true where the page's own policy forbids asking. */
async function answers(page: Document, url: URL, signal: AbortSignal): Promise<boolean> {
  const forbidden = new Promise<true>(resolve =>
    page.addEventListener(
      'securitypolicyviolation',
      violation => forbids(violation, 'connect-src', url) && resolve(true),
      {signal},
    ),
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

/** Whether a policy of the page forbade this very origin, and did not only report it. */
function forbids(
  {disposition, effectiveDirective, blockedURI}: SecurityPolicyViolationEvent,
  directive: string,
  {origin}: URL,
): boolean {
  return (
    disposition === 'enforce' &&
    effectiveDirective === directive &&
    URL.canParse(blockedURI) &&
    new URL(blockedURI).origin === origin
  );
}
