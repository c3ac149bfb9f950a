export {kalturaRooms} from './app.js';
export {roomPages, type RoomPagesOptions} from './http/room-pages.js';
export {decodeKs, encodeKs, SESSION_TYPE, type KsContent, type SessionType} from './kaltura/ks.js';
export type {AccessRequest, Authorize, Grant} from './authorize.js';
export type {KalturaRoomsOptions, Logger} from './options.js';
export type {AppToken, CredentialsOption} from './kaltura/credentials.js';
export type {Lti13Options, PrivateKey} from './lti/lti13-options.js';
export {
  MAX_MEMORY_ENTRIES,
  memoryStore,
  type MemoryStore,
  type MemoryStoreOptions,
} from './store/memory-store.js';
export type {SharedStore} from './store/shared-store.js';
export {RoomError, type CreationOutcome, type RoomErrorCode} from '../contract/room-error.js';
