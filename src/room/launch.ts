import type {Launch, TokenRequest} from '../contract.js';
import {RoomError, type RoomErrorCode} from '../errors.js';
import {endOf, within} from '../host/deadline.js';
import {endpoint} from '../host/endpoint.js';
import {later} from '../host/later.js';
import {post} from '../host/post.js';
import {ROOM_ID, ROOM_ID_EXPECTED} from '../room-id.js';

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
 * The launch that opens the room next: the one that the page gave, unless that is `spent` and
 * another can be had, else a fresh one.
 * @throws RoomError, or the signal's reason where it ended first
 */
export async function nextLaunch(
  source: LaunchSource,
  spent: boolean,
  signal: AbortSignal,
): Promise<Launch> {
  const canRequest = Boolean(source.tokenUrl || source.fetchLaunch);
  const given =
    source.launch && !(spent && canRequest)
      ? await givenLaunch(source.launch, canRequest, signal)
      : undefined;
  return given ?? requestLaunch(source, signal);
}

/**
 * Gets a launch: by `fetchLaunch` where the page has one, else from the token endpoint.
 * @throws RoomError, or the signal's reason where it ended first
 */
async function requestLaunch(source: LaunchSource, signal: AbortSignal): Promise<Launch> {
  const {roomId, roomModerator, chatModerator, fetchLaunch} = source;
  if (typeof roomId !== 'string' || !ROOM_ID.test(roomId))
    throw new RoomError('attribute-invalid', `room-id: ${ROOM_ID_EXPECTED}`);
  const request: TokenRequest = {
    roomId,
    ...(roomModerator && {roomModerator: true}),
    ...(chatModerator && {chatModerator: true}),
  };
  if (fetchLaunch) {
    const [launch] = await Promise.all([
      ownLaunch(async () => fetchLaunch(request, signal), signal),
      schemas(signal),
    ]);
    return byOwnClock(await checked(launch, 'endpoint-invalid', 'fetchLaunch', signal), NaN);
  }
  const [answer, {dataOf, launchSchema}] = await Promise.all([
    post(endpoint('token-url', source.tokenUrl, source), request, signal),
    schemas(signal),
  ]);
  const launch = dataOf(answer, launchSchema);
  // By the server's own clock, where it may be read: the guest's may be wrong.
  const now = Date.parse(answer.headers.get('date') ?? '');
  if (isOver(launch, now))
    throw new RoomError('launch-expired', `${answer.what} answered a launch past its expiresAt`);
  return byOwnClock(launch, now);
}

/**
 * The launch with its end by the guest's own clock, which goes on while the tab sleeps.
 * @param now the time of whoever answered it, in milliseconds; NaN where nobody knows
 */
const byOwnClock = ({expiresAt, ...launch}: Launch, now: number): Launch => ({
  ...launch,
  ...(expiresAt && now && {expiresAt: expiresAt + (Date.now() - now) / 1000}),
});

/**
 * A launch that the page gave as a property; undefined where its time is over and the page can get
 * another.
 * @throws RoomError `launch-expired` where its time is over and it cannot
 */
async function givenLaunch(
  value: unknown,
  canRequest: boolean,
  signal: AbortSignal,
): Promise<Launch | undefined> {
  const launch = await checked(value, 'attribute-invalid', 'launch', signal);
  if (!isOver(launch, Date.now())) return launch;
  if (canRequest) return undefined;
  throw new RoomError('launch-expired', 'the launch property is past its expiresAt');
}

const isOver = ({expiresAt}: Launch, now: number) => Boolean(expiresAt && expiresAt * 1000 <= now);

const schemas = (signal: AbortSignal) => later(() => import('../host/schemas.js'), signal);

async function checked(
  value: unknown,
  code: RoomErrorCode,
  what: string,
  signal: AbortSignal,
): Promise<Launch> {
  const {parse, launchSchema} = await schemas(signal);
  return parse(launchSchema(value), value, code, what);
}

/** What a function of the page's own answers. */
async function ownLaunch(
  fetchLaunch: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await within(fetchLaunch(), signal);
  } catch (cause) {
    const known = RoomError.known(cause);
    if (known) throw known;
    if (signal.aborted) throw endOf(signal, 'endpoint-timeout', 'fetchLaunch took too long');
    throw new RoomError('endpoint-failed', 'fetchLaunch rejected', {cause});
  }
}
