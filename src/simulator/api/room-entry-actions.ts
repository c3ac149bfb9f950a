import * as z from 'zod';
import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import {BUILT_IN_ROOMS, type Room} from '../rooms.js';
import type {SimulatorContext} from '../simulator-context.js';
import {KalturaException} from './kaltura-exception.js';
import {getMandatoryParam, readGroup, type Params} from './kaltura-params.js';
import type {Result} from './kaltura-response.js';
import {requireSession} from './kaltura-sessions.js';
import {createUnsupported, toRoomEntry} from './room-actions.js';

/** Fields of a `KalturaRoomEntry` that the simulator can change. */
const Changes = z.strictObject({
  objectType: z.string().optional(),
  name: z.string().min(1).max(256).optional(),
  description: z.string().optional(),
  tags: z.string().optional(),
});

/** Handles `room_room.get`, for every KS that may call the API. */
export function getRoom(simulator: SimulatorContext, params: Params): Result {
  requireSession(simulator.sessions, params);
  return toRoomEntry(findRoom(simulator, getMandatoryParam(params, 'roomId')));
}

/** Handles `baseEntry.get`. All entries of the simulator are rooms. */
export function getEntry(simulator: SimulatorContext, params: Params): Result {
  requireSession(simulator.sessions, params);
  return toRoomEntry(findRoom(simulator, getMandatoryParam(params, 'entryId')));
}

/** Handles `room_room.update`: changes the fields in `room`, and returns the room. */
export async function updateRoom(simulator: SimulatorContext, params: Params): Promise<Result> {
  const room = findCreatedRoom(simulator, params, 'room_room.update');
  const fields = readGroup(params, 'room');
  if (Object.keys(fields).length === 0)
    throw new KalturaException('MISSING_MANDATORY_PARAMETER', {PARAM_NAME: 'room'});
  const changes = Changes.safeParse(fields);
  if (!changes.success)
    throw createUnsupported('room_room.update of other fields than name, description and tags');
  const {name = room.name, description = room.description, tags = room.tags} = changes.data;
  return toRoomEntry(await simulator.rooms.update(room.id, {name, description, tags}));
}

/** Handles `room_room.delete`. */
export async function deleteRoom(simulator: SimulatorContext, params: Params): Promise<Result> {
  const {id} = findCreatedRoom(simulator, params, 'room_room.delete');
  await simulator.rooms.delete(id);
  return null;
}

/**
 * Returns the room that an ADMIN changes. Kaltura also lets the users change their own rooms.
 * @throws KalturaException
 */
function findCreatedRoom(simulator: SimulatorContext, params: Params, action: string): Room {
  const {content} = requireSession(simulator.sessions, params);
  if (content.type !== SESSION_TYPE.admin) throw createUnsupported(`${action} with a USER KS`);
  const room = findRoom(simulator, getMandatoryParam(params, 'roomId'));
  if (BUILT_IN_ROOMS.includes(room)) throw createUnsupported(`${action} of a built-in room`);
  return room;
}

/** @throws KalturaException `ENTRY_ID_NOT_FOUND` */
function findRoom({rooms}: SimulatorContext, id: string): Room {
  const room = rooms.find(id);
  if (!room) throw new KalturaException('ENTRY_ID_NOT_FOUND', {ENTRY_ID: id});
  return room;
}
