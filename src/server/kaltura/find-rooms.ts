import * as z from 'zod';
import {RoomId, type CreateRequest} from '../../contract/schemas.js';
import {callApi} from './kaltura-api.js';
import {SESSION_TYPE} from './ks.js';
import {createSession} from './create-session.js';
import type {Settings} from '../options.js';
import {normalizeText as plain, normalizeTags} from '../idempotency/request-fingerprint.js';

/** How far Kaltura's clock may be from this server's. */
const CLOCK_SKEW_S = 120;
const PAGE_SIZE = 100;

const RoomEntry = z.object({
  id: RoomId,
  name: z.string().nullish(),
  description: z.string().nullish(),
  tags: z.string().nullish(),
  userId: z.string().nullish(),
  createdAt: z.number(),
});
const RoomListResponse = z.object({objects: z.array(RoomEntry), totalCount: z.number()});

/**
 * The IDs of the rooms that look as if this request had made them since then, oldest first: those
 * of the owner with the same name, description and tags. By Kaltura's `room_room.list`, with an
 * admin KS that asks to see rooms whatever category they are in (an app token has that itself).
 * @param since Unix seconds by this server's clock
 * @throws RoomError `kaltura-…` where Kaltura does not say which rooms there are
 */
export async function findRooms(
  room: CreateRequest,
  owner: string,
  since: number,
  settings: Settings,
): Promise<readonly string[]> {
  const privileges = {disableentitlement: ''};
  const session = {userId: owner, type: SESSION_TYPE.admin, privileges};
  const {ks} = await createSession(session, settings);
  const filter = {
    objectType: 'KalturaRoomEntryFilter',
    nameEqual: room.name,
    userIdEqual: owner,
    createdAtGreaterThanOrEqual: since - CLOCK_SKEW_S,
    // A room has no content (7); without a word about status Kaltura lists what is ready (2).
    statusIn: '7,2',
    orderBy: '+createdAt',
  };
  const entries: z.output<typeof RoomEntry>[] = [];
  for (let pageIndex = 1; ; pageIndex++) {
    const pager = {pageSize: PAGE_SIZE, pageIndex};
    const page = await callApi('room_room.list', {ks, filter, pager}, RoomListResponse, settings);
    entries.push(...page.objects);
    if (page.objects.length === 0 || entries.length >= page.totalCount) break;
  }
  // Compared here too: a filter that Kaltura did not know would let through everything.
  return entries
    .filter(
      entry =>
        entry.createdAt >= since - CLOCK_SKEW_S &&
        entry.userId?.toLowerCase() === owner.toLowerCase() &&
        plain(entry.name) === plain(room.name) &&
        plain(entry.description) === plain(room.description) &&
        normalizeTags(entry.tags) === normalizeTags(room.tags),
    )
    .sort((a, b) => a.createdAt - b.createdAt)
    .map(({id}) => id);
}
