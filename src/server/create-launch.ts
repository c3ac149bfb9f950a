import type {Launch} from '../contract/schemas.js';
import {DEFAULT_KS_PATH} from '../contract/ks-path.js';
import {buildLaunchPrivileges, parseLaunchPrivileges} from './kaltura/launch-privileges.js';
import type {LaunchPrivileges} from './kaltura/launch-privileges.js';
import type {KalturaClient} from './kaltura/kaltura-client.js';
import type {LaunchContext} from './lti/launch-context.js';
import {createLti11Launch, type LtiConsumer} from './lti/lti11-launch.js';
import {createLti13Launch} from './lti/lti13-launch.js';
import type {Lti13} from './lti/lti13-options.js';
import type {RoomAccess} from './room-access.js';

/** Returns further privileges of a launch KS. */
export type GetLaunchPrivileges = (
  access: RoomAccess,
) => LaunchPrivileges | Promise<LaunchPrivileges>;

/** How the KAF instance authenticates guests. */
export type LaunchMethod =
  | {
      readonly auth: 'ks';
      readonly ksIn: 'path' | 'query';
      readonly launchPrivileges: GetLaunchPrivileges | undefined;
    }
  | ({readonly auth: 'lti-1.1'} & LtiConsumer)
  | ({readonly auth: 'lti-1.3'} & Lti13);

/** Settings that a launch uses. */
export interface LaunchOptions extends LaunchContext {
  readonly launchMethod: LaunchMethod;
  readonly viewRoomPath: string;
}

/**
 * Creates the launch with which the page opens the room.
 * @throws RoomError `kaltura-…`, `ks-invalid`, or `internalError` for a mistake of the host
 */
export async function createLaunch(
  access: RoomAccess,
  client: KalturaClient,
  options: LaunchOptions,
): Promise<Launch> {
  const {launchMethod, kafUrl, viewRoomPath} = options;
  switch (launchMethod.auth) {
    case 'ks': {
      const {ksIn, launchPrivileges} = launchMethod;
      const hostPrivileges =
        launchPrivileges && parseLaunchPrivileges(await launchPrivileges(access));
      const ksPath = `${viewRoomPath}${ksIn === 'query' ? '?ks=' : '/ks/'}`;
      const privileges = buildLaunchPrivileges(access, hostPrivileges);
      return {
        auth: 'ks',
        kafUrl,
        ...(await client.createUserSession(access.userId, privileges)),
        ...(ksPath !== DEFAULT_KS_PATH && {ksPath}),
      };
    }
    case 'lti-1.1':
      return createLti11Launch(access, launchMethod, options);
    case 'lti-1.3':
      return createLti13Launch(access, launchMethod, options);
    default:
      return launchMethod satisfies never;
  }
}
