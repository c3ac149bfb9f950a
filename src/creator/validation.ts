import * as z from 'zod/mini';
import {CreateRequest} from '../contract/schemas.js';
import type {CreatorWords} from '../localization/creator-english.js';

/** The fields of the form, in display order. They have the names of KAF's create-room parameters. */
export const FIELDS = [
  'name',
  'description',
  'tags',
  'templateRoomEntryId',
  'roomModeratorUserIds',
  'chatModeratorUserIds',
] as const;
export type Field = (typeof FIELDS)[number];

/** The fields that contain user IDs. */
export const USER_FIELDS = ['roomModeratorUserIds', 'chatModeratorUserIds'] as const;
export type UserField = (typeof USER_FIELDS)[number];

/** The fields that contain a list. */
export const LIST_FIELDS = ['tags', ...USER_FIELDS] as const;
export type ListField = (typeof LIST_FIELDS)[number];

export const isField = (value: unknown): value is Field =>
  (FIELDS as readonly unknown[]).includes(value);
export const isListField = (value: unknown): value is ListField =>
  (LIST_FIELDS as readonly unknown[]).includes(value);
export const isUserField = (value: unknown): value is UserField =>
  (USER_FIELDS as readonly unknown[]).includes(value);

/** The contents of all fields. */
export type FormValues = Readonly<Record<Exclude<Field, ListField>, string>> &
  Readonly<Record<ListField, readonly string[]>>;

export const EMPTY_VALUES: FormValues = {
  name: '',
  description: '',
  tags: [],
  templateRoomEntryId: '',
  roomModeratorUserIds: [],
  chatModeratorUserIds: [],
};

/** An error of one field. */
export interface FieldError {
  /** The sentence that explains it. */
  readonly sentence: keyof CreatorWords;
  /** The indexes of the invalid items, if the field is a list. */
  readonly items?: readonly number[];
}
export type FieldErrors = Readonly<Partial<Record<Field, FieldError>>>;

/** Rules of the page, in addition to the schema. */
export interface ValidationRules {
  readonly required: readonly Field[];
  /** The IDs of the available templates. Without any, every template is accepted. */
  readonly templateIds: readonly string[];
  readonly areTemplatesLoaded: boolean;
}

/** The request to send, or the errors of all fields. */
export type ValidationResult =
  | {readonly room: CreateRequest; readonly errors?: never}
  | {readonly room?: never; readonly errors: FieldErrors};

/** A character that a guest can see: no space, control or format character, or blank Braille. */
const VISIBLE_CHARACTER = /[^\s\p{Cc}\p{Cf}\p{DI}\u2800]/u;

const SENTENCES = {
  name: 'nameError',
  description: 'descriptionError',
  tags: 'tagsError',
  templateRoomEntryId: 'templateError',
  roomModeratorUserIds: 'userIdError',
  chatModeratorUserIds: 'userIdError',
} as const satisfies Record<Field, keyof CreatorWords>;

/** Validates the form, and builds the request. The request omits empty fields. */
export function validate(
  values: FormValues,
  {required, templateIds, areTemplatesLoaded}: ValidationRules,
): ValidationResult {
  const {name, templateRoomEntryId: templateId} = values;
  const errors: Partial<Record<Field, FieldError>> = {};
  for (const field of required) if (isEmpty(values[field])) errors[field] = {sentence: 'required'};
  if (errors.templateRoomEntryId && !areTemplatesLoaded)
    errors.templateRoomEntryId = {sentence: 'templateRequired'};
  if (!VISIBLE_CHARACTER.test(name)) errors.name = {sentence: SENTENCES.name};
  if (templateId && templateIds.length && !templateIds.includes(templateId))
    errors.templateRoomEntryId = {sentence: SENTENCES.templateRoomEntryId};

  const result = z.safeParse(CreateRequest, toRequest(values));
  for (const {path} of result.error?.issues ?? []) {
    const [field, item] = path;
    if (!isField(field)) continue;
    const {sentence, items = []} = errors[field] ?? {sentence: SENTENCES[field]};
    errors[field] = {sentence, items: typeof item === 'number' ? [...items, item] : items};
  }
  const isValid = result.success && !Object.keys(errors).length;
  return isValid ? {room: result.data} : {errors};
}

const isEmpty = (value: string | readonly string[]) =>
  typeof value === 'string' ? !value.trim() : !value.length;

function toRequest(values: FormValues): object {
  const texts = {...values, tags: values.tags.join(',')};
  const filled = FIELDS.filter(field => !isEmpty(texts[field])).map(field => {
    const value = texts[field];
    return [field, typeof value === 'string' ? value.trim() : value];
  });
  return {name: '', ...Object.fromEntries(filled)} as object;
}

/**
 * A person as mail programs copy them: `Jane Doe <jane@example.com>`. The name may contain commas, or
 * repeat the address.
 */
const NAMED_ADDRESS =
  /(^|[,;،\r\n\t])(?:[^@<>;\r\n\t]{0,256}|[^<>,;،\r\n\t]{0,256})<([^<>\s@]+@[^<>\s]+)>/g;

/**
 * Splits typed or pasted text into list items. Tags never contain a comma; user IDs no semicolon. A
 * name before an address is not an item.
 */
export const splitList = (list: ListField, text: string): readonly string[] =>
  list === 'tags'
    ? text.split(/[,،\r\n\t]/)
    : text.replace(NAMED_ADDRESS, '$1$2').split(/[,;،\r\n\t]/);

/**
 * Returns the list items in a text, without characters that a guest cannot see. In tags, emoji and
 * several scripts need the others.
 */
export const parseList = (list: ListField, text: string): readonly string[] => {
  const invisible = list === 'tags' ? /[\u200b\u2060\ufeff]/g : /[\p{Cc}\p{Cf}\p{DI}\u2800]/gu;
  return splitList(list, text).map(item => item.replace(invisible, ''));
};

/** Trims the items, and removes empty and repeated ones. */
export const normalizeList = (items: readonly string[]): readonly string[] => [
  ...new Set(items.map(item => item.trim()).filter(Boolean)),
];

/**
 * Parses the contents of some fields, from the page or from storage. Tags may be a list, or text with
 * commas. Returns undefined for anything else.
 */
export function parseFormValues(object: unknown): Partial<FormValues> | undefined {
  if (object === null || typeof object !== 'object') return undefined;
  const values = Object.entries(object).map(([field, value]: [string, unknown]) => [
    field,
    field === 'tags' ? parseTags(value) : value,
  ]);
  const isValid = values.every(([field, value]) =>
    isListField(field) ? isTextList(value) : isField(field) && typeof value === 'string',
  );
  return isValid ? (Object.fromEntries(values) as Partial<FormValues>) : undefined;
}

function parseTags(value: unknown): unknown {
  const texts = typeof value === 'string' ? [value] : value;
  return isTextList(texts) ? normalizeList(texts.flatMap(text => splitList('tags', text))) : value;
}

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string');
