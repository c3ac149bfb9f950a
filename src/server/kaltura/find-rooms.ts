import * as z from 'zod';
import {RoomId, type CreateRequest} from '../../contract/schemas.js';
import {CLOCK_SKEW_S} from './kaltura-api.js';
import type {KalturaClient} from './kaltura-client.js';
import {normalizeTags, normalizeText} from './normalize.js';

const PAGE_SIZE = 100;

const RoomEntry = z.object({
  id: RoomId,
  name: z.string().nullish(),
  description: z.string().nullish(),
  tags: z.string().nullish(),
  userId: z.string().nullish(),
  createdAt: z.number(),
});
type RoomEntry = z.output<typeof RoomEntry>;
const RoomListResponse = z.object({objects: z.array(RoomEntry), totalCount: z.number()});

/**
 * Finds the rooms that this request may have created: the rooms of the owner with the same name,
 * description and tags. It calls Kaltura's `room_room.list`. The admin KS asks for rooms of every category
 * (`disableentitlement`); an app token must have this privilege itself.
 * @param since earliest creation time: Unix time in seconds, by this server's clock
 * @returns room IDs, oldest first
 * @throws RoomError `kaltura-…` if Kaltura does not list the rooms
 */
export async function findRooms(
  client: KalturaClient,
  room: CreateRequest,
  owner: string,
  since: number,
): Promise<readonly string[]> {
  const {ks} = await client.createAdminSession(owner, {disableentitlement: ''});
  const filter = {
    objectType: 'KalturaRoomEntryFilter',
    nameEqual: room.name,
    userIdEqual: owner,
    createdAtGreaterThanOrEqual: since - CLOCK_SKEW_S,
    // A room has no content (status 7). Without this filter, Kaltura lists only status 2.
    statusIn: '7,2',
    orderBy: '+createdAt',
  };
  const entries: RoomEntry[] = [];
  for (let pageIndex = 1; ; pageIndex++) {
    const pager = {pageSize: PAGE_SIZE, pageIndex};
    const page = await client.api.call('room_room.list', {ks, filter, pager}, RoomListResponse);
    entries.push(...page.objects);
    if (page.objects.length === 0 || entries.length >= page.totalCount) break;
  }
  return entries
    .filter(entry => isCandidate(entry, room, owner, since - CLOCK_SKEW_S))
    .sort((a, b) => a.createdAt - b.createdAt)
    .map(({id}) => id);
}

/** Repeats the filter here, because Kaltura ignores filters that it does not know. */
function isCandidate(
  entry: RoomEntry,
  room: CreateRequest,
  owner: string,
  earliest: number,
): boolean {
  return (
    entry.createdAt >= earliest &&
    entry.userId?.toLowerCase() === owner.toLowerCase() &&
    normalizeText(entry.name) === normalizeText(room.name) &&
    normalizeText(entry.description) === normalizeText(room.description) &&
    normalizeTags(entry.tags) === normalizeTags(room.tags)
  );
}
