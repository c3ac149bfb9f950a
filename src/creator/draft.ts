import * as z from 'zod/mini';
import {CreateRequest} from '../contract/schemas.js';
import type {RoomError} from '../contract/room-error.js';
import type {CreatorWords} from '../localization/creator-english.js';

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

/** The fields that are lists, shown as chips. */
export type List = 'tags' | 'roomModeratorUserIds' | 'chatModeratorUserIds';
export const isList = (field: Field): field is List => /s$/.test(field);
export const LISTS = FIELDS.filter(isList);

/** What is in the fields. */
export type Values = Readonly<Record<Exclude<Field, List>, string>> &
  Readonly<Record<List, readonly string[]>>;

export const EMPTY: Values = {
  ...{name: '', description: '', tags: [], templateRoomEntryId: ''},
  ...{roomModeratorUserIds: [], chatModeratorUserIds: []},
};

/** What is not right in a field: the word that says so, and which of its chips are to blame. */
export interface Fault {
  readonly word: keyof CreatorWords;
  readonly chips?: readonly number[];
}
export type Faults = Readonly<Partial<Record<Field, Fault>>>;

/** What a draft is held to, beside the schema. */
export interface Demands {
  readonly required: readonly Field[];
  /** The IDs of the templates to choose from; none where nothing is known of them. */
  readonly templates: readonly string[];
  /** Whether they have come. */
  readonly areTemplatesThere: boolean;
}

const FAULT_WORDS = {
  name: 'nameFault',
  description: 'descriptionFault',
  tags: 'tagsFault',
  templateRoomEntryId: 'templateFault',
  roomModeratorUserIds: 'idFault',
  chatModeratorUserIds: 'idFault',
} as const;

/** The body to post, as far as it is right, and what is not. A field left empty is not sent. */
export function readDraft(
  values: Values,
  {required, templates, areTemplatesThere}: Demands,
): {readonly room: CreateRequest} | {readonly faults: Faults} {
  const {name, tags, templateRoomEntryId: template} = values;
  const sent = {...values, tags: tags.join(',')};
  const filled = FIELDS.map(field => [field, trimmed(sent[field])] as const).filter(
    ([, value]) => value.length,
  );
  const faults: Partial<Record<Field, Fault>> = {};
  for (const field of required)
    if (!trimmed(values[field]).length) faults[field] = {word: 'missing'};
  if (faults.templateRoomEntryId && !areTemplatesThere)
    faults.templateRoomEntryId = {word: 'templateWanted'};
  // A name of nothing but spaces and marks would be none to a person.
  if (!/[^\s\p{Cc}\p{Cf}\p{DI}\u2800]/u.test(name)) faults.name = {word: 'nameFault'};
  if (template && templates.length && !templates.includes(template))
    faults.templateRoomEntryId = {word: 'templateFault'};
  const result = z.safeParse(CreateRequest, {name: '', ...Object.fromEntries(filled)});
  for (const {path} of result.success ? [] : result.error.issues) {
    const [field, chip] = path as [Field, number?];
    const {word, chips = []} = faults[field] ?? {word: FAULT_WORDS[field]};
    faults[field] = {word, chips: chip === undefined ? chips : [...chips, chip]};
  }
  if (result.success && !Object.keys(faults).length) return {room: result.data};
  return {faults};
}

const trimmed = <T extends string | readonly string[]>(value: T) =>
  typeof value === 'string' ? value.trim() : value;

/** A field that is not right, and the chip of it where that is known. */
export interface Blame {
  readonly field: Field;
  readonly chip: number | undefined;
}

/**
 * The field that an `invalidRequest` names, and which of its chips: in quotes as KAF does (`"name"`),
 * as a host backend does (`body.roomModeratorUserIds.1`), or by itself where no other one is named.
 */
export function blameOf({code, message}: RoomError): Blame | undefined {
  if (code !== 'invalidRequest') return undefined;
  // Without the address that was posted to.
  const said = message.replace(/^.*? answered /, '');
  const named = (before: string) =>
    [...said.matchAll(RegExp(`${before}(${FIELDS.join('|')})\\b(?:[.[](\\d+))?`, 'g'))].map(
      ([, field, chip]) => ({field: field as Field, chip: chip ? Number(chip) : undefined}),
    );
  const [quoted] = named('(?:["\'`]|body\\.)');
  const [first, ...others] = named('\\b');
  return quoted ?? (others.every(({field}) => field === first?.field) ? first : undefined);
}

/** What a typed or pasted text holds for a list. A comma separates tags, and is never inside one. */
export const partsOf = (list: List, text: string): readonly string[] =>
  text.split(list === 'tags' ? /[,،\r\n\t]/ : /[,;،\r\n\t]/);

/** What an object says of the fields, tags as a list or with commas; undefined where it is no such object. */
export function valuesOf(object: unknown): Partial<Values> | undefined {
  if (object === null || typeof object !== 'object') return undefined;
  const values = Object.entries(object).map(([field, value]: [string, unknown]) => [
    field,
    field === 'tags' && (isText(value) || areTexts(value))
      ? cleaned([value].flat().flatMap(text => partsOf('tags', text)))
      : value,
  ]) as [Field, unknown][];
  return values.every(
    ([field, value]) => FIELDS.includes(field) && (isList(field) ? areTexts(value) : isText(value)),
  )
    ? Object.fromEntries(values)
    : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

/** Without spaces around, empty ones and a second of any. */
export const cleaned = (parts: readonly string[]): readonly string[] => [
  ...new Set(parts.map(part => part.trim()).filter(Boolean)),
];
