import type {CreateRequest} from '../contract.js';
import type {RoomError} from '../errors.js';
import type * as Schemas from '../host/schemas.js';

/** The fields of the form, in the order shown; each is named as in KAF's create-room. */
export const FIELDS = [
  'name',
  'description',
  'tags',
  'templateRoomEntryId',
  'roomModeratorUserIds',
  'chatModeratorUserIds',
] as const;
export type Field = (typeof FIELDS)[number];

/** What was typed: a room to ask for, or the fields that are not right yet. */
export type Draft = {readonly room: CreateRequest} | {readonly faults: readonly Field[]};

/** Reads what was typed. A field left empty is not sent. */
export function readDraft(
  data: FormData,
  {CreateRequest, safeParse}: Pick<typeof Schemas, 'CreateRequest' | 'safeParse'>,
): Draft {
  const typed = FIELDS.map(field => [field, ((data.get(field) ?? '') as string).trim()] as const)
    .map(([field, value]) => [field, field.endsWith('Ids') ? ids(value) : value] as const)
    .filter(([, value]) => value.length);
  const result = safeParse(CreateRequest, {name: '', ...Object.fromEntries(typed)});
  if (result.success) return {room: result.data};
  return {faults: FIELDS.filter(field => result.error.issues.some(({path}) => path[0] === field))};
}

/** The field that an `invalidRequest` names, as KAF (`"name"`) or a host backend (`body.name`) does. */
export function fieldOf({code, message}: RoomError): Field | undefined {
  const named = code === 'invalidRequest' ? /(?:"|body\.)(\w+)/.exec(message)?.[1] : undefined;
  return FIELDS.find(field => field === named);
}

const ids = (value: string) => value.split(/[\s,;]+/).filter(Boolean);
