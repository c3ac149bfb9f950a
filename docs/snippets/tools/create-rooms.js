import {kalturaRooms} from 'kaltura-room/server';

/** @import {KalturaRoomsOptions} from 'kaltura-room/server' */

/**
 * Creates the host backend for an account, which is real or simulated.
 * @param {Omit<KalturaRoomsOptions, 'authorize'>} account
 */
export function createRooms(account) {
  return kalturaRooms({
    ...account,
    authorize: request =>
      request.headers.get('cookie') === 'session=jane'
        ? {
            userId: 'jane',
            firstName: 'Jane',
            roomModerator: true,
            createRooms: true,
          }
        : null,
    logger: {info() {}, error() {}},
  });
}
