import {RoomError} from '../../contract/room-error.js';
import {LANGUAGE_TAG} from '../language-tag.js';
import type {RoomAccess} from '../room-access.js';
import {parseWebAddress} from '../web-address.js';
import {UNSAFE_VALUE} from './ks.js';
import {encodePrivilegeNames, hasPrivilegeName} from './privilege-names.js';

/** Further privileges of a launch KS, by name. A privilege that is `undefined` is left out. */
export interface LaunchPrivileges {
  /** User ID, beside the user of the KS. Kaltura's own demo sends both. */
  readonly userId?: string | undefined;
  /** Email address of the user. */
  readonly email?: string | undefined;
  /** Language of the room page, as a BCP 47 tag. */
  readonly locale?: string | undefined;
  /** Address that KAF's pages lead back to, `http:` or `https:`. The server encodes it. */
  readonly returnUrl?: string | undefined;
  /** Context of the room, such as a course. */
  readonly contextId?: string | number | undefined;
  /** KAF's role in the context: 0 manager, 1 moderator, 2 contributor, 3 member, 4 none. */
  readonly userContextualRole?: 0 | 1 | 2 | 3 | 4 | undefined;
  /** Resource of rooms from before KAF. */
  readonly resourceId?: string | number | undefined;
  /** Event of rooms from before KAF. */
  readonly eventId?: string | number | undefined;
}

const MAX_VALUE_LENGTH = 2000;

/** Checks of the privileges that a host may add, with what each must be. */
const CHECKS: Record<
  keyof LaunchPrivileges,
  {expected: string; isValid: (value: string) => boolean}
> = {
  userId: {expected: 'a Kaltura user ID', isValid: value => /^\S{1,320}$/.test(value)},
  email: {expected: 'an email address', isValid: value => /^[^\s@]+@[^\s@]+$/.test(value)},
  locale: {expected: 'a language tag such as "en-GB"', isValid: value => LANGUAGE_TAG.test(value)},
  returnUrl: {
    expected: 'an http or https URL',
    isValid: value => parseWebAddress(value) !== undefined,
  },
  contextId: {expected: 'text', isValid: value => value !== ''},
  userContextualRole: {expected: '0, 1, 2, 3 or 4', isValid: value => /^[0-4]$/.test(value)},
  resourceId: {expected: 'text', isValid: value => value !== ''},
  eventId: {expected: 'text', isValid: value => value !== ''},
};

/**
 * Returns the privileges of the KS with which a person opens one room. The KS cannot call the API
 * (`actionslimit:-1`), and opens only this room. Its KAF role is `viewerRole`, unless the host's
 * `authorize` grants another.
 * @param hostPrivileges privileges that the host adds, from {@link parseLaunchPrivileges}
 */
export function buildLaunchPrivileges(
  access: RoomAccess,
  hostPrivileges: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const {roomId, role, firstName, lastName, roomModerator, chatModerator} = access;
  const {locale, returnUrl} = access;
  return {
    actionslimit: '-1',
    entryId: roomId,
    role,
    ...(firstName && {firstName}),
    ...(lastName && {lastName}),
    roomModerator: roomModerator ? '1' : '0',
    chatModerator: chatModerator ? '1' : '0',
    ...(locale && {locale}),
    ...(returnUrl && {returnUrl: encodeUrl(returnUrl)}),
    ...hostPrivileges,
  };
}

/**
 * Validates what the host's `launchPrivileges` returned, and converts it to the text in a KS.
 * @throws RoomError `internalError` for another name, or a value that is malformed or could change
 * another privilege; the message names the privilege and never repeats the value
 */
export function parseLaunchPrivileges(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RoomError(
      'internalError',
      `launchPrivileges() must return an object of privileges; got ${describeType(value)}`,
    );
  const entries = Object.entries(value).filter(([, given]) => given !== undefined);
  return Object.fromEntries(entries.map(([name, given]) => [name, parsePrivilege(name, given)]));
}

function parsePrivilege(name: string, value: unknown): string {
  if (!isAllowedName(name))
    throw new RoomError(
      'internalError',
      `launchPrivileges() must return only ${Object.keys(CHECKS).join(', ')}; got ${JSON.stringify(name.slice(0, 50))}`,
    );
  const {expected, isValid} = CHECKS[name];
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > MAX_VALUE_LENGTH || !isValid(text))
    throw new RoomError(
      'internalError',
      `launchPrivileges() must return ${expected} as ${name}; got ${describeType(value)}`,
    );
  if (name === 'returnUrl') return encodeUrl(parseWebAddress(text) ?? text);
  return checkSafe(name, text);
}

/** @throws RoomError `internalError` if the value could change another privilege */
function checkSafe(name: string, value: string): string {
  if (!UNSAFE_VALUE.test(value) && !hasPrivilegeName(value)) return value;
  throw new RoomError(
    'internalError',
    `${name} must not contain , : ; * or control characters, or the name of a privilege such as "setrole"`,
  );
}

function isAllowedName(name: string): name is keyof LaunchPrivileges {
  return Object.hasOwn(CHECKS, name);
}

/** Encodes a URL for the privilege `returnUrl`, which KAF decodes. */
function encodeUrl(url: string): string {
  // encodeURIComponent leaves `*`, which means "all" in a privilege.
  return encodePrivilegeNames(encodeURIComponent(url).replaceAll('*', '%2A'));
}

function describeType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}
