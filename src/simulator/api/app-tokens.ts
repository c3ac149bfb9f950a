import {SESSION_TYPE, type SessionType} from '../../server/kaltura/ks.js';

/** Node's names of the hash algorithms, by Kaltura's names. */
export const HASHES = {MD5: 'md5', SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512'} as const;

/** Kaltura's states of an app token (`KalturaAppTokenStatus`). */
export const APP_TOKEN_STATUS = {disabled: 1, active: 2, deleted: 3} as const;

/** An app token of the account: a `KalturaAppToken`. */
export interface AppToken {
  /** ID of the token, such as `1_abcd1234`. */
  readonly id: string;
  /** The token's value, which its owner keeps as secret as a password. */
  readonly token: string;
  /** Algorithm of the hash that proves the token; `SHA1` by default. */
  readonly hashType?: keyof typeof HASHES;
  /** Active by default. */
  readonly status?: (typeof APP_TOKEN_STATUS)[keyof typeof APP_TOKEN_STATUS];
  /** Unix time, in seconds, at which the token expires; never by default. */
  readonly expiry?: number;
  /** Maximum lifetime of a session, in seconds; a day by default. */
  readonly sessionDuration?: number;
  /** Type of each session, which overrides the request. */
  readonly sessionType?: SessionType;
  /** User ID of each session, which overrides the request. */
  readonly sessionUserId?: string;
  /** Privileges of each session, in Kaltura's format: `name:value,name`. */
  readonly sessionPrivileges?: string;
}

/** The fields of an app token for `credentials.appTokens` of a host backend. */
export type AppTokenCredentials = Required<Pick<AppToken, 'id' | 'token' | 'hashType'>>;

/** The token that opens rooms. Its sessions cannot call the API. Its value is public. */
const USER_TOKEN = {
  id: '1_openroom',
  token: '5f2b8c1e9a7d4036b1c8e2f4a6d09b73',
  hashType: 'SHA256',
  sessionType: SESSION_TYPE.user,
  sessionPrivileges: 'actionslimit:-1',
} as const satisfies AppToken;

/** The token that creates rooms. */
const ADMIN_TOKEN = {
  id: '1_makeroom',
  token: '0c7e4d91b3a85f26e8d1047a92c6b5f3',
  hashType: 'SHA256',
  sessionType: SESSION_TYPE.admin,
} as const satisfies AppToken;

const pickCredentials = ({id, token, hashType}: AppTokenCredentials): AppTokenCredentials => ({
  id,
  token,
  hashType,
});

/** Credentials of the built-in tokens. */
export const BUILT_IN_APP_TOKENS = {
  user: pickCredentials(USER_TOKEN),
  admin: pickCredentials(ADMIN_TOKEN),
} as const;

/**
 * Returns the built-in tokens and `added`, by ID.
 * @throws Error if a token has no ID or no value, or two tokens have the same ID
 */
export function indexAppTokens(added: readonly AppToken[]): ReadonlyMap<string, AppToken> {
  const tokens = new Map<string, AppToken>();
  for (const token of [USER_TOKEN, ADMIN_TOKEN, ...added]) {
    if (!token.id || !token.token)
      throw new Error('appTokens must be objects with an id and a token');
    if (tokens.has(token.id))
      throw new Error(`appTokens must have different ids; got ${token.id} twice`);
    tokens.set(token.id, token);
  }
  return tokens;
}
