import * as z from 'zod';
import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import {TEMPLATES} from '../rooms.js';
import type {KsReading} from '../sessions.js';
import type {SimulatorContext} from '../simulator-context.js';

/** KAF's response to create-room. Only `success` reports a failure: the status is always 200. */
export type CreateRoomResponse =
  | {readonly success: true; readonly data: {readonly id: string}}
  | {
      readonly success: false;
      readonly errorCode: 'invalidRequest' | 'internalError';
      readonly error: string;
    };

const optionalText = (name: string) => z.string(`Parameter "${name}" must be a string`);
const mandatoryText = (name: string) =>
  z
    .string({
      error: ({input}) =>
        input === undefined
          ? `Mandatory parameter "${name}" is missing`
          : `Parameter "${name}" must be a string`,
    })
    .refine(value => value.trim() !== '', `Mandatory parameter "${name}" is missing`);
const userIds = (name: string) => {
  const expected = `Parameter "${name}" must be an array of user IDs`;
  return z.array(z.string(expected).min(1, expected), expected).default([]);
};

const NOT_JSON = 'The body must be a JSON object, sent as application/json';
const Parameters = z.object(
  {
    ks: mandatoryText('ks'),
    name: mandatoryText('name').max(256, 'Parameter "name" must be at most 256 characters long'),
    description: optionalText('description').default(''),
    tags: optionalText('tags').default(''),
    templateRoomEntryId: z
      .enum(
        TEMPLATES.map(template => template.id),
        'Parameter "templateRoomEntryId" must be the ID of a template of this account',
      )
      .default(TEMPLATES[0].id),
    roomModeratorUserIds: userIds('roomModeratorUserIds'),
    chatModeratorUserIds: userIds('chatModeratorUserIds'),
  },
  NOT_JSON,
);

/** Handles `create-room`: creates a room whose owner is the user of the admin KS. */
export async function createRoom(
  {sessions, rooms, instance}: SimulatorContext,
  request: Request,
): Promise<CreateRoomResponse> {
  const parameters = Parameters.safeParse(await readJson(request));
  if (!parameters.success)
    return invalidRequest(parameters.error.issues[0]?.message ?? 'The request is invalid');
  const {ks, ...room} = parameters.data;
  const reading = sessions.read(ks);
  if (reading.status !== 'valid') return invalidRequest(KS_PROBLEMS[reading.status]);
  if (reading.content.type !== SESSION_TYPE.admin)
    return invalidRequest('The KS is a USER KS: create-room requires an ADMIN KS (type 2)');
  if (instance.hasEntitlement && !Object.hasOwn(reading.content.privileges, 'disableentitlement'))
    return invalidRequest(
      'The KS must have the privilege disableentitlement, because the account has entitlement',
    );
  try {
    const {id} = await rooms.add({...room, ownerId: reading.content.userId});
    return {success: true, data: {id}};
  } catch (error) {
    return {success: false, errorCode: 'internalError', error: String(error)};
  }
}

const KS_PROBLEMS: Record<Exclude<KsReading['status'], 'valid'>, string> = {
  missing: 'Mandatory parameter "ks" is missing',
  malformed: 'The KS is invalid: it was not made for this account',
  expired: 'The KS is invalid: it has expired',
  ended: 'The KS is invalid: its session was ended',
};

const invalidRequest = (error: string): CreateRoomResponse => ({
  success: false,
  errorCode: 'invalidRequest',
  error,
});

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) return undefined;
  return request.json().catch(() => undefined);
}
