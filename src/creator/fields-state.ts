import type {CreatorWords} from '../localization/creator-english.js';
import type {RoomWords} from '../localization/english.js';
import {isList, type Faults, type Field, type List} from './draft.js';
import type {Model} from './model.js';
import type {Suggestions} from './suggestions.js';

/** What the fields need to know of the element. */
export interface FieldsState {
  readonly words: Partial<CreatorWords & Pick<RoomWords, 'retry'>>;
  readonly model: Model;
  /** The fields that are not right, as far as it is time to say so. */
  readonly faults: Faults;
  /** What support may be told of a request that was refused for what is in a field. */
  readonly reference: string | undefined;
  readonly busy: boolean;
  /** What user IDs are shown as. */
  readonly names: ReadonlyMap<string, string>;
  /** What searches for users, by the list that they are for. */
  readonly suggestions: ReadonlyMap<List, Suggestions>;
  readonly onLoadTemplates: () => void;
  /** A chip was removed, and with it the button that had the focus. */
  readonly onRemoved: (list: List, index: number) => void;
}

/** What each control of a field says to those who do not see. */
export interface Attributes {
  readonly describedBy: string;
  readonly required: 'true' | 'false';
  readonly invalid: 'true' | 'false';
  /** Whether it cannot be changed. */
  readonly fixed: boolean;
}

export const LABELS = {
  name: 'name',
  description: 'description',
  tags: 'tags',
  templateRoomEntryId: 'template',
  roomModeratorUserIds: 'roomModerators',
  chatModeratorUserIds: 'chatModerators',
} as const;

/** The first chip of a field that is not right; undefined where none is to blame. */
export function wrongChip(field: Field, {model, faults}: FieldsState): string | undefined {
  const [chip = -1] = faults[field]?.chips ?? [];
  return isList(field) ? model.values[field][chip] : undefined;
}

export function attributesOf(field: Field, {model, faults, busy}: FieldsState): Attributes {
  const {required, locked} = model.settings;
  return {
    describedBy: `${field}-note`,
    required: field === 'name' || required.includes(field) ? 'true' : 'false',
    invalid: faults[field] ? 'true' : 'false',
    fixed: busy || locked.includes(field),
  };
}

/** Whether the window has lost the focus, and not the control in it. */
export const isWindowLeft = ({target}: Event): boolean =>
  ((target as Element).getRootNode() as ShadowRoot).activeElement === target;
