import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {Room} from '../rooms.js';
import type {Simulation} from '../simulation.js';
import type {Fields, Result} from './kaltura-answer.js';
import {KalturaException} from './kaltura-exception.js';
import {integer, textParam, type Params} from './kaltura-params.js';
import {requireSession} from './require-session.js';

/** `KalturaEntryStatus`: READY, which a list shows unless asked, and NO_CONTENT, which rooms have. */
const READY = '2';
const NO_CONTENT = '7';
/** Kaltura's own, for a page of a list. */
const PAGE_SIZE = 30;
const LARGEST_PAGE = 500;

/** What a filter may say here, and whether a room fits it. */
const FILTERS: Readonly<Record<string, (room: Room, value: string) => boolean>> = {
  objectType: () => true,
  idEqual: ({id}, value) => id === value,
  nameEqual: ({name}, value) => name === value,
  userIdEqual: ({ownerId}, value) => ownerId === value,
  createdAtGreaterThanOrEqual: ({createdAt}, value) => createdAt >= integer(value),
  createdAtLessThanOrEqual: ({createdAt}, value) => createdAt <= integer(value),
  statusEqual: (_, value) => value === NO_CONTENT,
  statusIn: (_, value) => value.split(',').some(status => status.trim() === NO_CONTENT),
};
/** Either way, and newest first where nothing is said. */
const ORDERS = ['+createdAt', '-createdAt'];

/**
 * `room_room.list`: the rooms that fit the filter, a page of them. Stricter than Kaltura, which
 * lists what a USER may see too, and passes over a filter that it does not know.
 */
export function listRooms({sessions, rooms}: Simulation, params: Params): Result {
  const {content} = requireSession(sessions, params);
  if (content.type !== SESSION_TYPE.admin)
    throw new KalturaException('SERVICE_FORBIDDEN', {SERVICE: 'room_room->list'});
  const {orderBy = '-createdAt', ...asked} = group(params, 'filter');
  const unknown = Object.keys(asked).find(name => !Object.hasOwn(FILTERS, name));
  if (unknown) throw refused(`the filter "${unknown}"`);
  if (!ORDERS.includes(orderBy)) throw refused('an order other than by createdAt');

  // Rooms are READY never, so without a word about status there are none.
  const filters = Object.entries(
    'statusEqual' in asked || 'statusIn' in asked ? asked : {...asked, statusEqual: READY},
  );
  const found = rooms.all
    .filter(room => filters.every(([name, value]) => FILTERS[name]?.(room, value)))
    .sort((a, b) => a.createdAt - b.createdAt);
  if (orderBy.startsWith('-')) found.reverse();

  const {pageSize, pageIndex} = group(params, 'pager');
  const size = Math.min(Math.max(integer(pageSize ?? '') || PAGE_SIZE, 1), LARGEST_PAGE);
  const start = size * (Math.max(integer(pageIndex ?? ''), 1) - 1);
  return {
    objects: found.slice(start, start + size).map(roomEntry),
    totalCount: found.length,
    objectType: 'KalturaRoomListResponse',
  };
}

/** The fields of a parameter that is an object: `{"filter": {…}}` in JSON, `filter[…]` in a form. */
function group(params: Params, name: string): Record<string, string> {
  const inForm = Object.keys(params).map(key => [
    new RegExp(`^${name}[[:](\\w+)\\]?$`).exec(key)?.[1],
    textParam(params, key),
  ]);
  const object = params[name];
  const inJson =
    typeof object === 'object' && object !== null
      ? Object.keys(object).map(key => [key, textParam(object as Params, key)])
      : [];
  return Object.fromEntries(
    [...inForm, ...inJson].filter((pair): pair is [string, string] => !pair.includes(undefined)),
  );
}

const roomEntry = (room: Room): Fields => ({
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

const refused = (reason: string): KalturaException =>
  new KalturaException('SIMULATOR_REFUSES', {REASON: reason});
