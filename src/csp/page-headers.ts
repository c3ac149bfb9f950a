import {RoomError} from '../contract/room-error.js';
import {allow, policyText, readPolicy, type Directives} from './directives.js';
import {folderSource, nonceSource, originSource, serverSource} from './sources.js';

/** The page, as its elements have it in their attributes. */
export interface PageOptions {
  /** KAF's origin. */
  readonly kafUrl: string;
  /** Other origins that the room may move to inside the frame: `allow-origins`. */
  readonly allowOrigins?: readonly string[];
  /** The endpoints, where they are on another server than the page. */
  readonly tokenUrl?: string;
  readonly createUrl?: string;
  /** How the host backend lets people in; by KS unless it says so. */
  readonly auth?: 'ks' | 'lti-1.1' | 'lti-1.3';
  /** The address of the script; its whole folder is allowed, for what it loads later. */
  readonly scriptUrl?: string;
  /**
   * The `nonce` of the script's element, in place of its address or beside it. A policy with a nonce
   * takes no `'unsafe-inline'`.
   */
  readonly nonce?: string;
  /**
   * The policy that the page has already, as text or as directives: what it would forbid the elements
   * is added, and nothing else; {@link STRICT_POLICY} where there is none.
   */
  readonly policy?: string | Directives;
}

/** A policy under which the page may use nothing but what is its own, and run nothing of others. */
export const STRICT_POLICY: Directives = {
  'default-src': ["'self'"],
  'script-src': ["'none'"],
  'frame-src': ["'none'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
};

/**
 * What the room uses of the browser. Not `compute-pressure`, which not every Chromium knows, and one
 * that does not warns of it.
 */
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
];

/**
 * The Content-Security-Policy of a page with the elements, as directives.
 * @throws RoomError `attribute-invalid`, which names the option that is malformed
 */
export function pageDirectives(options: PageOptions): Directives {
  const {auth = 'ks', tokenUrl, createUrl, scriptUrl, nonce, policy = STRICT_POLICY} = options;
  if (!['ks', 'lti-1.1', 'lti-1.3'].includes(auth))
    throw new RoomError('attribute-invalid', 'auth must be "ks", "lti-1.1" or "lti-1.3"');
  const frames = origins(options);
  const tokens = tokenUrl === undefined ? "'self'" : serverSource('tokenUrl', tokenUrl);
  const rooms = createUrl === undefined ? tokens : serverSource('createUrl', createUrl);
  const scripts = [
    ...(nonce === undefined ? [] : [nonceSource(nonce)]),
    ...(scriptUrl === undefined ? [] : [folderSource('scriptUrl', scriptUrl)]),
  ];

  const directives = readPolicy(policy);
  const script = directives.has('script-src-elem') ? 'script-src-elem' : 'script-src';
  allow(directives, script, ['default-src'], scripts.length ? scripts : ["'self'"]);
  const [kaf = ''] = frames;
  // KAF, to ask whether it is there.
  allow(directives, 'connect-src', ['default-src'], [tokens, rooms, kaf]);
  // By LTI 1.3 the frame passes a page of the host's own server.
  allow(
    directives,
    'frame-src',
    ['child-src', 'default-src'],
    auth === 'lti-1.3' ? [tokens, ...frames] : frames,
  );
  // Chromium holds a form to it wherever it is redirected to.
  if (auth === 'lti-1.1') allow(directives, 'form-action', [], frames);
  allow(directives, 'trusted-types', [], ['lit-html']);
  return Object.fromEntries(directives);
}

/**
 * The headers of a page with the elements: they may do what they are there for, and a page that has no
 * policy of its own gets {@link STRICT_POLICY}.
 * @throws RoomError `attribute-invalid`, which names the option that is malformed
 */
export function pageHeaders(options: PageOptions): {
  readonly 'Content-Security-Policy': string;
  readonly 'Permissions-Policy': string;
} {
  const to = origins(options).map(origin => ` "${origin}"`);
  return {
    'Content-Security-Policy': policyText(pageDirectives(options)),
    'Permissions-Policy': FEATURES.map(feature => `${feature}=(self${to.join('')})`).join(', '),
  };
}

/** KAF's origin, then the others that the room may move to. */
function origins({kafUrl, allowOrigins = []}: PageOptions): string[] {
  if (!Array.isArray(allowOrigins))
    throw new RoomError('attribute-invalid', 'allowOrigins must be a list of origins');
  return [
    originSource('kafUrl', kafUrl),
    ...allowOrigins.map(origin => originSource('allowOrigins', origin)),
  ];
}
