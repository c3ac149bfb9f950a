import * as z from 'zod';
import {kafOrigin} from '../contract/kaf-origin.js';
import type {Authorize} from './authorize.js';
import type {GetLaunchPrivileges, LaunchMethod} from './create-launch.js';
import {AdminPrivileges} from './kaltura/admin-privileges.js';
import {Credentials, type CredentialsOption} from './kaltura/credentials.js';
import {ignoreLoggerErrors, type Logger} from './logger.js';
import {parsePageOrigin} from './http/origin-check.js';
import {Lti11} from './lti/lti11-options.js';
import {Lti13, type Lti13Options} from './lti/lti13-options.js';
import type {GetReturnUrl} from './room-access.js';
import {memoryStore} from './store/memory-store.js';
import type {SharedStore} from './store/shared-store.js';
import {withStoreTimeout} from './store/store-timeout.js';
import {VIEW_ROOM_PATH, VIEW_ROOM_PATH_PATTERN} from './view-room-path.js';
import {parseWebAddress} from './web-address.js';

/** Options of {@link kalturaRooms}. */
export interface KalturaRoomsOptions<HostContext = unknown> {
  /** ID of the Kaltura account: a positive whole number. */
  readonly partnerId: number;
  /**
   * Origin of the account's KAF instance, such as `https://12345.kaf.kaltura.com`. KAF is the host that
   * serves embedded rooms.
   */
  readonly kafUrl: string;
  /**
   * Origin of Kaltura's API in the region of the account, such as `https://api.eu.kaltura.com`. By
   * default `https://www.kaltura.com`, or `kafUrl` if that is on this machine, as the simulator is.
   */
  readonly apiUrl?: string | undefined;
  /**
   * How the server creates sessions. Required for `auth: 'ks'`, and to create rooms. A server with
   * `lti` or `lti13` can open rooms without credentials.
   */
  readonly credentials?: CredentialsOption | undefined;
  /** How the KAF instance authenticates guests: by KS (default), LTI 1.1 or LTI 1.3. */
  readonly auth?: 'ks' | 'lti-1.1' | 'lti-1.3' | undefined;
  /** LTI 1.1 consumer; by default the partner ID with the admin secret. Only for `auth: 'lti-1.1'`. */
  readonly lti?:
    | {
        /** Consumer key that KAF knows. */
        readonly consumerKey: string;
        /** Secret that signs launches: at least 8 characters. */
        readonly sharedSecret: string;
      }
    | undefined;
  /** This server as an LTI 1.3 platform. Required for `auth: 'lti-1.3'`, and only allowed there. */
  readonly lti13?: Lti13Options | undefined;
  /**
   * Decides who the caller is and what they may do. It has no default: without it, `kalturaRooms()`
   * throws.
   */
  readonly authorize: Authorize<HostContext>;
  /**
   * Origins of other sites whose pages may call this server, such as `https://www.example.com`, or
   * `capacitor://localhost` of an app. None by default. Listed origins get CORS headers. The server
   * refuses pages of any other site (403 `origin-not-allowed`).
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /**
   * Seconds that a launch is valid: a whole number from 10 to 86,400; 60 by default. KAF reads the
   * launch once, when the room opens.
   */
  readonly sessionLifetime?: number | undefined;
  /** Seconds that a call to Kaltura may take, with its retries: at most 120; 10 by default. */
  readonly upstreamTimeout?: number | undefined;
  /**
   * State that the processes of this server share. By default it is in memory, which is enough for one
   * process. `kaltura-room/server/redis` has a store for several processes.
   */
  readonly store?: SharedStore | undefined;
  /** Receives log lines, which contain no secret, KS or token. `console` by default. */
  readonly logger?: Logger | undefined;

