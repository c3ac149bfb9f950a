import {parseJsonOr} from '../browser/json.js';
import {ROOM_ID} from '../contract/room-id.js';
import {LISTS, valuesOf, type List, type Values} from './draft.js';
import type {Intention} from './intention.js';

/** The room that was created last. */
export interface MadeRoom {
  readonly id: string;
  readonly name: string;
}

/** What was typed, the rooms that may be under way, and for the browser the one that is there. */
export interface StoredDraft {
  readonly edits: Partial<Values>;
  /** What is no chip yet. */
  readonly rest: Partial<Record<List, string>>;
  /** What user IDs are shown as. */
  readonly names: Readonly<Record<string, string>>;
  readonly intentions: readonly Intention[];
  readonly made?: MadeRoom | undefined;
}

/** Reads what `draftText` wrote; anybody may have written it. */
export function draftOf(text: string | null): StoredDraft | undefined {
  const {edits, rest, names, intentions, made} = (parseJsonOr(text ?? '', null) ?? {}) as Record<
    string,
    unknown
  >;
  const values = valuesOf(edits);
  const list: readonly unknown[] = Array.isArray(intentions) ? intentions : [];
  return (
    values && {
      ...{edits: values, rest: textsOf(rest, LISTS), names: textsOf(names)},
      ...{intentions: list.filter(isIntention), made: isMade(made) ? made : undefined},
    }
  );
}

/** The texts in an object, under these names alone where there are any. */
const textsOf = (object: unknown, names?: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object ?? {}).filter(
      ([name, text]) => typeof text === 'string' && (!names || names.includes(name)),
    ) as [string, string][],
  );

function isMade(value: unknown): value is MadeRoom {
  const {id, name} = (value ?? {}) as Partial<MadeRoom>;
  return typeof id === 'string' && ROOM_ID.test(id) && typeof name === 'string';
}

function isIntention(value: unknown): value is Intention {
  const {body, key} = (value ?? {}) as Partial<Intention>;
  return typeof body === 'string' && typeof key === 'string' && /^[\da-f]{32}$/.test(key);
}

export const draftText = (draft: StoredDraft): string | null =>
  [draft.edits, draft.rest, draft.intentions, draft.made ?? {}].some(one => Object.keys(one).length)
    ? JSON.stringify(draft)
    : null;

const nameOf = (key: string) => `kaltura-room-creator:${key}`;

/** The draft that a tab has under this key. */
export function storedDraft(key: string): StoredDraft | undefined {
  try {
    return draftOf(sessionStorage.getItem(nameOf(key)));
  } catch {
    // The browser keeps storage from this page.
    return undefined;
  }
}

/** Keeps it; takes it away where there is none. */
export function storeDraft(key: string, text: string | null): void {
  try {
    if (text) sessionStorage.setItem(nameOf(key), text);
    else sessionStorage.removeItem(nameOf(key));
  } catch {
    // As above, or it is full: what was typed is still in the form.
  }
}
