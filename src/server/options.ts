import * as z from 'zod';
import {kafOrigin, type CreateRequest, type TokenRequest} from '../contract.js';

/** What the caller asks for, as the page's body says it. Who asks is in the request. */
export type Ask =
  | ({readonly action: 'view-room'} & TokenRequest)
  | ({readonly action: 'create-room'} & CreateRequest);

/** Who the caller is and what they may do. What is not granted is refused. */
export interface Grant {
  /** Kaltura's user ID: who joins, or who will own the room. */
  readonly userId: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** May moderate this room, where the page asks for it. */
  readonly roomModerator?: boolean | undefined;
  /** May moderate this room's chat, where the page asks for it. */
  readonly chatModerator?: boolean | undefined;
  /** May create rooms. */
  readonly createRooms?: boolean | undefined;
}

/**
 * The host's own decision. The request is the one that came, its body already read as `ask`.
 * `null` or `undefined` means that nobody is signed in (401); throw a RoomError for anything else, such as
 * `access-denied` (403) or `room-not-found` (404).
 */
export type Authorize = (request: Request, ask: Ask) => Granted | Promise<Granted>;
type Granted = Grant | null | undefined;

/** Where log lines go; pino and console fit as they are. */
export interface Logger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What {@link kalturaRooms} needs to know. */
export interface KalturaRoomsOptions {
  /** The Kaltura account. */
  readonly partnerId: number;
  /** The origin of the account's KAF instance, such as `https://12345.kaf.kaltura.com`. */
  readonly kafUrl: string;
  /** The origin of Kaltura's API in the account's region; `https://www.kaltura.com` by default. */
  readonly apiUrl?: string | undefined;
  /** How sessions are made: signed here (`local`, by default) or by Kaltura's `session.start`. */
  readonly credentials: {
    readonly adminSecret: string;
    readonly by?: 'local' | 'session.start' | undefined;
  };
  /** Who the caller is and what they may do; there is no default. */
  readonly authorize: Authorize;
  /**
   * The origins of pages other than this server's own that may call it, such as
   * `https://www.example.com`; none by default. They get CORS headers; any other page is refused.
   */
  readonly pageOrigins?: readonly string[] | undefined;
  /** Seconds that a launch stays good; KAF reads it once, when the room opens. 60 by default. */
  readonly sessionLifetime?: number | undefined;
  /** Seconds that a call to Kaltura may take. 10 by default. */
  readonly upstreamTimeout?: number | undefined;
  /** `console` by default. */
  readonly logger?: Logger | undefined;
  /** In place of the runtime's own, for tests. */
  readonly fetch?: typeof fetch | undefined;
  /** Milliseconds since the epoch, for tests. */
  readonly now?: (() => number) | undefined;
}

const origin = (what: string, example: string) =>
  z.string(`${what} is missing`).transform((value, context) => {
    const parsed = kafOrigin(value);
    if (parsed === undefined)
      context.addIssue(`${what} must be a bare https origin such as ${example}`);
    return parsed ?? z.NEVER;
  });
const fn = <T>(what: string) =>
  z.custom<T>(value => typeof value === 'function', `${what} must be a function`);

const Options = z.strictObject(
  {
    partnerId: z
      .int('partnerId must be a whole number')
      .positive('partnerId must be a positive number'),
    kafUrl: origin('kafUrl', 'https://12345.kaf.kaltura.com'),
    apiUrl: origin('apiUrl', 'https://www.kaltura.com').default('https://www.kaltura.com'),
    credentials: z.strictObject(
      {
        adminSecret: z
          .string('credentials.adminSecret is missing')
          .regex(/^\S{8,}$/, 'credentials.adminSecret must be the secret, without spaces'),
        by: z
          .enum(['local', 'session.start'], 'credentials.by must be "local" or "session.start"')
          .default('local'),
      },
      'credentials is missing',
    ),
    authorize: fn<Authorize>('authorize'),
    pageOrigins: z
      .array(origin('pageOrigins', 'https://www.example.com'), 'pageOrigins must be a list')
      .default([]),
    sessionLifetime: z
      .int('sessionLifetime must be whole seconds')
      .min(10, 'sessionLifetime must be at least 10 seconds')
      .max(86_400, 'sessionLifetime must be at most a day')
      .default(60),
    upstreamTimeout: z
      .number('upstreamTimeout must be seconds')
      .positive('upstreamTimeout must be more than 0')
      .max(120, 'upstreamTimeout must be at most 120 seconds')
      .default(10),
    logger: z.custom<Logger>(isLogger, 'logger must have info and error').default(console),
    fetch: fn<typeof fetch>('fetch').default(() => globalThis.fetch),
    now: fn<() => number>('now').default(() => Date.now),
  },
  {error: ({code}) => (code === 'invalid_type' ? 'options are missing' : undefined)},
);

/** Options as used: checked, with every default filled in. */
export type Settings = z.output<typeof Options>;

/**
 * Checks the options and fills in the defaults.
 * @throws TypeError naming each option that is wrong, never its value
 */
export function readSettings(options: KalturaRoomsOptions): Settings {
  const result = Options.safeParse(options);
  if (result.success) return result.data;
  throw new TypeError(
    `kalturaRooms: ${result.error.issues.map(({message}) => message).join('; ')}`,
  );
}

function isLogger(value: unknown): boolean {
  const {info, error} = (value ?? {}) as Partial<Logger>;
  return typeof info === 'function' && typeof error === 'function';
}