  /**
   * Returns further privileges for the KS of a launch, such as `email`. Kaltura does not document which
   * privileges view-room requires. None by default. Only for `auth: 'ks'`.
   */
  readonly launchPrivileges?: GetLaunchPrivileges | undefined;
  /**
   * Whether Kaltura gets the language of the page: as the privilege `locale`, or as LTI's
   * `launch_presentation_locale`. Kaltura does not document whether rooms use it. False by default.
   */
  readonly locale?: boolean | undefined;
  /**
   * Address that KAF's pages lead back to: an http(s) URL, or a function that returns one. KAF gets it
   * as the privilege `returnUrl`, or as LTI's `launch_presentation_return_url`. Kaltura does not
   * document whether rooms use it. None by default.
   */
  readonly returnUrl?: string | GetReturnUrl | undefined;
  /** Path of KAF's room page; `/embeddedrooms/index/view-room` by default. */
  readonly viewRoomPath?: string | undefined;
  /**
   * How the room page gets the KS: in its path (`…/ks/{KS}`, the default), or in its query (`?ks={KS}`).
   * Only for `auth: 'ks'`.
   */
  readonly ksIn?: 'path' | 'query' | undefined;
  /**
   * Privileges of the admin KS for create-room: `{disableentitlement: ''}` for an account with
   * entitlement. None by default.
   */
  readonly adminPrivileges?: AdminPrivileges | undefined;

  /** Replaces the `fetch` of the runtime in tests. */
  readonly fetch?: typeof fetch | undefined;
  /** Returns the time in milliseconds since the epoch. Replaces the clock in tests. */
  readonly now?: (() => number) | undefined;
}

const ALLOWED_ORIGINS =
  'allowedOrigins must be an array of exact origins such as https://www.example.com or capacitor://localhost';

const originSchema = (name: string, example: string) =>
  z.string(`${name} is missing`).transform((value, context) => {
    const parsed = kafOrigin(value);
    if (parsed === undefined)
      context.addIssue(`${name} must be a bare https origin such as ${example}`);
    return parsed ?? z.NEVER;
  });
const fn = <T>(name: string) =>
  z.custom<T>(value => typeof value === 'function', `${name} must be a function`);

const Options = z.strictObject(
  {
    partnerId: z
      .int('partnerId must be a whole number')
      .positive('partnerId must be a positive number'),
    kafUrl: originSchema('kafUrl', 'https://12345.kaf.kaltura.com'),
    apiUrl: originSchema('apiUrl', 'https://www.kaltura.com').optional(),
    credentials: Credentials.optional(),
    auth: z
      .enum(['ks', 'lti-1.1', 'lti-1.3'], 'auth must be "ks", "lti-1.1" or "lti-1.3"')
      .default('ks'),
    lti: Lti11.optional(),
    lti13: Lti13.optional(),
    authorize: fn<Authorize>('authorize'),
    allowedOrigins: z
      .array(
        z.string(ALLOWED_ORIGINS).transform((value, context) => {
          const origin = parsePageOrigin(value);
          if (origin === undefined) context.addIssue(ALLOWED_ORIGINS);
          return origin ?? z.NEVER;
        }),
        ALLOWED_ORIGINS,
      )
      .default([]),
    sessionLifetime: z
      .int('sessionLifetime must be whole seconds')
      .min(10, 'sessionLifetime must be at least 10 seconds')
      .max(86_400, 'sessionLifetime must be at most 86400 seconds')
      .default(60),
    upstreamTimeout: z
      .number('upstreamTimeout must be seconds')
      .positive('upstreamTimeout must be more than 0')
      .max(120, 'upstreamTimeout must be at most 120 seconds')
      .default(10),
    store: z
      .custom<SharedStore>(isStore, 'store must have get(), setIfAbsent() and compareAndSwap()')
      .optional(),
    logger: z.custom<Logger>(isLogger, 'logger must have info() and error()').default(console),
    launchPrivileges: fn<GetLaunchPrivileges>('launchPrivileges').optional(),
    locale: z.boolean('locale must be true or false').default(false),
    returnUrl: z
      .custom<string | GetReturnUrl>(
        value =>
          typeof value === 'function' ||
          (typeof value === 'string' && parseWebAddress(value) !== undefined),
        'returnUrl must be an http or https URL, or a function that returns one',
      )
      .optional(),
    viewRoomPath: z
      .string('viewRoomPath must be a path')
      .max(200, 'viewRoomPath must be at most 200 characters')
      .regex(
        VIEW_ROOM_PATH_PATTERN,
        `viewRoomPath must be a path such as ${VIEW_ROOM_PATH}, without "..", a query or a fragment`,
      )
      .default(VIEW_ROOM_PATH),
    ksIn: z.enum(['path', 'query'], 'ksIn must be "path" or "query"').optional(),
    adminPrivileges: AdminPrivileges.default({}),
    fetch: fn<typeof fetch>('fetch').default(() => globalThis.fetch),
    now: fn<() => number>('now').default(() => Date.now),
  },
  {error: ({code}) => (code === 'invalid_type' ? 'options are missing' : undefined)},
);
type Options = z.output<typeof Options>;

