import {
  KsLaunch,
  Lti13Launch,
  LtiLaunch,
  RoomId,
  kafOrigin,
  parse,
  type Launch,
  type TokenRequest,
} from '../contract.js';
import {RoomError} from '../errors.js';
import {endOf} from '../host/deadline.js';
import {endpoint} from '../host/endpoint.js';
import {postJson} from '../host/post-json.js';

/** A function in place of `token-url`: it answers a launch for `request`. */
export type FetchLaunch = (request: TokenRequest, signal: AbortSignal) => Promise<Launch>;

/** Where a launch comes from and what is asked of it: what the element's attributes say. */
export interface LaunchSource {
  readonly roomId?: string | null | undefined;
  readonly roomModerator?: boolean | null | undefined;
  readonly chatModerator?: boolean | null | undefined;
  readonly tokenUrl?: string | null | undefined;
  readonly kafUrl?: string | null | undefined;
  readonly launch?: Launch | null | undefined;
  readonly fetchLaunch?: FetchLaunch | null | undefined;
  readonly headers?: unknown;
  readonly credentials?: RequestCredentials | null | undefined;
}

/** How a frame or a tab opens the room. */
export interface Opening {
  readonly url: URL;
  /** What is posted to `url` as a form (LTI 1.1); otherwise `url` is asked for. */
  readonly fields?: Readonly<Record<string, string>>;
  /**
   * Whether `url` is only the first of several steps (LTI 1.3): on its way the room passes the
   * host backend's authorisation page, which may be of the page's own origin.
   */
  readonly hasSteps?: boolean;
}

/**
 * How the room opens next: by the launch that the page gave, unless that is
 * `spent` and another can be had, else by a fresh one.
 * @throws RoomError, or the signal's reason where it ended first
 */
export async function nextOpening(
  source: LaunchSource,
  spent: boolean,
  signal: AbortSignal,
): Promise<Opening> {
  const canRequest = Boolean(source.tokenUrl || source.fetchLaunch);
  const given =
    source.launch && !(spent && canRequest) ? givenLaunch(source.launch, canRequest) : undefined;
  return openingOf(given ?? (await requestLaunch(source, signal)), source.kafUrl, self.origin);
}

/**
 * Gets a launch: by `fetchLaunch` where the page has one, else from the token endpoint.
 * @throws RoomError, or the signal's reason where it ended first
 */
async function requestLaunch(source: LaunchSource, signal: AbortSignal): Promise<Launch> {
  const {roomId, roomModerator, chatModerator, fetchLaunch} = source;
  const request: TokenRequest = {
    roomId: parse(RoomId, roomId, 'attribute-invalid', 'room-id'),
    ...(roomModerator && {roomModerator: true}),
    ...(chatModerator && {chatModerator: true}),
  };
  if (fetchLaunch) {
    const answer = await unlessEnded(async () => fetchLaunch(request, signal), signal);
    return parse(launchSchema(answer), answer, 'endpoint-invalid', 'fetchLaunch');
  }
  const {url, ...options} = endpoint('token-url', source.tokenUrl, source);
  return postJson(url, request, launchSchema, {...options, signal});
}

/**
 * A launch that the page gave as a property; undefined where its time is over and the page can get
 * another.
 * @throws RoomError `launch-expired` where its time is over and it cannot
 */
function givenLaunch(value: unknown, canRequest: boolean): Launch | undefined {
  const launch = parse(launchSchema(value), value, 'attribute-invalid', 'launch');
  if (!(launch.expiresAt && launch.expiresAt * 1000 <= Date.now())) return launch;
  if (canRequest) return undefined;
  throw new RoomError('launch-expired', 'the launch property is past its expiresAt');
}

/**
 * The schema of a launch, by its `auth`. Beside the union of them, which weighs more in a page, it
 * can name the very field that is wrong.
 */
function launchSchema(value: unknown): typeof KsLaunch | typeof LtiLaunch | typeof Lti13Launch {
  const auth = (value as {auth?: unknown} | null | undefined)?.auth;
  return auth === 'lti' ? LtiLaunch : auth === 'lti-1.3' ? Lti13Launch : KsLaunch;
}

/**
 * How this launch is opened: by KS KAF's `view-room`, by LTI 1.1 a form that is posted there, by
 * LTI 1.3 KAF's OIDC initiation.
 * @param pin the `kaf-url` attribute: where it is there, no other origin is opened
 * @param page the page's own origin
 * @throws RoomError `origin-not-allowed` for an origin that may not be opened
 */
export function openingOf(launch: Launch, pin: string | null | undefined, page: string): Opening {
  const allowed = (address: string) =>
    new URL(address, allowedOrigin([pin, rootOf(address)], page));
  if (launch.auth === 'lti') return {url: allowed(launch.action), fields: launch.fields};
  if (launch.auth === 'lti-1.3') return {url: allowed(launch.url), hasSteps: true};
  const origin = allowedOrigin([pin, launch.kafUrl], page);
  return {url: new URL(`/embeddedrooms/index/view-room/ks/${launch.ks}`, origin)};
}

/** `https://kaf.example/` of `https://kaf.example/path`, with a user where there is one. */
function rootOf(address: string): string {
  return URL.canParse('/', address) ? new URL('/', address).href : '';
}

/** The one origin that all of `given` name, and may be opened. */
function allowedOrigin(given: readonly (string | null | undefined)[], page: string): string {
  const origins = given.filter(url => url != null).map(kafOrigin);
  const [origin] = origins;
  // Scripts of the page's own origin could take the sandbox off.
  if (!origin || origins.some(other => other !== origin) || origin === page) {
    // Not as written: an address may hold a user and a password.
    const got = given.map(url => (url == null ? 'none' : (kafOrigin(url) ?? 'no such origin')));
    throw new RoomError(
      'origin-not-allowed',
      `kaf-url and the launch must be of one https origin, not the page's; got ${got.join(' and ')}`,
    );
  }
  return origin;
}

/** What `work` settles to, or the signal's end where that comes first: a page's promise may never settle. */
async function unlessEnded<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), {once: true});
  });
  try {
    return await Promise.race([work(), ended]);
  } catch (cause) {
    if (cause instanceof RoomError) throw cause;
    if (signal.aborted) throw endOf(signal, 'endpoint-timeout', 'fetchLaunch took too long');
    throw new RoomError('endpoint-failed', 'fetchLaunch rejected', {cause});
  }
}
