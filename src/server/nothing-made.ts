import {RoomError} from '../contract/room-error.js';

/**
 * A failure after which it is certain that Kaltura made nothing: it said so itself, or was never
 * reached. After any other failure of a request that may have left, what was asked for may be there.
 */
export class NothingMade extends RoomError {}
