export {kalturaRooms} from './kaltura-rooms.js';
export {roomPages, type RoomPagesOptions} from './room-pages.js';
export {decodeKs, encodeKs, SESSION_TYPE, type KsContent, type SessionType} from './ks.js';
export type {Ask, Authorize, Grant} from './authorize.js';
export type {KalturaRoomsOptions, Logger} from './options.js';
export type {AppToken, CredentialsOption} from './credentials.js';
export type {Lti13Options, PrivateKey} from './lti/lti13-options.js';
export type {SharedStore} from './store.js';
export {RoomError, type CreationOutcome, type RoomErrorCode} from '../contract/room-error.js';
