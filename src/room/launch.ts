import type {Launch, TokenRequest} from '../contract/schemas.js';
import {RoomError} from '../contract/room-error.js';
import {raceAbort, toTimeoutError} from '../browser/abort.js';
import {parseEndpoint, postJson, type Endpoint, type JsonResponse} from '../browser/http-client.js';
import {ROOM_ID, ROOM_ID_EXPECTED} from '../contract/room-id.js';

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

/** What may be a launch: nobody has looked into it yet. */
export interface Unread {
  /** Whence it came, for a message. */
  readonly from: string;
  /** Of the token endpoint; otherwise there is a `value`. */
  readonly answer?: JsonResponse;
  readonly value?: unknown;
  /** What `fetchLaunch` threw. */
  readonly rejected?: {readonly cause: unknown};
  /** Whether no other can be had where its time is over. */
  readonly isLast?: boolean;
}

/**
 * Requests what opens the room next: the launch that the page gave, unless that is `spent` and
 * another can be had; else from `fetchLaunch` if the page has one, else from the token endpoint.
 * @returns rejects with a RoomError, or with the signal's reason if that aborts first
 * @throws RoomError at once, `attribute-invalid` for a malformed attribute
 */
export function nextLaunch(
  source: LaunchSource,
  spent: boolean,
  signal: AbortSignal,
): Promise<Unread> {
  const {roomId, roomModerator, chatModerator, launch, fetchLaunch, tokenUrl} = source;
  const isLast = !(tokenUrl || fetchLaunch);
  if (launch && (!spent || isLast)) return Promise.resolve({from: 'launch', value: launch, isLast});
  if (typeof roomId !== 'string' || !ROOM_ID.test(roomId))
    throw new RoomError('attribute-invalid', `room-id: ${ROOM_ID_EXPECTED}`);
  const request: TokenRequest = {
    roomId,
    ...(roomModerator && {roomModerator: true}),
    ...(chatModerator && {chatModerator: true}),
  };
  return fetchLaunch
    ? callFetchLaunch(fetchLaunch, request, signal)
    : requestToken(parseEndpoint('token-url', tokenUrl, source), request, signal);
}

async function requestToken(
  target: Endpoint,
  request: TokenRequest,
  signal: AbortSignal,
): Promise<Unread> {
  const answer = await postJson(target, request, signal);
  return {from: answer.label, answer, isLast: true};
}

async function callFetchLaunch(
  fetchLaunch: FetchLaunch,
  request: TokenRequest,
  signal: AbortSignal,
): Promise<Unread> {
  try {
    return {from: 'fetchLaunch', value: await raceAbort(fetchLaunch(request, signal), signal)};
  } catch (cause) {
    if (signal.aborted)
      throw toTimeoutError(signal, 'endpoint-timeout', 'fetchLaunch took too long');
    return {from: 'fetchLaunch', rejected: {cause}};
  }
}
