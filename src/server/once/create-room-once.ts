import type {CreateRequest} from '../../contract.js';
import {RoomError} from '../../errors.js';
import {createRoom} from '../create-room.js';
import type {Settings} from '../options.js';
import {findRooms} from './find-rooms.js';
import {IdempotencyKey, intentionOf} from './intention.js';
import {once, onceWithoutKey} from './once.js';
import type {Creation, Outcome} from './work.js';

/**
 * Creates a room, once for each `Idempotency-Key` of a person.
 * @param header the request's; without one (`undefined`) every request is an intention of its own
 * @throws RoomError `invalidRequest` where it is malformed; what {@link once} throws
 */
export async function createRoomOnce(
  room: CreateRequest,
  owner: string,
  header: string | undefined,
  settings: Settings,
): Promise<Outcome> {
  const key = IdempotencyKey.optional().safeParse(header);
  if (!key.success)
    throw new RoomError('invalidRequest', `Idempotency-Key: ${key.error.issues[0]?.message}`);
  const creation: Creation = {
    find: since => findRooms(room, owner, since, settings),
    make: async sending => (await createRoom(room, owner, settings, sending)).id,
  };
  return key.data === undefined
    ? onceWithoutKey(creation, settings)
    : once(intentionOf(key.data, owner, room, settings), creation, settings);
}
