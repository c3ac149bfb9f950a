import {
  EMPTY,
  FIELDS,
  cleaned,
  partsOf,
  readDraft,
  type Fault,
  type Faults,
  type Field,
  type List,
  type Values,
} from './draft.js';
import type {Settings} from './settings.js';
import type {RoomTemplate, Templates} from './templates.js';

/** What is to be announced: what was done to a list, or a field that was left as it is not right. */
export interface Said {
  readonly field: Field;
  readonly word?: 'added' | 'removed';
  readonly values?: readonly string[];
}

/** What is in the form: what the page has put there, and what a person has made of it. */
export class Model {
  settings: Settings = {hidden: [], locked: [], required: [], defaults: {}};
  /** The templates to choose from, and how far they are. */
  templates: readonly RoomTemplate[] = [];
  templatesAre: Templates = 'ready';
  /** What a person has changed; the rest is as the page has it. */
  edits: Partial<Values> = {};
  /** What is typed in a list and is no chip yet. */
  rest: Partial<Record<List, string>> = {};
  said: Said | undefined;
  /** Nothing is to change while a room is asked for. */
  isFixed = false;
  /** Whether the page has a search for people. */
  searches = false;
  /** The lists with half a search in them as the form was to be sent. */
  readonly #unended = new Set<List>();
  /** The fields that a person has been through: it is time to say what is wrong. */
  readonly #visited = new Set<Field>();
  readonly #changed: () => void;

  /** @param changed told of each change */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What is in the fields: what a person may not change is as the page has it. */
  get values(): Values {
    const {hidden, locked, defaults} = this.settings;
    const given = [...hidden, ...locked];
    // One that can no longer be chosen is not sent unseen.
    if (!this.templates.length && this.templatesAre !== 'loading')
      given.push('templateRoomEntryId');
    const edits = Object.entries(this.edits).filter(([field]) => !given.includes(field as Field));
    return {...EMPTY, ...defaults, ...Object.fromEntries(edits)};
  }

  /** Whether a person has changed anything. */
  get isEdited(): boolean {
    return Object.keys({...this.edits, ...this.rest}).length > 0;
  }

  edit(edits: Partial<Values>): void {
    if (this.isFixed) return;
    this.edits = {...this.edits, ...edits};
    this.#changed();
  }

  /** Makes chips of what a text holds. */
  addText(list: List, text: string): void {
    if (this.isFixed) return;
    this.keepRest(list, '');
    this.add(list, partsOf(list, text));
  }

  add(list: List, values: readonly string[]): void {
    if (this.isFixed) return;
    const before = this.values[list];
    const after = cleaned([...before, ...values]);
    if (after.length === before.length) return;
    this.#visited.add(list);
    this.said = {field: list, word: 'added', values: after.slice(before.length)};
    this.edit({[list]: after});
  }

  removeFrom(list: List, index: number): void {
    if (this.isFixed) return;
    const before = this.values[list];
    this.#visited.add(list);
    this.said = {field: list, word: 'removed', values: before.slice(index, index + 1)};
    this.edit({[list]: before.filter((_, at) => at !== index)});
  }

  /** What is typed in a list, and is no chip yet. */
  keepRest(list: List, text: string): void {
    const {[list]: before = '', ...others} = this.rest;
    if (before === text) return;
    this.rest = text ? {...others, [list]: text} : others;
    this.#unended.delete(list);
    this.#changed();
  }

  /** A room moderator is not a chat moderator; this names them as both. */
  alsoModerateChat(): void {
    this.#endTypingIn('roomModeratorUserIds');
    const {roomModeratorUserIds: room, chatModeratorUserIds: chat} = this.values;
    const both = cleaned([...chat, ...room]);
    if (this.isFixed || both.length === chat.length) return;
    const values = both.slice(chat.length);
    this.said = {field: 'chatModeratorUserIds', word: 'added', values};
    this.edit({chatModeratorUserIds: both});
  }

  /** What is typed counts, though no key has ended it; half a search is nobody's ID. */
  endTyping(): void {
    for (const [list, text] of Object.entries(this.rest) as [List, string][])
      if (!this.#endTypingIn(list) && text.trim()) this.#unended.add(list);
  }

  #endTypingIn(list: List): boolean {
    if (this.isSearch(list)) return false;
    this.addText(list, this.rest[list] ?? '');
    return true;
  }

  /** Whether what is typed in a list looks for people. */
  isSearch(list: List): boolean {
    return this.searches && list !== 'tags';
  }

  /** One may go through a field, and fill it in later. */
  leave(field: Field): void {
    if (!(field in this.edits)) return;
    this.#visited.add(field);
    this.#changed();
  }

  visitAll(): void {
    for (const field of FIELDS) this.#visited.add(field);
    this.#changed();
  }

  /** As the page has it. */
  clear(): void {
    this.edits = {};
    this.rest = {};
    this.said = undefined;
    this.#visited.clear();
    this.#unended.clear();
    this.#changed();
  }

  /** The room to ask for, or all that is not right. */
  read(): ReturnType<typeof readDraft> {
    const {hidden, locked, required} = this.settings;
    // What a person cannot fill in is not asked of them.
    const asked = required.filter(field => this.isShown(field) && !locked.includes(field));
    const templates = hidden.includes('templateRoomEntryId') ? [] : this.templates;
    const demands = {
      ...{required: asked, templates: templates.map(({id}) => id)},
      areTemplatesThere: this.templatesAre === 'ready',
    };
    const draft = readDraft(this.values, demands);
    if (!this.#unended.size) return draft;
    const faults: Partial<Record<Field, Fault>> = {...('faults' in draft ? draft.faults : {})};
    for (const list of this.#unended) faults[list] ??= {word: 'moderatorsHint'};
    return {faults};
  }

  /** What is not right, as far as it is time to say so. */
  get shownFaults(): Faults {
    const {faults} = this;
    const shown: Partial<Record<Field, Fault>> = {};
    for (const field of this.#visited) if (faults[field]) shown[field] = faults[field];
    return shown;
  }

  /** All that is not right. */
  get faults(): Faults {
    const draft = this.read();
    return 'faults' in draft ? draft.faults : {};
  }

  isShown(field: Field): boolean {
    return (
      !this.settings.hidden.includes(field) &&
      (field !== 'templateRoomEntryId' ||
        this.templatesAre !== 'ready' ||
        this.templates.length > 0)
    );
  }
}
