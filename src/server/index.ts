export {kalturaRooms} from './kaltura-rooms.js';
export {decodeKs, encodeKs, SESSION_TYPE, type KsContent, type SessionType} from './ks.js';
export type {Ask, Authorize, Grant, KalturaRoomsOptions, Logger} from './options.js';
export {RoomError, type RoomErrorCode} from '../errors.js';
