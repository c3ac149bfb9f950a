import {KsLaunch, RoomId, kafOrigin, parse, type TokenRequest} from '../contract.js';
import {RoomError} from '../errors.js';
import {endOf} from '../host/deadline.js';
import {endpoint} from '../host/endpoint.js';
import {postJson} from '../host/post-json.js';

/** A function in place of `token-url`: it answers a launch for `request`. */
export type FetchLaunch = (request: TokenRequest, signal: AbortSignal) => Promise<KsLaunch>;

/** Where a launch comes from and what is asked of it: what the element's attributes say. */
export interface LaunchSource {
  readonly roomId?: string | null | undefined;
  readonly roomModerator?: boolean | null | undefined;
  readonly chatModerator?: boolean | null | undefined;
  readonly tokenUrl?: string | null | undefined;
  readonly kafUrl?: string | null | undefined;
  readonly launch?: KsLaunch | null | undefined;
  readonly fetchLaunch?: FetchLaunch | null | undefined;
  readonly headers?: unknown;
  readonly credentials?: RequestCredentials | null | undefined;
}

/**
 * The address at which the room opens next: by the launch that the page gave, unless that is
 * `spent` and another can be had, else by a fresh one.
 * @throws RoomError, or the signal's reason where it ended first
 */
export async function nextUrl(
  source: LaunchSource,
  spent: boolean,
  signal: AbortSignal,
): Promise<URL> {
  const canRequest = Boolean(source.tokenUrl || source.fetchLaunch);
  const given =
    source.launch && !(spent && canRequest) ? givenLaunch(source.launch, canRequest) : undefined;
  return viewRoomUrl(given ?? (await requestLaunch(source, signal)), source.kafUrl, self.origin);
}

/**
 * Gets a launch: by `fetchLaunch` where the page has one, else from the token endpoint.
 * @throws RoomError, or the signal's reason where it ended first
 */
async function requestLaunch(source: LaunchSource, signal: AbortSignal): Promise<KsLaunch> {
  const {roomId, roomModerator, chatModerator, fetchLaunch} = source;
  const request: TokenRequest = {
    roomId: parse(RoomId, roomId, 'attribute-invalid', 'room-id'),
    ...(roomModerator && {roomModerator: true}),
    ...(chatModerator && {chatModerator: true}),
  };
  if (fetchLaunch) {
    const answer = await unlessEnded(async () => fetchLaunch(request, signal), signal);
    return parse(KsLaunch, answer, 'endpoint-invalid', 'fetchLaunch');
  }
  const {url, ...options} = endpoint('token-url', source.tokenUrl, source);
  return postJson(url, request, KsLaunch, {...options, signal});
}

/**
 * A launch that the page gave as a property; undefined where its time is over and the page can get
 * another.
 * @throws RoomError `launch-expired` where its time is over and it cannot
 */
function givenLaunch(value: unknown, canRequest: boolean): KsLaunch | undefined {
  const launch = parse(KsLaunch, value, 'attribute-invalid', 'launch');
  if (!(launch.expiresAt && launch.expiresAt * 1000 <= Date.now())) return launch;
  if (canRequest) return undefined;
  throw new RoomError('launch-expired', 'the launch property is past its expiresAt');
}

/**
 * The address of KAF's `view-room` for this launch.
 * @param pin the `kaf-url` attribute: where it is there, no other origin is opened
 * @param page the page's own origin
 * @throws RoomError `origin-not-allowed` for an origin that may not be opened
 */
export function viewRoomUrl(launch: KsLaunch, pin: string | null | undefined, page: string): URL {
  const given = [pin, launch.kafUrl];
  const origins = given.filter(url => url != null).map(kafOrigin);
  const [origin] = origins;
  // Scripts of the page's own origin could take the sandbox off.
  if (!origin || origins.some(other => other !== origin) || origin === page) {
    // Not as written: an address may hold a user and a password.
    const got = given.map(url => (url == null ? 'none' : (kafOrigin(url) ?? 'no such origin')));
    throw new RoomError(
      'origin-not-allowed',
      `kaf-url and the launch's kafUrl must be one https origin, not the page's; got ${got.join(' and ')}`,
    );
  }
  return new URL(`/embeddedrooms/index/view-room/ks/${launch.ks}`, origin);
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
