// @ts-check
import {RoomError} from 'kaltura-room/server';
import {findUser} from './users.js';

/** @type {import('kaltura-room/server').Authorize} */
export async function authorize(request, access) {
  const user = await findUser(request);
  if (!user) return null; // 401 sign-in-required

  switch (access.action) {
    case 'view-room':
      if (!user.rooms.includes(access.roomId))
        throw new RoomError(
          'access-denied',
          `${user.id} is not invited to ${access.roomId}`,
        );
      break;
    case 'create-room':
      if (!user.isHost)
        throw new RoomError(
          'access-denied',
          `${user.id} creates no rooms`,
        );
      break;
  }

  return {
    userId: user.id,
    firstName: user.firstName,
    lastName: user.lastName,
    roomModerator: user.isHost,
    chatModerator: user.isHost,
    createRooms: user.isHost,
  };
}
