import {fromJson} from '../host/json.js';
import {valuesOf, type Values} from './draft.js';
import type {Intention} from './intention.js';

/** What was typed, and the room that may be under way for it. */
export interface StoredDraft {
  readonly edits: Partial<Values>;
  readonly intention?: Intention | undefined;
}

/** Reads what `draftText` wrote; anybody may have written it. */
export function draftOf(text: string | null): StoredDraft | undefined {
  const {edits, intention} = (fromJson(text ?? '', null) ?? {}) as {
    edits?: unknown;
    intention?: Partial<Intention>;
  };
  const values = valuesOf(edits);
  const {body, key, isUnsure} = intention ?? {};
  const isIntention = typeof body === 'string' && /^[\da-f]{32}$/.test(key ?? '');
  return (
    values && {
      edits: values,
      ...(isIntention && {intention: {body, key: key!, isUnsure: isUnsure === true}}),
    }
  );
}

export const draftText = ({edits, intention}: StoredDraft): string | null =>
  Object.keys(edits).length || intention ? JSON.stringify({edits, intention}) : null;

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
