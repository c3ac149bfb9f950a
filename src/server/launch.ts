import type {Launch} from '../contract/schemas.js';
import {SESSION_TYPE} from './ks.js';
import {ltiLaunch} from './lti/lti-launch.js';
import {lti13Launch} from './lti/lti13-launch.js';
import {mintSession} from './mint-session.js';
import type {Settings} from './options.js';
import {userPrivileges} from './privileges.js';
import type {Visit} from './visit.js';

/**
 * Makes what the page needs to open the room, in the way that the KAF instance lets people in.
 * @throws RoomError `kaltura-…`, or `ks-invalid`
 */
export async function makeLaunch(visit: Visit, settings: Settings): Promise<Launch> {
  const {launchBy, kafUrl} = settings;
  switch (launchBy.auth) {
    case 'ks': {
      const {userId} = visit;
      const session = {userId, type: SESSION_TYPE.user, privileges: userPrivileges(visit)};
      return {auth: 'ks', kafUrl, ...(await mintSession(session, settings))};
    }
    case 'lti-1.1':
      return ltiLaunch(visit, launchBy, settings);
    case 'lti-1.3':
      return lti13Launch(visit, launchBy, settings);
    default:
      return launchBy satisfies never;
  }
}
