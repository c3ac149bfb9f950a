import {kafOrigin} from '../contract.js';
import {RoomError} from '../errors.js';
import {endOf} from '../host/post-json.js';
import {hearMessages} from './messages.js';

/**
 * What the room may do. `allow-same-origin` keeps KAF's own origin (its session and the camera
 * need one); it is safe because the page's own origin is never opened. No `allow-top-navigation`:
 * the room cannot take the page away.
 */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox ' +
  'allow-modals allow-downloads allow-presentation allow-storage-access-by-user-activation';

/** How long after a failed request the browser may take to tell that the page's policy forbade it. */
const VIOLATION_MS = 300;

/** How long a frame may load before its host is asked whether it is there at all. */
const SILENCE_MS = 4000;

const FEATURES = [
  'camera',
  'microphone',
  'display-capture',
  'fullscreen',
  'autoplay',
  'encrypted-media',
  'picture-in-picture',
  'screen-wake-lock',
  'clipboard-write',
  'compute-pressure',
];

/**
 * A frame that shows nothing yet and may run nothing, with the permissions of what it will show.
 * @param allow the `allow` attribute in place of the default
 * @param others where else the room may move to inside the frame; empty for anywhere
 */
export function createFrame(
  {origin}: URL,
  allow: string | null | undefined,
  others: readonly string[],
): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.part.add('frame');
  // Chromium warns where a blank frame, of the page's own origin, may run scripts.
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.allow = allow ?? delegation(others.length ? [origin, ...others] : ['*']);
  return frame;
}

/**
 * Permissions in the form that survives redirects inside the frame; only those that the browser
 * knows, where it tells, since it warns of the others.
 */
function delegation(to: readonly string[]): string {
  const {featurePolicy} = document as {featurePolicy?: {features(): string[]}};
  const known = featurePolicy?.features();
  return FEATURES.filter(feature => known?.includes(feature) ?? true)
    .map(feature => [feature, ...to].join(' '))
    .join('; ');
}

/**
 * The `allow-origins` attribute: origins separated by spaces.
 * @throws RoomError `attribute-invalid`
 */
export function parseOrigins(value: string | null | undefined): string[] {
  return (value ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .map(word => {
      const origin = kafOrigin(word);
      if (origin === undefined)
        throw new RoomError('attribute-invalid', 'allow-origins must be https origins');
      return origin;
    });
}

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
  const settled = new AbortController();
  const options = {signal: settled.signal};
  return new Promise<void>((resolve, reject) => {
    const fail = (
      code: 'frame-blocked' | 'frame-unreachable' | 'origin-not-allowed',
      why: string,
    ) => reject(new RoomError(code, `${url.origin} ${why}`));
    const end = () => reject(endOf(until, 'frame-timeout', `${url.origin} did not load in time`));
    const check = async () => {
      if (!(await answers(frame, url, settled.signal)))
        fail('frame-unreachable', 'does not answer');
    };

    if (until.aborted) return end();
    until.addEventListener('abort', end, options);
    hearMessages(frame, [url.origin, ...origins], run, data => {
      resolve();
      onMessage(data);
    });
    frame.ownerDocument.addEventListener(
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
async function answers(frame: Node, url: URL, signal: AbortSignal): Promise<boolean> {
  const forbidden = new Promise<true>(resolve =>
    frame.ownerDocument?.addEventListener(
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
