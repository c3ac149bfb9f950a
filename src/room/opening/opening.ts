import {type Launch} from '../../contract/schemas.js';
import {kafOrigin} from '../../contract/kaf-origin.js';
import {RoomError} from '../../contract/room-error.js';

/** How a frame or a tab opens the room. */
export interface Opening {
  readonly url: URL;
  /** What is posted to `url` as a form (LTI 1.1); otherwise `url` is asked for. */
  readonly fields?: Readonly<Record<string, string>>;
  /**
   * Whether `url` is only the first of several steps (LTI 1.3): on its way the room passes the
   * host backend's authorisation page, which may be of the page's own origin.
   */
  readonly hasSteps?: boolean;
}

/**
 * How this launch is opened: by KS KAF's `view-room`, by LTI 1.1 a form that is posted there, by
 * LTI 1.3 KAF's OIDC initiation.
 * @param pin the `kaf-url` attribute: where it is there, no other origin is opened
 * @param page the page's own origin
 * @throws RoomError `origin-not-allowed` for an origin that may not be opened
 */
export function openingOf(launch: Launch, pin: string | null | undefined, page: string): Opening {
  if (isInRoom()) throw new RoomError('origin-not-allowed', 'a room led back to this page');
  const allowed = (address: string) =>
    new URL(address, allowedOrigin([pin, rootOf(address)], page));
  if (launch.auth === 'lti-1.1') return {url: allowed(launch.action), fields: launch.fields};
  if (launch.auth === 'lti-1.3') return {url: allowed(launch.url), hasSteps: true};
  const origin = allowedOrigin([pin, launch.kafUrl], page);
  return {url: new URL(`/embeddedrooms/index/view-room/ks/${launch.ks}`, origin)};
}

/** Whether this very page is what a room shows, as where KAF sends its frame back: no end of them. */
function isInRoom(): boolean {
  let frame = self.frameElement;
  while (frame && (frame.getRootNode() as Partial<ShadowRoot>).host?.localName !== 'kaltura-room')
    frame = frame.ownerDocument.defaultView?.frameElement ?? null;
  return frame !== null;
}

/** `https://kaf.example/` of `https://kaf.example/path`, with a user where there is one. */
function rootOf(address: string): string {
  return URL.canParse('/', address) ? new URL('/', address).href : '';
}

/** The one origin that all of `given` name, and may be opened. */
function allowedOrigin(given: readonly (string | null | undefined)[], page: string): string {
  const origins = given.filter(url => url != null).map(kafOrigin);
  const [origin] = origins;
  // Scripts of the page's own origin could take the sandbox off.
  if (!origin || origins.some(other => other !== origin) || origin === page) {
    // Not as written: an address may hold a user and a password.
    const got = origins.map(one => one ?? 'no https origin').join(' and ');
    throw new RoomError(
      'origin-not-allowed',
      `kaf-url and the launch must be of one https origin, not the page's; got ${got}`,
    );
  }
  return origin;
}
