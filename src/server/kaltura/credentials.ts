import * as z from 'zod';

/** An app token of the Kaltura account: it makes sessions without the admin secret, and can be revoked. */
export interface AppToken {
  /** Such as `1_abcd1234`. */
  readonly id: string;
  /** Its value, which is a secret. */
  readonly token: string;
  /** The token's own `hashType`; Kaltura's default is SHA1. */
  readonly hashType?: 'MD5' | 'SHA1' | 'SHA256' | 'SHA512' | undefined;
}

/**
 * How sessions are made: with the admin secret, signed here (`local`, by default) or by Kaltura's
 * `session.start`; or with app tokens. It takes two, since Kaltura drops `actionslimit` from a
 * request: the one for `user` sessions has `actionslimit:-1` among its own privileges, so that a
 * guest's KS cannot call the API; the one for `admin` sessions, which create rooms, has not.
 */
export type CredentialsOption =
  | {readonly adminSecret: string; readonly strategy?: 'local' | 'session.start' | undefined}
  | {
      readonly appTokens: {
        readonly user?: AppToken | undefined;
        readonly admin?: AppToken | undefined;
      };
    };

const secret = (name: string) =>
  z
    .string(`credentials.${name} is missing`)
    .regex(/^\S{8,}$/, `credentials.${name} must be the secret: 8 characters or more, no spaces`);

const appToken = (name: string) =>
  z
    .strictObject(
      {
        id: z
          .string(`credentials.appTokens.${name}.id is missing`)
          .regex(/^\d+_\w+$/, `credentials.appTokens.${name}.id must be such as 1_abcd1234`),
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

/** The schema of {@link CredentialsOption}; what it makes is told apart by `strategy`. */
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

/** Credentials as used. */
export type Credentials = z.output<typeof Credentials>;

/** Every secret among the credentials, for taking them out of a text. */
export function listSecrets(credentials: Credentials | undefined): string[] {
  if (!credentials) return [];
  if (credentials.strategy !== 'app-token') return [credentials.adminSecret];
  const {user, admin} = credentials.appTokens;
  return [user, admin].flatMap(token => token?.token ?? []);
}
