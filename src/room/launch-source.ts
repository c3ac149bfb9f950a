import {unwrapEnvelope} from '../browser/envelope.js';
import {parseEndpoint, postJson, type Endpoint} from '../browser/http-client.js';
import {callPageFunction} from '../browser/page-function.js';
import {describeType} from '../browser/report-error.js';
import {parseLaunch} from '../contract/wire-guard.js';
import {RoomError} from '../contract/room-error.js';
import {ROOM_ID, ROOM_ID_EXPECTED} from '../contract/room-id.js';
import type {Launch, TokenRequest} from '../contract/schemas.js';

/**
 * A function that replaces `token-url`: it returns the launch for `request`.
 * @param request the body that the element would send to `token-url`
 * @param signal aborts once the launch is not needed
 */
export type FetchLaunch = (request: TokenRequest, signal: AbortSignal) => Promise<Launch>;

/** The properties of the element that say where launches come from, and what to ask for. */
export interface LaunchProperties {
  readonly roomId?: string | null | undefined;
  readonly roomModerator?: boolean | null | undefined;
  readonly chatModerator?: boolean | null | undefined;
  readonly tokenUrl?: string | null | undefined;
  readonly launch?: Launch | null | undefined;
  readonly fetchLaunch?: FetchLaunch | null | undefined;
  readonly headers?: unknown;
  readonly credentials?: RequestCredentials | null | undefined;
}

/**
 * Provides launches. The page's own `launch` comes first, for one opening. Then `fetchLaunch` provides
 * them, or the token endpoint if the page has no such function. Only this class validates launches.
 */
export class LaunchSource {
  readonly #properties: LaunchProperties;
  readonly #localize: {readonly lang: string};
  /** Whether the page's `launch` was used. It opens one room, once. */
  #isConsumed = false;

  /** @param localize provides the language of the page */
  constructor(properties: LaunchProperties, localize: {readonly lang: string}) {
    this.#properties = properties;
    this.#localize = localize;
  }

  /** Whether a failed request may be repeated. `fetchLaunch` is not: it may ask the guest something. */
  get isRepeatable(): boolean {
    const {tokenUrl, fetchLaunch} = this.#properties;
    return Boolean(tokenUrl && !fetchLaunch);
  }

  /** Makes the page's `launch` available again, because the page has set a new value. */
  renew(): void {
    this.#isConsumed = false;
  }

  /** Marks the page's `launch` as used. */
  consume(): void {
    this.#isConsumed = true;
  }

  /**
   * Requests the next launch.
   * @param options `isFresh`: whether to prefer every other source to the page's `launch`
   * @returns rejects with a `RoomError`, or with the signal's reason if that aborts first
   * @throws RoomError `attribute-invalid`, before anything is requested
   */
  request(signal: AbortSignal, {isFresh = this.#isConsumed} = {}): Promise<Launch> {
    const {roomId, launch, tokenUrl, fetchLaunch} = this.#properties;
    const isOnlySource = !roomId || (!tokenUrl && !fetchLaunch);
    if (launch && (isOnlySource || !isFresh)) {
      this.consume();
      const validated = validateLaunchProperty(launch);
      // The guest's clock may be wrong. Without another source, KAF decides whether it has expired.
      if (isOnlySource || !isExpired(validated, Date.now())) return Promise.resolve(validated);
    }
    const request = this.#createTokenRequest();
    return fetchLaunch
      ? callFetchLaunch(fetchLaunch, request, signal)
      : requestToken(parseEndpoint('token-url', tokenUrl, this.#properties), request, signal);
  }

  #createTokenRequest(): TokenRequest {
    const {roomId, roomModerator, chatModerator} = this.#properties;
    if (typeof roomId !== 'string' || !ROOM_ID.test(roomId))
      throw new RoomError('attribute-invalid', `room-id: ${ROOM_ID_EXPECTED}`);
    const {lang} = this.#localize;
    return {
      roomId,
      ...(roomModerator && {roomModerator: true}),
      ...(chatModerator && {chatModerator: true}),
      ...(lang && {lang}),
    };
  }
}

function validateLaunchProperty(launch: unknown): Launch {
  if (typeof launch !== 'object')
    throw new RoomError(
      'attribute-invalid',
      `launch must be an object such as {ks, kafUrl}; got ${describeType(launch)}`,
    );
  return parseLaunch(launch, 'attribute-invalid', 'launch');
}

const isExpired = ({expiresAt}: Launch, now: number) =>
  Boolean(expiresAt) && now >= Number(expiresAt) * 1000;

async function requestToken(
  endpoint: Endpoint,
  request: TokenRequest,
  signal: AbortSignal,
): Promise<Launch> {
  const response = await postJson(endpoint, request, signal);
  const launch = unwrapEnvelope(response, parseLaunch);
  // By the server's clock, because the guest's may be wrong. NaN is never past.
  const now = Date.parse(response.headers.get('date') ?? '');
  if (isExpired(launch, now))
    throw new RoomError('launch-expired', `${response.label} gave a launch past its expiresAt`);
  return launch;
}

async function callFetchLaunch(
  fetchLaunch: FetchLaunch,
  request: TokenRequest,
  signal: AbortSignal,
): Promise<Launch> {
  const call = () => fetchLaunch(request, signal);
  const launch: unknown = await callPageFunction('fetchLaunch', call, signal);
  return parseLaunch(launch, 'endpoint-invalid', 'fetchLaunch');
}
