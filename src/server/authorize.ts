import type {CreateRequest, TokenRequest} from '../contract/schemas.js';

/** The request of a page, from its body. The caller's identity is in the headers. */
export type AccessRequest =
  | ({readonly action: 'view-room'} & TokenRequest)
  | ({readonly action: 'create-room'} & CreateRequest);

/** KAF's roles (https://github.com/kaltura/kaltura-application-framework-guide). */
export const KAF_ROLES = [
  'viewerRole',
  'privateOnlyRole',
  'adminRole',
  'unmoderatedAdminRole',
  'anonymousRole',
] as const;
export type KafRole = (typeof KAF_ROLES)[number];

/** Who the caller is and what they may do. Anything that is not granted is refused. */
export interface Grant {
  /** Kaltura user ID of the person who joins, or of the owner of the new room. */
  readonly userId: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Makes the person a moderator of this room if the page asks for it too. */
  readonly roomModerator?: boolean | undefined;
  /** Makes the person a moderator of this room's chat if the page asks for it too. */
  readonly chatModerator?: boolean | undefined;
  /**
   * KAF role of the person; `viewerRole` by default. Every other role opens more of KAF than the room.
   * Only a launch by KS has a role: grant none with LTI.
   */
  readonly role?: KafRole | undefined;
  /** LTI context of the room, such as a course; the room ID by default. A KS does not have it. */
  readonly contextId?: string | undefined;
  /** Lets the person create rooms. */
  readonly createRooms?: boolean | undefined;
}

/**
 * Decides who the caller is. `request` is the original request; its parsed body is `access`. `context` is
 * the second argument of `fetch`, such as the request of the host's framework with its session. Returns
 * `null` or `undefined` if the caller is not signed in (401). Throw a `RoomError` to
 * refuse the caller, such as `access-denied` (403) or `room-not-found` (404).
 */
export type Authorize<HostContext = unknown> = (
  request: Request,
  access: AccessRequest,
  context: HostContext,
) => AuthorizeResult | Promise<AuthorizeResult>;
type AuthorizeResult = Grant | null | undefined;
