export {STRICT_POLICY, pageDirectives, pageHeaders, type PageOptions} from './page-headers.js';
export type {Directives} from './directives.js';
export {RoomError, type RoomErrorCode} from '../contract/room-error.js';
