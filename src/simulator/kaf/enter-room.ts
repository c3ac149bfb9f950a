import type {Room, RoomStore} from '../rooms.js';
import {Refusal} from './refusal.js';
import {roomPage, type Visitor} from './room-page.js';

/** Who was let in, and to what; the launch has been verified, whatever kind it was. */
export interface Entrant {
  readonly entryId: string;
  readonly userId: string;
  /** `''` where the launch gives none. */
  readonly name: string;
  /** `'1'` makes a moderator for this session; anything else does not. */
  readonly roomModerator: string | undefined;
  readonly chatModerator: string | undefined;
}

/**
 * The room, as this person is to see it.
 * @throws Refusal where there is no such room
 */
export function enterRoom(rooms: RoomStore, entrant: Entrant): Promise<Response> {
  const room = rooms.find(entrant.entryId);
  if (!room) throw new Refusal(404, 'There is no room with this entry ID.');
  return roomPage(room, visitor(room, entrant));
}

/** Moderators are who the launch says for this session, who create-room named, and the owner. */
function visitor(room: Room, {userId, name, roomModerator, chatModerator}: Entrant): Visitor {
  // To Kaltura '' and '0' are nobody in particular, who can own nothing.
  const isSomebody = userId !== '' && userId !== '0';
  const isNamed = (userIds: readonly string[]): boolean =>
    isSomebody && (userId === room.ownerId || userIds.includes(userId));
  return {
    userId,
    name: name.trim() || (isSomebody ? userId : 'Guest'),
    isRoomModerator: roomModerator === '1' || isNamed(room.roomModeratorUserIds),
    isChatModerator: chatModerator === '1' || isNamed(room.chatModeratorUserIds),
  };
}
