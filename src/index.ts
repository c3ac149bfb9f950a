export {KalturaRoomElement} from './room/kaltura-room-element.js';
export {
  RoomErrorEvent,
  RoomLeftEvent,
  RoomLoadingEvent,
  RoomMessageEvent,
  RoomReadyEvent,
  RoomResizeEvent,
  RoomWarningEvent,
  type RoomEventMap,
  type RoomMessage,
  type RoomMessageSubject,
} from './room/events.js';
export type {RequestHeaders} from './browser/request-headers.js';
export type {FetchLaunch} from './room/launch-source.js';
export {KalturaRoomCreatorElement} from './creator/kaltura-room-creator-element.js';
export {
  RoomCreateErrorEvent,
  RoomCreateEvent,
  RoomCreatedEvent,
  type CreatorEventMap,
} from './creator/events.js';
export type {LoadTemplates, RoomTemplate, RoomUser, SearchUsers} from './creator/page-data.js';
export type {
  CreateRequest,
  KsLaunch,
  Launch,
  Lti13Launch,
  LtiLaunch,
  TokenRequest,
} from './contract/schemas.js';
export {RoomError, type RoomErrorCode, type RoomWarningCode} from './contract/room-error.js';
export type {PartialTranslation} from './localization/translation.js';
export {registerTranslation, loadTranslation} from './localization/translations.js';
