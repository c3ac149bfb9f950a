import * as z from 'zod';
import {RoomId, type TokenRequest} from '../contract/schemas.js';
import {RoomError} from '../contract/room-error.js';
import {KAF_ROLES, type Grant} from './authorize.js';
import {cleanDisplayName} from './kaltura/display-name.js';
import {hasPrivilegeName} from './kaltura/privilege-names.js';
import {LANGUAGE_TAG} from './language-tag.js';
import {parseWebAddress} from './web-address.js';

const KafRole = z.enum(KAF_ROLES);

/** Who opens which room, with which rights. Each kind of launch is created from it. */
export const RoomAccess = z.strictObject({
  /** ID of the room. */
  roomId: RoomId,
  /** Kaltura user ID of the person. */
  userId: z.string(),
  /** First name, cleaned; `''` without a name. */
  firstName: z.string(),
  /** Last name, cleaned; `''` without a name. */
  lastName: z.string(),
  /** Whether the person moderates the room. */
  roomModerator: z.boolean(),
  /** Whether the person moderates the chat. */
  chatModerator: z.boolean(),
  /** KAF role. LTI has none. */
  role: KafRole,
  /** LTI context, such as a course. */
  contextId: z.string(),
  /** Language of the page, as a BCP 47 tag; `''` if Kaltura does not get it. */
  locale: z.string(),
  /** Address that KAF's pages lead back to; `''` if Kaltura does not get one. */
  returnUrl: z.string(),
});
/**
 * Who opens which room, with which rights.
 * @interface
 */
export type RoomAccess = Readonly<z.output<typeof RoomAccess>>;

/** Returns the address that KAF's pages lead back to; undefined for none. */
export type GetReturnUrl = (access: Omit<RoomAccess, 'returnUrl'>) => string | undefined;

/** Options of {@link resolveAccess}. */
export interface AccessOptions {
  readonly auth: 'ks' | 'lti-1.1' | 'lti-1.3';
  /** Whether Kaltura gets the language of the page. */
  readonly locale: boolean;
  readonly returnUrl?: string | GetReturnUrl | undefined;
}

/**
 * Combines what the page asks for with what the host grants. A moderator role needs both.
 * @throws RoomError `internalError` if the host grants an unknown KAF role, or one with LTI, or if
 * `returnUrl` returns no web address
 */
export function resolveAccess(
  request: TokenRequest,
  grant: Grant,
  {auth, locale, returnUrl}: AccessOptions,
): RoomAccess {
  const access = {
    roomId: request.roomId,
    userId: grant.userId,
    firstName: toDisplayName(grant.firstName),
    lastName: toDisplayName(grant.lastName),
    roomModerator: request.roomModerator === true && grant.roomModerator === true,
    chatModerator: request.chatModerator === true && grant.chatModerator === true,
    role: parseRole(grant.role, auth),
    contextId: toContextId(grant.contextId) || request.roomId,
    locale: locale ? toLocale(request.lang) : '',
  };
  const address: unknown = typeof returnUrl === 'function' ? returnUrl(access) : returnUrl;
  return {...access, returnUrl: parseReturnUrl(address)};
}

function parseReturnUrl(address: unknown): string {
  if (address === undefined) return '';
  const url = typeof address === 'string' ? parseWebAddress(address) : undefined;
  if (url !== undefined) return url;
  throw new RoomError('internalError', 'returnUrl() must return an http or https URL');
}

function parseRole(role: unknown, auth: AccessOptions['auth']): z.output<typeof KafRole> {
  if (role === undefined || role === null) return 'viewerRole';
  if (auth !== 'ks')
    throw new RoomError(
      'internalError',
      `role of authorize() must be undefined with auth "${auth}": only a KS has a KAF role`,
    );
  const parsed = KafRole.safeParse(role);
  if (parsed.success) return parsed.data;
  throw new RoomError(
    'internalError',
    `role of authorize() must be one of ${KAF_ROLES.join(', ')}`,
  );
}

/** Returns the canonical form, such as `en-GB` for `en-gb`; `''` for any other text. */
function toLocale(lang = ''): string {
  // A subtag may be the name of a privilege, such as `setrole`.
  if (!LANGUAGE_TAG.test(lang) || hasPrivilegeName(lang)) return '';
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? lang;
  } catch {
    return lang;
  }
}

/**
 * Accepts numbers too. Replaces line breaks and lone surrogates, which a browser would change in the form
 * that was signed for LTI 1.1.
 */
function toContextId(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
        .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
        .trim()
    : '';
}

function toDisplayName(value: unknown): string {
  return typeof value === 'string' ? cleanDisplayName(value) : '';
}
