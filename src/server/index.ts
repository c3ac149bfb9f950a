export {kalturaRooms, type KalturaRooms} from './app.js';
export {roomPages, type RoomPages, type RoomPagesOptions} from './http/room-pages.js';
export {decodeKs, encodeKs, SESSION_TYPE, type KsContent, type SessionType} from './kaltura/ks.js';
export type {AccessRequest, Authorize, Grant, KafRole} from './authorize.js';
export type {GetLaunchPrivileges} from './create-launch.js';
export type {AdminPrivileges} from './kaltura/admin-privileges.js';
export type {AppToken, CredentialsOption} from './kaltura/credentials.js';
export type {LaunchPrivileges} from './kaltura/launch-privileges.js';
export type {Logger} from './logger.js';
export type {Lti13Options, PrivateKey} from './lti/lti13-options.js';
export type {KalturaRoomsOptions} from './options.js';
export type {Readiness, ReadinessCheck} from './readiness.js';
export type {GetReturnUrl, RoomAccess} from './room-access.js';
export {
  MAX_MEMORY_ENTRIES,
  memoryStore,
  type MemoryStore,
  type MemoryStoreOptions,
} from './store/memory-store.js';
export type {SharedStore} from './store/shared-store.js';
export {RoomError, type CreationOutcome, type RoomErrorCode} from '../contract/room-error.js';
