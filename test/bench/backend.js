// @ts-check
import {kalturaRooms} from 'kaltura-room/server';

/** The host backend that is measured: KS signed here, one person, lines that nobody writes. */
export const backend = () =>
  kalturaRooms({
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
    credentials: {adminSecret: '0123456789abcdef0123456789abcdef'},
    authorize: () => ({userId: 'jane.doe@example.com', firstName: 'Jane', roomModerator: true}),
    logger: {info() {}, error: console.error},
  });
