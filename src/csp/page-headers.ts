import {ROOM_FEATURES} from '../contract/room-features.js';
import {RoomError} from '../contract/room-error.js';
import {allowSources, parsePolicy, serializePolicy, type Directives} from './directives.js';
import {toFolderSource, toNonceSource, toOriginSource, toServerSource} from './sources.js';

/** A page with the elements. The options correspond to the attributes of the elements. */
export interface PageOptions {
  /** Origin of KAF, the host that serves embedded rooms: `https://12345.kaf.kaltura.com`. */
  readonly kafUrl: string;
  /** Other origins that the room may move to inside the frame: `allow-origins`. */
  readonly allowOrigins?: readonly string[];
  /** Origins of other sites that may show the page in a frame. None by default. */
  readonly frameAncestors?: readonly string[];
  /** The token endpoint, if it is on another server than the page. */
  readonly tokenUrl?: string;
  /** The create endpoint, if it is on another server than the page. */
  readonly createUrl?: string;
  /** How your server authenticates guests to Kaltura: its option `auth`; `ks` by default. */
  readonly auth?: 'ks' | 'lti-1.1' | 'lti-1.3';
  /** The URL of the script. The policy allows its folder, because the script loads other scripts. */
  readonly scriptUrl?: string;
  /**
   * The `nonce` of the script element, instead of `scriptUrl` or in addition. Browsers ignore
   * `'unsafe-inline'` in a policy with a nonce.
   */
  readonly nonce?: string;
  /**
   * The existing policy of the page, as text or as directives. Sources are added only if the policy
   * blocks the elements. {@link STRICT_POLICY} by default.
   */
  readonly policy?: string | Directives;
}

/**
 * A policy that allows only resources of the page's own origin, and no scripts and no frames. Other sites
 * cannot show the page in a frame. A `<meta>` element must omit `frame-ancestors`.
 */
export const STRICT_POLICY: Directives = {
  'default-src': ["'self'"],
  'script-src': ["'none'"],
  'frame-src': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
};

/**
 * Features that every supported browser knows. Chromium without `compute-pressure` would warn about a
 * header that names it.
 */
const HEADER_FEATURES = ROOM_FEATURES.filter(feature => feature !== 'compute-pressure');

/**
 * Returns the Content-Security-Policy of a page with the elements, as directives.
 * @param options the addresses that the page uses, and its existing policy
 * @throws RoomError `attribute-invalid` with the name of the invalid option
 */
export function pageDirectives(options: PageOptions): Directives {
  const {auth = 'ks', tokenUrl, createUrl, scriptUrl, nonce, policy = STRICT_POLICY} = options;
  if (!['ks', 'lti-1.1', 'lti-1.3'].includes(auth))
    throw new RoomError('attribute-invalid', 'auth must be "ks", "lti-1.1" or "lti-1.3"');
  const frames = getOrigins(options);
  const ancestors = toOriginSources('frameAncestors', options.frameAncestors);
  const tokens = tokenUrl === undefined ? "'self'" : toServerSource('tokenUrl', tokenUrl);
  const rooms = createUrl === undefined ? tokens : toServerSource('createUrl', createUrl);
  const scripts = [
    ...(nonce === undefined ? [] : [toNonceSource(nonce)]),
    ...(scriptUrl === undefined ? [] : [toFolderSource('scriptUrl', scriptUrl)]),
  ];

  const directives = parsePolicy(policy);
  const script = directives.has('script-src-elem') ? 'script-src-elem' : 'script-src';
  allowSources(directives, script, ['default-src'], scripts.length ? scripts : ["'self'"]);
  const [kaf = ''] = frames;
  // The room element probes KAF before it opens the frame.
  allowSources(directives, 'connect-src', ['default-src'], [tokens, rooms, kaf]);
  // With LTI 1.3, the frame visits the login page of the host backend first.
  allowSources(
    directives,
    'frame-src',
    ['child-src', 'default-src'],
    auth === 'lti-1.3' ? [tokens, ...frames] : frames,
  );
  // With LTI 1.1, a form opens the room. Chromium also checks the targets of its redirects.
  if (auth === 'lti-1.1') allowSources(directives, 'form-action', [], frames);
  if (ancestors.length) allowSources(directives, 'frame-ancestors', [], ancestors);
  allowSources(directives, 'trusted-types', [], ['lit-html']);
  return Object.fromEntries(directives);
}

/**
 * Returns the security headers of a page with the elements: its Content-Security-Policy, and the
 * Permissions-Policy that lets the room use the camera, the microphone and other features.
 * @param options the addresses that the page uses, and its existing policy
 * @throws RoomError `attribute-invalid` with the name of the invalid option
 */
export function pageHeaders(options: PageOptions): {
  readonly 'Content-Security-Policy': string;
  readonly 'Permissions-Policy': string;
} {
  const origins = getOrigins(options).map(origin => ` "${origin}"`);
  return {
    'Content-Security-Policy': serializePolicy(pageDirectives(options)),
    'Permissions-Policy': HEADER_FEATURES.map(
      feature => `${feature}=(self${origins.join('')})`,
    ).join(', '),
  };
}

/** Returns KAF's origin, then the other origins that the room may move to. */
function getOrigins({kafUrl, allowOrigins}: PageOptions): string[] {
  return [toOriginSource('kafUrl', kafUrl), ...toOriginSources('allowOrigins', allowOrigins)];
}

function toOriginSources(option: string, origins: readonly string[] = []): string[] {
  if (!Array.isArray(origins))
    throw new RoomError('attribute-invalid', `${option} must be a list of origins`);
  return origins.map(origin => toOriginSource(option, origin));
}
