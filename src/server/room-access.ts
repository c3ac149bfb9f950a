import * as z from 'zod';
import {RoomId, type TokenRequest} from '../contract/schemas.js';
import {cleanDisplayName} from './kaltura/display-name.js';
import type {Grant} from './authorize.js';

/** Who opens which room, as what: what every kind of launch says in its own way. */
export const RoomAccess = z.strictObject({
  roomId: RoomId,
  userId: z.string(),
  /** Clean, and empty where there is none. */
  firstName: z.string(),
  lastName: z.string(),
  roomModerator: z.boolean(),
  chatModerator: z.boolean(),
  /** LTI's context, such as a course. */
  contextId: z.string(),
});
export type RoomAccess = Readonly<z.output<typeof RoomAccess>>;

/** What comes of what the page asks and the host grants: a role takes a yes of both. */
export function resolveAccess(ask: TokenRequest, grant: Grant): RoomAccess {
  return {
    roomId: ask.roomId,
    userId: grant.userId,
    firstName: nameOf(grant.firstName),
    lastName: nameOf(grant.lastName),
    roomModerator: ask.roomModerator === true && grant.roomModerator === true,
    chatModerator: ask.chatModerator === true && grant.chatModerator === true,
    contextId: contextOf(grant.contextId) || ask.roomId,
  };
}

/**
 * A host's own types may be wrong: the number of a course is a context all the same. Without line
 * breaks, which a browser would post in another form than the one that was signed.
 */
const contextOf = (value: unknown): string =>
  /^(string|number)$/.test(typeof value) ? String(value).replace(/[\p{Cc}\p{Cs}]+/gu, ' ') : '';

/** What is no text is no name. */
const nameOf = (value: unknown): string =>
  typeof value === 'string' ? cleanDisplayName(value) : '';
