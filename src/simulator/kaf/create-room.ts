import * as z from 'zod';
import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import {TEMPLATES} from '../rooms.js';
import type {KsReading} from '../sessions.js';
import type {Simulation} from '../simulation.js';

/** KAF's envelope around create-room's answer. Whether it failed is here, and never in the status. */
export type CreateRoomAnswer =
  | {readonly success: true; readonly data: {readonly id: string}}
  | {
      readonly success: false;
      readonly errorCode: 'invalidRequest' | 'internalError';
      readonly error: string;
    };

const text = (name: string) => z.string(`Parameter "${name}" must be a string`);
const mandatory = (name: string) =>
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
    ks: mandatory('ks'),
    name: mandatory('name').max(256, 'Parameter "name" is longer than 256 characters'),
    description: text('description').default(''),
    tags: text('tags').default(''),
    templateRoomEntryId: z
      .enum(
        TEMPLATES.map(template => template.id),
        'Parameter "templateRoomEntryId" names no template of this account',
      )
      .default(TEMPLATES[0].id),
    roomModeratorUserIds: userIds('roomModeratorUserIds'),
    chatModeratorUserIds: userIds('chatModeratorUserIds'),
  },
  NOT_JSON,
);

/** `create-room`: makes a room that the admin KS's user owns. */
export async function createRoom(
  {sessions, rooms}: Simulation,
  request: Request,
): Promise<CreateRoomAnswer> {
  const parameters = Parameters.safeParse(await readJson(request));
  if (!parameters.success)
    return invalidRequest(parameters.error.issues[0]?.message ?? 'The request is invalid');
  const {ks, ...wanted} = parameters.data;
  const reading = sessions.read(ks);
  if (reading.status !== 'valid') return invalidRequest(KS_PROBLEMS[reading.status]);
  if (reading.content.type !== SESSION_TYPE.admin)
    return invalidRequest('The KS is a USER KS: creating a room takes an ADMIN KS (type 2)');
  try {
    const {id} = await rooms.add({...wanted, ownerId: reading.content.userId});
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

const invalidRequest = (error: string): CreateRoomAnswer => ({
  success: false,
  errorCode: 'invalidRequest',
  error,
});

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) return undefined;
  return request.json().catch(() => undefined);
}
