import {kafOrigin} from '../../contract/kaf-origin.js';
import {RoomError} from '../../contract/room-error.js';
import type {Launch} from '../../contract/schemas.js';
import {DEFAULT_KS_PATH} from '../../contract/ks-path.js';

/** The address that a frame or a tab navigates to. */
export interface LaunchTarget {
  readonly url: URL;
  /** Fields of the form to post to `url` (LTI 1.1); absent if `url` is requested. */
  readonly fields?: Readonly<Record<string, string>>;
  /**
   * Whether `url` is the first of several steps (LTI 1.3). On its way the frame passes the host
   * backend's authorisation page, which may be of the page's own origin.
   */
  readonly isMultiStep?: boolean;
}

/**
 * Resolves a launch to its target: KAF's `view-room` for a KS, a form for LTI 1.1, and KAF's OIDC
 * initiation for LTI 1.3.
 * @param pinnedOrigin the `kaf-url` attribute; if present, no other origin is opened
 * @param pageOrigin the page's own origin, which is never opened
 * @throws RoomError `origin-not-allowed`
 */
export function resolveTarget(
  launch: Launch,
  pinnedOrigin: string | null | undefined,
  pageOrigin: string,
): LaunchTarget {
  if (isNestedRoom()) throw new RoomError('origin-not-allowed', 'a room led back to this page');
  const resolve = (address: string) =>
    new URL(address, requireOneOrigin([pinnedOrigin, getOriginUrl(address)], pageOrigin));
  switch (launch.auth) {
    case 'lti-1.1':
      return {url: resolve(launch.action), fields: launch.fields};
    case 'lti-1.3':
      return {url: resolve(launch.url), isMultiStep: true};
    case 'ks':
    case null:
    case undefined: {
      const origin = requireOneOrigin([pinnedOrigin, launch.kafUrl], pageOrigin);
      return {url: new URL(`${launch.ksPath ?? DEFAULT_KS_PATH}${launch.ks}`, origin)};
    }
  }
}

/**
 * Returns whether this page is inside the frame of a room. KAF may redirect its frame to the host
 * page, which would open another room in it, and so on without end.
 */
function isNestedRoom(): boolean {
  let frame = self.frameElement;
  while (frame && (frame.getRootNode() as Partial<ShadowRoot>).host?.localName !== 'kaltura-room')
    frame = frame.ownerDocument.defaultView?.frameElement ?? null;
  return frame !== null;
}

/** Returns `https://kaf.example/` for `https://kaf.example/path`, with the user if there is one. */
function getOriginUrl(address: string): string {
  return URL.canParse('/', address) ? new URL('/', address).href : '';
}

/** Returns the one origin that all `urls` name, if it may be opened. */
function requireOneOrigin(
  urls: readonly (string | null | undefined)[],
  pageOrigin: string,
): string {
  const origins = urls.filter(url => url != null).map(kafOrigin);
  const [origin] = origins;
  // A script of the page's own origin could remove the sandbox of its frame.
  if (!origin || origins.some(other => other !== origin) || origin === pageOrigin) {
    // Origins only: an address may contain a user and a password.
    const got = origins.map(parsed => parsed ?? 'no https origin').join(' and ');
    throw new RoomError(
      'origin-not-allowed',
      `kaf-url and the launch must name one https origin other than the page's; got ${got}`,
    );
  }
  return origin;
}
