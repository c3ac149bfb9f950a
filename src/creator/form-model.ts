import type {RoomError} from '../contract/room-error.js';
import type {FormConfig} from './form-config.js';
import {parseServerFieldError, type ServerFieldError} from './server-field-error.js';
import type {RoomUser} from './page-data.js';
import {
  EMPTY_VALUES,
  FIELDS,
  LIST_FIELDS,
  isListField,
  normalizeList,
  parseList,
  validate,
  type Field,
  type FieldError,
  type FieldErrors,
  type FormValues,
  type ListField,
  type UserField,
  type ValidationResult,
} from './validation.js';

export interface Announcement {
  readonly field: Field;
  /** The change of a list; undefined after the guest has left a field. */
  readonly change?: 'added' | 'removed';
  readonly items?: readonly string[];
}

/** The guest's input. */
export interface FormInput {
  /** The values of the fields that the guest has changed. */
  readonly edits: Partial<FormValues>;
  /** Text in the inputs of lists that is not an item yet. */
  readonly pendingInput: Partial<Record<ListField, string>>;
  /** Names of the users in the lists, by ID. */
  readonly userNames: Readonly<Record<string, string>>;
}

/** The guest's input, and its errors. */
export class FormModel {
  /** The page's settings. */
  readonly config: FormConfig;
  #isFrozen = false;
  #edits: FormInput['edits'] = {};
  #pendingInput: FormInput['pendingInput'] = {};
  #announcement: Announcement | undefined;
  #rejection: (ServerFieldError & {readonly values: FormValues}) | undefined;
  /** The lists that contained an unfinished search when the guest submitted the form. */
  readonly #incompleteSearches = new Set<ListField>();
  /** The fields whose errors are visible. */
  readonly #visited = new Set<Field>();
  readonly #userNames = new Map<string, string>();
  readonly #onChange: () => void;

  /** @param onChange called after each change by the guest */
  constructor(config: FormConfig, onChange: () => void) {
    this.config = config;
    this.#onChange = onChange;
  }

  /** Whether input is ignored, because a room is being created. */
  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  setFrozen(isFrozen: boolean): void {
    this.#isFrozen = isFrozen;
  }

