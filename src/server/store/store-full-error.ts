import {RoomError} from '../../contract/room-error.js';

/**
 * `setIfAbsent()` refused an entry because the store holds its maximum, and none has expired. Nothing
 * was written. The server answers 503.
 */
export class StoreFullError extends RoomError {
  /** @param retryAfter seconds until an entry may be free */
  constructor(maxEntries: number, retryAfter: number) {
    super(
      'internalError',
      `entries in the memory store must be at most ${maxEntries}; got another one. Raise maxEntries of memoryStore(), or use redisStore()`,
      {retryAfter},
    );
  }
}