/** Options with their defaults. An option that belongs to another `auth` is an error. */
const ParsedOptions = Options.transform((options, context) => {
  const launchMethod = selectLaunchMethod(options, problem => context.addIssue(problem));
  if (!launchMethod) return z.NEVER;
  const {kafUrl, store, now, viewRoomPath} = options;
  // Only the simulator on this machine uses http, and it answers the API at the same origin.
  const defaultApiUrl = kafUrl.startsWith('http:') ? kafUrl : 'https://www.kaltura.com';
  return {
    ...options,
    launchMethod,
    logger: ignoreLoggerErrors(options.logger),
    apiUrl: options.apiUrl ?? defaultApiUrl,
    viewRoomUrl: `${kafUrl}${viewRoomPath}`,
    store: withStoreTimeout(store ?? memoryStore({now})),
    // In memory, creations cannot take the place of logins.
    loginStore: withStoreTimeout(store ?? memoryStore({now})),
  };
});

/** Validated options with all defaults. */
export type Settings = z.output<typeof ParsedOptions>;

/**
 * Validates the options and adds the defaults.
 * @throws TypeError that names each wrong option, never its value
 */
export function parseOptions(options: KalturaRoomsOptions<never>): Settings {
  const result = ParsedOptions.safeParse(options);
  if (result.success) return result.data;
  const problems = new Set(result.error.issues.map(({message}) => message));
  throw new TypeError(`kalturaRooms: ${[...problems].join('; ')}`);
}

/** Returns the launch method with its options; undefined after a call of `addIssue`. */
function selectLaunchMethod(
  {auth, lti, lti13, ksIn, launchPrivileges, credentials, partnerId}: Options,
  addIssue: (problem: string) => void,
): LaunchMethod | undefined {
  const methodOptions = {
    ks: {ksIn, launchPrivileges},
    'lti-1.1': {lti},
    'lti-1.3': {lti13},
  };
  for (const [method, given] of Object.entries(methodOptions))
    for (const [name, value] of Object.entries(given))
      if (method !== auth && value !== undefined) {
        addIssue(`option ${name} must not be set with auth: "${auth}"`);
        return undefined;
      }

  const adminSecret = credentials?.strategy === 'app-token' ? undefined : credentials?.adminSecret;
  const userToken = credentials?.strategy === 'app-token' ? credentials.appTokens.user : undefined;
  switch (auth) {
    case 'ks':
      if (adminSecret || userToken) return {auth, ksIn: ksIn ?? 'path', launchPrivileges};
      addIssue('auth: "ks" needs credentials with adminSecret or appTokens.user');
      return undefined;
    case 'lti-1.1':
      if (lti) return {auth, ...lti};
      if (adminSecret) return {auth, consumerKey: String(partnerId), sharedSecret: adminSecret};
      addIssue('auth: "lti-1.1" needs credentials.adminSecret, or the option lti');
      return undefined;
    case 'lti-1.3':
      if (lti13) return {auth, ...lti13};
      addIssue('auth: "lti-1.3" needs the option lti13');
      return undefined;
    default:
      return auth satisfies never;
  }
}

function isStore(value: unknown): boolean {
  const {get, setIfAbsent, compareAndSwap} = (value ?? {}) as Partial<SharedStore>;
  return [get, setIfAbsent, compareAndSwap].every(method => typeof method === 'function');
}

function isLogger(value: unknown): boolean {
  const {info, error} = (value ?? {}) as Partial<Logger>;
  return typeof info === 'function' && typeof error === 'function';
}