  /** The current values. The page's value wins for fields that the guest cannot change. */
  get values(): FormValues {
    const edits = {...this.#edits};
    for (const field of FIELDS) if (this.config.isFixed(field)) delete edits[field];
    return {...EMPTY_VALUES, ...this.config.defaults, ...edits};
  }

  get announcement(): Announcement | undefined {
    return this.#announcement;
  }

  get pendingInput(): FormInput['pendingInput'] {
    return this.#pendingInput;
  }

  get userNames(): ReadonlyMap<string, string> {
    return this.#userNames;
  }

  /** Whether the guest has changed anything. */
  get isEdited(): boolean {
    return Object.keys({...this.#edits, ...this.#pendingInput}).length > 0;
  }

  edit(edits: Partial<FormValues>): void {
    if (this.#isFrozen) return;
    this.#edits = {...this.#edits, ...edits};
    this.#onChange();
  }

  /** Adds the items in a text to a list, and empties the list's input. */
  addText(list: ListField, text: string): void {
    if (this.#isFrozen) return;
    this.setPendingInput(list, '');
    this.#add(list, parseList(list, text));
  }

  /** Adds a user that the guest has found, and empties the list's input. */
  addUser(list: UserField, {id, name}: RoomUser): void {
    if (name) this.#userNames.set(id, name);
    this.setPendingInput(list, '');
    this.#add(list, [id]);
  }

  removeItem(list: ListField, index: number): void {
    const before = this.values[list];
    const items = before.slice(index, index + 1);
    const after = before.filter((_, at) => at !== index);
    this.#replaceList(list, after, {field: list, change: 'removed', items});
  }

  /** Makes every room moderator a chat moderator, which Kaltura does not do. */
  copyRoomModeratorsToChat(): void {
    const list = 'roomModeratorUserIds';
    // With a search, the text is part of a name, and not a user ID.
    if (!this.config.hasUserSearch(list)) this.addText(list, this.#pendingInput[list] ?? '');
    this.#add('chatModeratorUserIds', this.values.roomModeratorUserIds);
  }

  #add(list: ListField, items: readonly string[]): void {
    const before = this.values[list];
    const added = normalizeList(items).filter(item => !before.includes(item));
    const after = normalizeList([...before, ...added]);
    if (added.length) this.#replaceList(list, after, {field: list, change: 'added', items: added});
  }

  #replaceList(list: ListField, items: readonly string[], announcement: Announcement): void {
    if (this.#isFrozen) return;
    this.#visited.add(list);
    this.#announcement = announcement;
    this.edit({[list]: items});
  }

  setPendingInput(list: ListField, text: string): void {
    const {[list]: before = '', ...others} = this.#pendingInput;
    if (before === text) return;
    this.#pendingInput = text ? {...others, [list]: text} : others;
    this.#incompleteSearches.delete(list);
    this.#onChange();
  }

  /** Adds the text in the inputs to their lists. An unfinished search becomes an error. */
  commitPendingInput(): void {
    for (const list of LIST_FIELDS) {
      const text = this.#pendingInput[list] ?? '';
      if (!this.config.hasUserSearch(list)) this.addText(list, text);
      else if (text.trim()) this.#incompleteSearches.add(list);
    }
  }

  /** Returns the guest's input, to store it. */
  getInput(): FormInput {
    const ids = LIST_FIELDS.flatMap(list => this.#edits[list] ?? []);
    const userNames = Object.fromEntries([...this.#userNames].filter(([id]) => ids.includes(id)));
    return {edits: this.#edits, pendingInput: this.#pendingInput, userNames};
  }

  /** Restores stored input, unless the guest has already changed something. */
  restoreInput({edits, pendingInput, userNames}: FormInput): void {
    if (!this.isEdited) {
      this.#edits = edits;
      this.#pendingInput = pendingInput;
    }
    for (const [id, name] of Object.entries(userNames)) this.#userNames.set(id, name);
  }

  forgetUserNames(): void {
    this.#userNames.clear();
  }

  /** Discards the guest's input. */
  clear(): void {
    this.#edits = {};
    this.#pendingInput = {};
    this.#announcement = undefined;
    this.#rejection = undefined;
    this.#visited.clear();
    this.#incompleteSearches.clear();
    this.#onChange();
  }

  /** Shows the errors of a field that the guest has changed and left. */
  markVisited(field: Field): void {
    // A list announces its errors with each change.
    if (!isListField(field)) this.#announcement = {field};
    // A guest may pass through a field, and fill it in later. That does not change the draft.
    if (!(field in this.#edits)) return;
    this.#visited.add(field);
    this.#onChange();
  }

  /** Shows the errors of all fields. */
  markAllVisited(): void {
    for (const field of FIELDS) this.#visited.add(field);
    this.#onChange();
  }

  clearAnnouncement(): void {
    this.#announcement = undefined;
  }

  /** Shows the server's error while the field that it is about has the value that was sent. */
  setServerError(rejection: {error: RoomError; values: FormValues} | undefined): void {
    const fieldError = rejection && parseServerFieldError(rejection.error);
    this.#rejection = fieldError && {...fieldError, values: rejection.values};
  }

  /** Whether the server has rejected a visible field. */
  get hasServerFieldError(): boolean {
    return this.#rejection !== undefined && this.config.isVisible(this.#rejection.field);
  }

  validate(): ValidationResult {
    const result = validate(this.values, this.config.validationRules);
    if (!this.#incompleteSearches.size) return result;
    const errors: Partial<Record<Field, FieldError>> = {...result.errors};
    for (const list of this.#incompleteSearches) errors[list] ??= {sentence: 'moderatorsHint'};
    return {errors};
  }

  /** The errors to show: of visited fields, and the server's. */
  get visibleErrors(): FieldErrors {
    const {errors = {}} = this.validate();
    const visible: Partial<Record<Field, FieldError>> = {};
    for (const field of this.#visited) if (errors[field]) visible[field] = errors[field];
    const rejection = this.#rejection;
    if (rejection && this.hasServerFieldError) {
      const {field, item, values} = rejection;
      if (String(values[field]) === String(this.values[field]))
        visible[field] ??= {sentence: 'rejected', items: item === undefined ? [] : [item]};
    }
    return visible;
  }

  /** The first field whose error is visible. */
  get firstInvalidField(): Field | undefined {
    const errors = this.visibleErrors;
    return FIELDS.find(field => errors[field] && this.config.isVisible(field));
  }
}
