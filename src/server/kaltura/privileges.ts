import type {RoomAccess} from '../room-access.js';

/**
 * The privileges of the session with which a person opens one room. It can do nothing else: no
 * API call at all (`actionslimit:-1`), no KAF page but this room's, no administrator's role.
 */
export function buildUserPrivileges(access: RoomAccess): Record<string, string> {
  const {roomId, firstName, lastName, roomModerator, chatModerator} = access;
  return {
    actionslimit: '-1',
    entryId: roomId,
    role: 'viewerRole',
    ...(firstName && {firstName}),
    ...(lastName && {lastName}),
    roomModerator: roomModerator ? '1' : '0',
    chatModerator: chatModerator ? '1' : '0',
  };
}
