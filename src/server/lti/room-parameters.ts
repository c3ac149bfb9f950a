import type {RoomAccess} from '../room-access.js';

/**
 * What view-room takes by LTI, in both spellings that Kaltura documents. An LTI 1.1 form puts
 * `custom_` before the names, an LTI 1.3 token has them in its custom claim.
 */
export function toRoomParameters(access: RoomAccess): Record<string, string> {
  const roomModerator = access.roomModerator ? '1' : '0';
  const chatModerator = access.chatModerator ? '1' : '0';
  return {
    entryId: access.roomId,
    entry_id: access.roomId,
    roomModerator,
    room_moderator: roomModerator,
    chatModerator,
    chat_moderator: chatModerator,
  };
}
