import {SESSION_TYPE} from '../../server/ks.js';
import {accessDenied, applicationError} from './message-page.js';
import {roomPage, type Visitor} from './room-page.js';
import type {Room} from '../rooms.js';
import type {KsReading} from '../sessions.js';
import type {Simulation} from '../simulation.js';

/*
 * What Kaltura's pages for a refusal say is known, their statuses are not: Access Denied is 403
 * here, an Application Error 500, or 404 where there is no such room. Why a room was refused is
 * said on the page, which Kaltura does not do.
 */

/** `view-room`: the room that the KS names, as its user is to see it. */
export async function viewRoom(
  {sessions, rooms, count}: Simulation,
  ks: string | undefined,
): Promise<Response> {
  const reading = sessions.read(ks);
  if (reading.status !== 'valid') return accessDenied(KS_PROBLEMS[reading.status]);
  const {type, userId, privileges} = reading.content;
  if (type === SESSION_TYPE.admin) {
    count('adminKsInBrowser');
    return accessDenied('This is an ADMIN KS. It opens the whole account: keep it on the server.');
  }
  const entryId = privileges['entryId'];
  if (!entryId) return applicationError(500, 'The KS has no entryId privilege.');
  const room = rooms.find(entryId);
  if (!room) return applicationError(404, 'There is no room with the entry ID of the KS.');
  return roomPage(room, visitor(room, userId, privileges));
}

/** Moderators are who the KS says for this session, who create-room named, and the owner. */
function visitor(
  room: Room,
  userId: string,
  privileges: Readonly<Record<string, string>>,
): Visitor {
  // To Kaltura '' and '0' are nobody in particular, who can own nothing.
  const isSomebody = userId !== '' && userId !== '0';
  const isNamed = (userIds: readonly string[]): boolean =>
    isSomebody && (userId === room.ownerId || userIds.includes(userId));
  const {firstName = '', lastName = '', roomModerator, chatModerator} = privileges;
  return {
    userId,
    name: `${firstName} ${lastName}`.trim() || (isSomebody ? userId : 'Guest'),
    isRoomModerator: roomModerator === '1' || isNamed(room.roomModeratorUserIds),
    isChatModerator: chatModerator === '1' || isNamed(room.chatModeratorUserIds),
  };
}

const KS_PROBLEMS: Record<Exclude<KsReading['status'], 'valid'>, string> = {
  missing: 'There is no KS.',
  malformed: 'The KS is invalid: it was not made for this account, or was changed on the way.',
  expired: 'The KS has expired.',
  ended: 'The session of this KS was ended.',
};
