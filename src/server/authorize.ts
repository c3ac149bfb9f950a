import type {CreateRequest, TokenRequest} from '../contract/schemas.js';

/**
 * The request of a page, by its `action`: the fields of the request body. The caller's identity is in
 * the headers of the request, never in the body.
 */
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
/** A role of KAF in a KS. */
export type KafRole = (typeof KAF_ROLES)[number];

/** Who the caller is and what they may do. Anything that is not granted is refused. */
export interface Grant {
  /** Kaltura user ID of the person who joins, or of the owner of the new room. */
  readonly userId: string;
  /**
   * First name that the room shows. The server removes characters that a KS cannot hold, and keeps
   * Kaltura's 40 characters.
   */
  readonly firstName?: string | undefined;
  /** Last name that the room shows, cleaned as `firstName`. */
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
  /** Lets the person create rooms. Without it, `POST …/rooms` answers 403 `access-denied`. */
  readonly createRooms?: boolean | undefined;
}

/**
 * Decides who the caller is and what they may do. Returns a grant, or `null` or `undefined` if the
 * caller is not signed in (401). Throws a `RoomError` to refuse the caller, such as `access-denied`
 * (403), `room-not-found` (404) or `rate-limited` (429).
 * @param request the original request, whose body has been read
 * @param access the parsed body: what the page asks for
 * @param context second argument of `fetch`, such as the request of your framework with its session
 */
export type Authorize<HostContext = unknown> = (
  request: Request,
  access: AccessRequest,
  context: HostContext,
) => AuthorizeResult | Promise<AuthorizeResult>;
type AuthorizeResult = Grant | null | undefined;
