import {SESSION_TYPE, type SessionType} from '../../server/kaltura/ks.js';

/** Kaltura's names for the hash by which an app token is proven, and Node's for the same. */
export const HASHES = {MD5: 'md5', SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512'} as const;

/** Kaltura's states of an app token (`KalturaAppTokenStatus`). */
export const APP_TOKEN_STATUS = {disabled: 1, active: 2, deleted: 3} as const;

/** An app token as the account's administrator set it up: a `KalturaAppToken`. */
export interface AppToken {
  readonly id: string;
  /** The token's value, which its owner keeps as secret as a password. */
  readonly token: string;
  /** `SHA1` unless named. */
  readonly hashType?: keyof typeof HASHES;
  /** Active unless named. */
  readonly status?: (typeof APP_TOKEN_STATUS)[keyof typeof APP_TOKEN_STATUS];
  /** Unix seconds at which the token itself ends; never unless named. */
  readonly expiry?: number;
  /** Seconds that a session may last at most; a day unless named. */
  readonly sessionDuration?: number;
  /** What each session is, whatever the request asks for. */
  readonly sessionType?: SessionType;
  /** Whose each session is, whatever the request asks for. */
  readonly sessionUserId?: string;
  /** What each session may, as Kaltura writes it: `name:value,name`. */
  readonly sessionPrivileges?: string;
}

/** What a host backend needs to know of an app token: its `credentials.appTokens` takes two. */
export type AppTokenCredentials = Required<Pick<AppToken, 'id' | 'token' | 'hashType'>>;

/** The token that opens rooms: no session from it may call the API. Public, as the secret is. */
const USER_TOKEN = {
  id: '1_openroom',
  token: '5f2b8c1e9a7d4036b1c8e2f4a6d09b73',
  hashType: 'SHA256',
  sessionType: SESSION_TYPE.user,
  sessionPrivileges: 'actionslimit:-1',
} as const satisfies AppToken;

/** The token that makes rooms. */
const ADMIN_TOKEN = {
  id: '1_makeroom',
  token: '0c7e4d91b3a85f26e8d1047a92c6b5f3',
  hashType: 'SHA256',
  sessionType: SESSION_TYPE.admin,
} as const satisfies AppToken;

const credentials = ({id, token, hashType}: AppTokenCredentials): AppTokenCredentials => ({
  id,
  token,
  hashType,
});

/** The tokens that are there from the start, as a host backend takes them. */
export const BUILT_IN_APP_TOKENS = {
  user: credentials(USER_TOKEN),
  admin: credentials(ADMIN_TOKEN),
} as const;

/**
 * The account's app tokens, by ID.
 * @throws Error where one has no ID or value, or an ID is there twice
 */
export function appTokensById(added: readonly AppToken[]): ReadonlyMap<string, AppToken> {
  const tokens = new Map<string, AppToken>();
  for (const token of [USER_TOKEN, ADMIN_TOKEN, ...added]) {
    if (!token.id || !token.token) throw new Error('An app token must have an id and a token');
    if (tokens.has(token.id)) throw new Error(`There are two app tokens with the id ${token.id}`);
    tokens.set(token.id, token);
  }
  return tokens;
}
