import * as z from 'zod';

/** An app token of the Kaltura account. It creates sessions without the admin secret, and can be revoked. */
export interface AppToken {
  /** ID of the token, such as `1_abcd1234`. */
  readonly id: string;
  /** Value of the token, which is a secret. */
  readonly token: string;
  /** Hash type with which the token was created; `SHA1` by default. */
  readonly hashType?: 'MD5' | 'SHA1' | 'SHA256' | 'SHA512' | undefined;
}

/**
 * How the server creates sessions: with the admin secret, or with app tokens. The secret and the tokens
 * stay on the server.
 *
 * With the admin secret, the server signs sessions itself (`strategy: 'local'`, the default), or
 * Kaltura creates them (`strategy: 'session.start'`).
 *
 * App tokens come in pairs, because Kaltura ignores `actionslimit` in a request. The token for `user`
 * sessions needs `actionslimit:-1` in its own privileges, so that a guest's KS cannot call the API. The
 * token for `admin` sessions, which create rooms, must not have it.
 */
export type CredentialsOption =
  | {
      /** Admin secret of the account: at least 8 characters. */
      readonly adminSecret: string;
      /** Who signs sessions: this server (`local`, the default), or Kaltura (`session.start`). */
      readonly strategy?: 'local' | 'session.start' | undefined;
    }
  | {
      /** Tokens that create sessions without the admin secret. */
      readonly appTokens: {
        /** Creates the sessions of guests. */
        readonly user?: AppToken | undefined;
        /** Creates the sessions that create rooms. Without it, the server creates none. */
        readonly admin?: AppToken | undefined;
      };
    };

const secret = (name: string) =>
  z
    .string(`credentials.${name} is missing`)
    .regex(/^\S{8,}$/, `credentials.${name} must be the secret: at least 8 characters, no spaces`);

const appToken = (name: string) =>
  z
    .strictObject(
      {
        id: z
          .string(`credentials.appTokens.${name}.id is missing`)
          .regex(/^\d+_\w+$/, `credentials.appTokens.${name}.id must be an ID such as 1_abcd1234`),
        token: secret(`appTokens.${name}.token`),
        hashType: z
          .enum(
            ['MD5', 'SHA1', 'SHA256', 'SHA512'],
            `credentials.appTokens.${name}.hashType must be MD5, SHA1, SHA256 or SHA512`,
          )
          .default('SHA1'),
      },
      `credentials.appTokens.${name} must be {id, token, hashType?}`,
    )
    .optional();

const STRATEGY = 'credentials.strategy must be "local" or "session.start"';

/** Schema of {@link CredentialsOption}. The result is a union by `strategy`. */
export const Credentials = z.preprocess(
  value => {
    if (typeof value !== 'object' || value === null || 'strategy' in value) return value;
    return {strategy: 'appTokens' in value ? 'app-token' : 'local', ...value};
  },
  z.discriminatedUnion(
    'strategy',
    [
      z.strictObject({
        strategy: z.enum(['local', 'session.start'], STRATEGY),
        adminSecret: secret('adminSecret'),
      }),
      z.strictObject({
        strategy: z.literal('app-token'),
        appTokens: z.strictObject(
          {user: appToken('user'), admin: appToken('admin')},
          'credentials.appTokens must be {user, admin?}',
        ),
      }),
    ],
    {error: ({code}) => (code === 'invalid_union' ? STRATEGY : 'credentials must be an object')},
  ),
);

/** Validated credentials. */
export type Credentials = z.output<typeof Credentials>;

/** Returns all secrets of the credentials, so that they can be removed from a text. */
export function listSecrets(credentials: Credentials | undefined): string[] {
  if (!credentials) return [];
  if (credentials.strategy !== 'app-token') return [credentials.adminSecret];
  const {user, admin} = credentials.appTokens;
  return [user, admin].flatMap(token => token?.token ?? []);
}
