import {RoomId, launchSchema, parse, type Launch, type TokenRequest} from '../contract.js';
import {RoomError} from '../errors.js';
import {endOf} from '../host/deadline.js';
import {endpoint} from '../host/endpoint.js';
import {postJson} from '../host/post-json.js';
import {openingOf, type Opening} from './opening.js';

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
