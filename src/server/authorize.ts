import type {CreateRequest, TokenRequest} from '../contract/schemas.js';

/** What the caller asks for, as the page's body says it. Who asks is in the request. */
export type AccessRequest =
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
  /** LTI's context of the room, such as a course; the room's ID by default. Not in a KS. */
  readonly contextId?: string | undefined;
  /** May create rooms. */
  readonly createRooms?: boolean | undefined;
}

/**
 * The host's own decision. The request is the one that came, its body already read as `ask`.
 * `null` or `undefined` means that nobody is signed in (401); throw a RoomError for anything else, such as
 * `access-denied` (403) or `room-not-found` (404).
 */
export type Authorize = (
  request: Request,
  ask: AccessRequest,
) => AuthorizeResult | Promise<AuthorizeResult>;
type AuthorizeResult = Grant | null | undefined;
