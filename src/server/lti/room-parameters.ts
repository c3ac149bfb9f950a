import type {Visit} from '../visit.js';

/**
 * What view-room takes by LTI, in both spellings that Kaltura documents. An LTI 1.1 form puts
 * `custom_` before the names, an LTI 1.3 token has them in its custom claim.
 */
export function roomParameters(visit: Visit): Record<string, string> {
  const roomModerator = visit.roomModerator ? '1' : '0';
  const chatModerator = visit.chatModerator ? '1' : '0';
  return {
    entryId: visit.roomId,
    entry_id: visit.roomId,
    roomModerator,
    room_moderator: roomModerator,
    chatModerator,
    chat_moderator: chatModerator,
  };
}
