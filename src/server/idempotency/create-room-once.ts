import type {CreateRequest} from '../../contract/schemas.js';
import {RoomError} from '../../contract/room-error.js';
import {createRoom} from '../kaltura/create-room.js';
import type {Settings} from '../options.js';
import {findRooms} from '../kaltura/find-rooms.js';
import type {KalturaClient} from '../kaltura/kaltura-client.js';
import {IdempotencyKey, scopeFor} from './idempotency-scope.js';
import {isAmbiguous, recordFingerprint} from './request-fingerprint.js';
import {once, createWithoutKey} from './run-idempotent.js';
import type {Creation, CreationResult} from './recover-or-create.js';

/**
 * Creates a room, once for each `Idempotency-Key` of a person.
 * @param header the request's; without one (`undefined`) every request is an intention of its own
 * @throws RoomError `invalidRequest` where it is malformed; what {@link once} throws
 */
export async function createRoomIdempotently(
  room: CreateRequest,
  owner: string,
  header: string | undefined,
  settings: Settings,
  kaltura: KalturaClient,
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
      (await isAmbiguous(room, owner, settings)) ? [] : findRooms(kaltura, room, owner, since),
    make: async sending => {
      const noting = async () => {
        const noted = recordFingerprint(room, owner, settings);
        // A request without a key goes on while the store is away; that it claims no room is logged.
        await (key === undefined ? noted.catch(() => {}) : noted);
        await sending();
      };
      return (await createRoom(kaltura, room, owner, noting)).id;
    },
  };
  return key === undefined
    ? createWithoutKey(creation, settings)
    : once(scopeFor(key, owner, room, settings), creation, settings);
}
