import type {RoomAccess} from '../room-access.js';

/**
 * Returns the parameters of view-room, each in both spellings that Kaltura documents. LTI 1.1 puts
 * `custom_` before the names; LTI 1.3 has them in its custom claim.
 */
export function toRoomParameters({roomId, ...access}: RoomAccess): Record<string, string> {
  const roomModerator = access.roomModerator ? '1' : '0';
  const chatModerator = access.chatModerator ? '1' : '0';
  return {
    entryId: roomId,
    entry_id: roomId,
    roomModerator,
    room_moderator: roomModerator,
    chatModerator,
    chat_moderator: chatModerator,
  };
}
