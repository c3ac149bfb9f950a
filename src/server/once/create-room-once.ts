import type {CreateRequest} from '../../contract/schemas.js';
import {RoomError} from '../../contract/room-error.js';
import {createRoom} from '../create-room.js';
import type {Settings} from '../options.js';
import {findRooms} from './find-rooms.js';
import {IdempotencyKey, intentionOf} from './intention.js';
import {isUnlike, noteLookalike} from './lookalikes.js';
import {once, onceWithoutKey} from './once.js';
import type {Creation, CreationResult} from './work.js';

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
): Promise<CreationResult> {
  const parsed = IdempotencyKey.optional().safeParse(header);
  if (!parsed.success)
    throw new RoomError('invalidRequest', `Idempotency-Key: ${parsed.error.issues[0]?.message}`, {
      // No request with such a key is ever sent.
      outcome: 'not-created',
    });
  const key = parsed.data;
  const creation: Creation = {
    // Rather a room too many than one with a moderator who was taken out.
    find: async since =>
      (await isUnlike(room, owner, settings)) ? [] : findRooms(room, owner, since, settings),
    make: async sending => {
      const noting = async () => {
        const noted = noteLookalike(room, owner, settings);
        // A request without a key goes on while the store is away; that it claims no room is logged.
        await (key === undefined ? noted.catch(() => {}) : noted);
        await sending();
      };
      return (await createRoom(room, owner, settings, noting)).id;
    },
  };
  return key === undefined
    ? onceWithoutKey(creation, settings)
    : once(intentionOf(key, owner, room, settings), creation, settings);
}
