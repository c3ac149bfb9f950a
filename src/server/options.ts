import * as z from 'zod';
import {kafOrigin} from '../contract/kaf-origin.js';
import type {Authorize} from './authorize.js';
import {Credentials, type CredentialsOption} from './kaltura/credentials.js';
import {Lti13, type Lti13Options} from './lti/lti13-options.js';
import {memoryStore} from './store/memory-store.js';
import {withStoreTimeout} from './store/store-timeout.js';
import type {SharedStore} from './store/shared-store.js';

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
  /**
   * The origin of Kaltura's API in the account's region; `https://www.kaltura.com` by default, and
   * that of `kafUrl` where this is on the same machine, as the simulator's is.
   */
  readonly apiUrl?: string | undefined;
  /**
   * How sessions are made. Launches by LTI need none where they have secrets of their own; rooms
   * cannot be created then.
   */
  readonly credentials?: CredentialsOption | undefined;
  /** How the KAF instance lets people in: by KS (default), LTI 1.1 or LTI 1.3. */
  readonly auth?: 'ks' | 'lti-1.1' | 'lti-1.3' | undefined;
  /** For `auth: 'lti-1.1'`: another consumer than the partner ID with its admin secret. */
  readonly lti?: {readonly consumerKey: string; readonly sharedSecret: string} | undefined;
  /** For `auth: 'lti-1.3'`, which needs it. */
  readonly lti13?: Lti13Options | undefined;
  /** Who the caller is and what they may do; there is no default. */
  readonly authorize: Authorize;
  /**
   * The origins of pages other than this server's own that may call it, such as
   * `https://www.example.com`; none by default. They get CORS headers; any other page is refused.
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Seconds that a launch stays good; KAF reads it once, when the room opens. 60 by default. */
  readonly sessionLifetime?: number | undefined;
  /** Seconds that a call to Kaltura may take. 10 by default. */
  readonly upstreamTimeout?: number | undefined;
  /**
   * What the processes of this host share. In memory by default, which will do for one process;
   * `kaltura-room/server/redis` has one for several.
   */
  readonly store?: SharedStore | undefined;
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
    apiUrl: origin('apiUrl', 'https://www.kaltura.com').optional(),
    credentials: Credentials.optional(),
    auth: z
      .enum(['ks', 'lti-1.1', 'lti-1.3'], 'auth must be "ks", "lti-1.1" or "lti-1.3"')
      .default('ks'),
    lti: z
      .strictObject(
        {
          consumerKey: z.string('lti.consumerKey is missing').min(1, 'lti.consumerKey is empty'),
          sharedSecret: z
            .string('lti.sharedSecret is missing')
            .min(8, 'lti.sharedSecret must be the secret: 8 characters or more'),
        },
        'lti must be {consumerKey, sharedSecret}',
      )
      .optional(),
    lti13: Lti13.optional(),
    authorize: fn<Authorize>('authorize'),
    allowedOrigins: z
      .array(origin('allowedOrigins', 'https://www.example.com'), 'allowedOrigins must be a list')
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
    store: z
      .custom<SharedStore>(isStore, 'store must have get(), setIfAbsent() and compareAndSwap()')
      .optional(),
    logger: z.custom<Logger>(isLogger, 'logger must have info and error').default(console),
    fetch: fn<typeof fetch>('fetch').default(() => globalThis.fetch),
    now: fn<() => number>('now').default(() => Date.now),
  },
  {error: ({code}) => (code === 'invalid_type' ? 'options are missing' : undefined)},
);

/** The way in, out of the options that belong to it; those of another way are a mistake. */
const Resolved = Options.transform(({auth, lti, lti13, store, ...options}, context) => {
  const {credentials, partnerId, now, kafUrl} = options;
  // http is for this machine alone.
  const apiUrl =
    options.apiUrl ?? (kafUrl.startsWith('http:') ? kafUrl : 'https://www.kaltura.com');
  const settings = {...options, apiUrl, store: withStoreTimeout(store ?? memoryStore({now}))};
  const need = (what: string) => {
    context.addIssue(`auth: "${auth}" needs ${what}`);
    return z.NEVER;
  };
  if (lti && auth !== 'lti-1.1') return need('no option lti');
  if (lti13 && auth !== 'lti-1.3') return need('no option lti13');
  const adminSecret = credentials?.strategy === 'app-token' ? undefined : credentials?.adminSecret;
  switch (auth) {
    case 'ks':
      return adminSecret || (credentials?.strategy === 'app-token' && credentials.appTokens.user)
        ? {...settings, launchMethod: {auth}}
        : need('credentials with adminSecret or appTokens.user');
    case 'lti-1.1': {
      const consumer =
        lti ?? (adminSecret && {consumerKey: String(partnerId), sharedSecret: adminSecret});
      return consumer
        ? {...settings, launchMethod: {auth, ...consumer}}
        : need('credentials.adminSecret, or the option lti');
    }
    case 'lti-1.3':
      return lti13 ? {...settings, launchMethod: {auth, ...lti13}} : need('the option lti13');
    default:
      return auth satisfies never;
  }
});

/** Options as used: checked, with every default filled in. */
export type Settings = z.output<typeof Resolved>;

/**
 * Checks the options and fills in the defaults.
 * @throws TypeError naming each option that is wrong, never its value
 */
export function parseOptions(options: KalturaRoomsOptions): Settings {
  const result = Resolved.safeParse(options);
  if (result.success) return result.data;
  throw new TypeError(
    `kalturaRooms: ${[...new Set(result.error.issues.map(({message}) => message))].join('; ')}`,
  );
}

function isStore(value: unknown): boolean {
  const {get, setIfAbsent, compareAndSwap} = (value ?? {}) as Partial<SharedStore>;
  return [get, setIfAbsent, compareAndSwap].every(method => typeof method === 'function');
}

function isLogger(value: unknown): boolean {
  const {info, error} = (value ?? {}) as Partial<Logger>;
  return typeof info === 'function' && typeof error === 'function';
}
