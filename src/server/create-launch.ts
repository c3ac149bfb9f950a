import type {Launch} from '../contract/schemas.js';
import {SESSION_TYPE} from './kaltura/ks.js';
import {createLti11Launch} from './lti/lti11-launch.js';
import {createLti13Launch} from './lti/lti13-launch.js';
import {createSession} from './kaltura/create-session.js';
import type {Settings} from './options.js';
import {buildUserPrivileges} from './kaltura/privileges.js';
import type {RoomAccess} from './room-access.js';

/**
 * Makes what the page needs to open the room, in the way that the KAF instance lets people in.
 * @throws RoomError `kaltura-…`, or `ks-invalid`
 */
export async function createLaunch(access: RoomAccess, settings: Settings): Promise<Launch> {
  const {launchMethod, kafUrl} = settings;
  switch (launchMethod.auth) {
    case 'ks': {
      const {userId} = access;
      const session = {userId, type: SESSION_TYPE.user, privileges: buildUserPrivileges(access)};
      return {auth: 'ks', kafUrl, ...(await createSession(session, settings))};
    }
    case 'lti-1.1':
      return createLti11Launch(access, launchMethod, settings);
    case 'lti-1.3':
      return createLti13Launch(access, launchMethod, settings);
    default:
      return launchMethod satisfies never;
  }
}
