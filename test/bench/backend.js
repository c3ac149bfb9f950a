// @ts-check
import {kalturaRooms} from 'kaltura-room/server';

/** Creates a host backend that signs each KS itself, for one user, and logs errors only. */
export const createBackend = () =>
  kalturaRooms({
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
    credentials: {adminSecret: '0123456789abcdef0123456789abcdef'},
    authorize: () => ({userId: 'jane.doe@example.com', firstName: 'Jane', roomModerator: true}),
    logger: {info() {}, error: console.error},
  });
