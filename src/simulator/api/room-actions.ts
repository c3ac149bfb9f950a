import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {Room} from '../rooms.js';
import type {SimulatorContext} from '../simulator-context.js';
import {KalturaException} from './kaltura-exception.js';
import {parseInteger, readGroup, type Params} from './kaltura-params.js';
import type {Fields, Result} from './kaltura-response.js';
import {requireSession} from './kaltura-sessions.js';

/** Values of `KalturaEntryStatus`. A list contains READY entries by default; rooms are NO_CONTENT. */
const READY = '2';
const NO_CONTENT = '7';
/** Kaltura's default and maximum number of entries in a page of a list. */
const DEFAULT_PAGE_SIZE = 30;
const MAX_PAGE_SIZE = 500;

/** Supported filters: functions that return whether a room matches a value. */
const FILTERS: Readonly<Record<string, (room: Room, value: string) => boolean>> = {
  objectType: () => true,
  idEqual: ({id}, value) => id === value,
  nameEqual: ({name}, value) => name === value,
  userIdEqual: ({ownerId}, value) => ownerId === value,
  createdAtGreaterThanOrEqual: ({createdAt}, value) => createdAt >= parseInteger(value),
  createdAtLessThanOrEqual: ({createdAt}, value) => createdAt <= parseInteger(value),
  statusEqual: (_, value) => value === NO_CONTENT,
  statusIn: (_, value) => value.split(',').some(status => status.trim() === NO_CONTENT),
};
/** Supported orders. The newest room is first by default. */
const ORDERS = ['+createdAt', '-createdAt'];

/**
 * Handles `room_room.list`: returns a page of the rooms that match the filter. It is stricter than
 * Kaltura, which also lists the rooms that a USER may see, and ignores unknown filters.
 */
export function listRooms({sessions, rooms}: SimulatorContext, params: Params): Result {
  const {content} = requireSession(sessions, params);
  if (content.type !== SESSION_TYPE.admin) throw createUnsupported('room_room.list with a USER KS');
  const {orderBy = '-createdAt', ...filter} = readGroup(params, 'filter');
  const unknown = Object.keys(filter).find(name => !Object.hasOwn(FILTERS, name));
  if (unknown) throw createUnsupported(`the filter "${unknown}"`);
  if (!ORDERS.includes(orderBy))
    throw createUnsupported('an order by another field than createdAt');

  // Without a filter for the status, the list is empty, because no room is READY.
  const hasStatus = 'statusEqual' in filter || 'statusIn' in filter;
  const conditions = Object.entries(hasStatus ? filter : {...filter, statusEqual: READY});
  const found = rooms.all
    .filter(room => conditions.every(([name, value]) => FILTERS[name]?.(room, value)))
    .sort((a, b) => a.createdAt - b.createdAt);
  if (orderBy.startsWith('-')) found.reverse();

  const {pageSize, pageIndex} = readGroup(params, 'pager');
  const size = Math.min(
    Math.max(parseInteger(pageSize ?? '') || DEFAULT_PAGE_SIZE, 1),
    MAX_PAGE_SIZE,
  );
  const start = size * (Math.max(parseInteger(pageIndex ?? ''), 1) - 1);
  return {
    objects: found.slice(start, start + size).map(toRoomEntry),
    totalCount: found.length,
    objectType: 'KalturaRoomListResponse',
  };
}

/** Returns a room as a `KalturaRoomEntry`. */
export const toRoomEntry = (room: Room): Fields => ({
  id: room.id,
  name: room.name,
  description: room.description,
  tags: room.tags,
  userId: room.ownerId,
  createdAt: room.createdAt,
  status: Number(NO_CONTENT),
  type: 'room.room',
  roomType: 1,
  templateRoomEntryId: room.templateRoomEntryId,
  objectType: 'KalturaRoomEntry',
});

/** Creates the exception for a request that only the simulator does not support. */
export const createUnsupported = (reason: string): KalturaException =>
  new KalturaException('SIMULATOR_REFUSES', {REASON: reason});
