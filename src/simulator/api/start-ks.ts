import {RoomError} from '../../contract/room-error.js';
import type {NewSession, Sessions} from '../sessions.js';
import {KalturaException} from './kaltura-exception.js';

/** A partner's `ksMaxExpiryInSeconds`, to which Kaltura shortens a session without a word. */
export const MAX_EXPIRY_S = 86_400;

/**
 * Starts a session. Stricter than Kaltura in one way: a privilege whose value could change another
 * one (`all:*`, `edit:*`) is refused, because nothing here writes such a KS.
 * @throws KalturaException `SIMULATOR_REFUSES` for such a privilege
 */
export function startKs(sessions: Sessions, session: NewSession): ReturnType<Sessions['start']> {
  try {
    return sessions.start(session);
  } catch (error) {
    if (error instanceof RoomError)
      throw new KalturaException('SIMULATOR_REFUSES', {REASON: error.message});
    throw error;
  }
}
