import {RoomError} from 'kaltura-room/server';
import {findUser} from './users.js';

const TEMPLATES = ['1_classic0', '1_webinar0'];

/** @type {import('kaltura-room/server').Authorize} */
export async function authorize(request, access) {
  const user = await findUser(request);
  if (!user) return null;
  // #region allow
  if (access.action === 'create-room') {
    const {templateRoomEntryId} = access;
    if (
      templateRoomEntryId !== undefined &&
      !TEMPLATES.includes(templateRoomEntryId)
    )
      throw new RoomError(
        'access-denied',
        'templateRoomEntryId must be a template of this site',
      );
  }
  // #endregion allow
  return {userId: user.id, createRooms: user.isHost};
}
