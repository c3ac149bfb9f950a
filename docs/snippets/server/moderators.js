import {findUser} from './users.js';

/** Users who moderate each room. Yours is in a database. */
const MODERATORS = new Map([['1_townhall', ['jane']]]);

/** @type {import('kaltura-room/server').Authorize} */
export async function authorize(request, access) {
  const user = await findUser(request);
  if (!user) return null;
  const {id: userId, firstName, lastName} = user;
  const isModerator =
    access.action === 'view-room' &&
    MODERATORS.get(access.roomId)?.includes(userId);
  return {
    userId,
    firstName,
    lastName,
    roomModerator: isModerator,
    chatModerator: isModerator,
  };
}
