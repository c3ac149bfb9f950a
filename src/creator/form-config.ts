import {RoomError} from '../contract/room-error.js';
import {describeType, describeValue} from '../browser/report-error.js';
import type {RoomTemplate} from './page-data.js';
import {
  FIELDS,
  isField,
  isUserField,
  parseFormValues,
  type Field,
  type FormValues,
  type ListField,
  type ValidationRules,
} from './validation.js';

/** The attributes that configure the fields. */
export interface FieldAttributes {
  readonly defaults?: unknown;
  readonly hiddenFields?: string | null;
  readonly readonlyFields?: string | null;
  readonly requiredFields?: string | null;
}

export type TemplatesState =
  | {readonly status: 'ready'; readonly list: readonly RoomTemplate[]}
  | {readonly status: 'loading' | 'failed'}
  /** The page's list is malformed. */
  | {readonly status: 'invalid'; readonly error: RoomError};

const FIELD_ATTRIBUTES = ['defaults', 'hiddenFields', 'readonlyFields', 'requiredFields'] as const;

interface FieldSettings {
  readonly hidden: readonly Field[];
  readonly readonly: readonly Field[];
  readonly required: readonly Field[];
  readonly defaults: Partial<FormValues>;
}

/** The page's settings for the form. */
export class FormConfig {
  #settings: FieldSettings = {hidden: [], readonly: [], required: [], defaults: {}};
  #settingsError: RoomError | undefined;
  #hasSearch = false;
  readonly #source: {readonly state: TemplatesState};

  /** @param templates provides the current templates */
  constructor(templates: {readonly state: TemplatesState}) {
    this.#source = templates;
  }

  /** Applies attributes that have changed. Invalid ones have no effect, except for `error`. */
  configure(attributes: FieldAttributes, changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!FIELD_ATTRIBUTES.some(name => changed.has(name))) return;
    this.#settingsError = undefined;
    try {
      this.#settings = parseFieldSettings(attributes);
    } catch (error) {
      this.#settingsError = RoomError.from(error);
    }
  }

  setUserSearch(hasSearch: boolean): void {
    this.#hasSearch = hasSearch;
  }

  /** The error of the attributes or templates. */
  get error(): RoomError | undefined {
    const {templates} = this;
    return this.#settingsError ?? (templates.status === 'invalid' ? templates.error : undefined);
  }

  /** Initial values. */
  get defaults(): Partial<FormValues> {
    return this.#settings.defaults;
  }

  get templates(): TemplatesState {
    return this.#source.state;
  }

  isVisible(field: Field): boolean {
    const isHidden = this.#settings.hidden.includes(field);
    return !isHidden && (field !== 'templateRoomEntryId' || this.#hasTemplateField);
  }

  isReadOnly(field: Field): boolean {
    return this.#settings.readonly.includes(field);
  }

  isRequired(field: Field): boolean {
    return field === 'name' || this.#settings.required.includes(field);
  }

  /** Whether the page decides the value of a field, so that edits do not count. */
  isFixed(field: Field): boolean {
    if (this.#settings.hidden.includes(field) || this.isReadOnly(field)) return true;
    // A template that has disappeared would be sent unseen. While templates load, it is kept.
    return (
      field === 'templateRoomEntryId' &&
      this.templates.status !== 'loading' &&
      !this.#templateList.length
    );
  }

  /** Whether typing in a list searches for users. */
  hasUserSearch(list: ListField): boolean {
    return this.#hasSearch && isUserField(list);
  }

  get validationRules(): ValidationRules {
    const {hidden, required} = this.#settings;
    const templates = hidden.includes('templateRoomEntryId') ? [] : this.#templateList;
    return {
      // A guest cannot fill in other fields.
      required: required.filter(field => this.isVisible(field) && !this.isReadOnly(field)),
      templateIds: templates.map(({id}) => id),
      areTemplatesLoaded: !this.#isWaitingForTemplates,
    };
  }

  get #templateList(): readonly RoomTemplate[] {
    const {templates} = this;
    return templates.status === 'ready' ? templates.list : [];
  }

  get #isWaitingForTemplates(): boolean {
    const {status} = this.templates;
    return status === 'loading' || status === 'failed';
  }

  get #hasTemplateField(): boolean {
    return this.#isWaitingForTemplates || this.#templateList.length > 0;
  }
}

/** @throws RoomError `attribute-invalid` */
function parseFieldSettings(attributes: FieldAttributes): FieldSettings {
  return {
    hidden: parseFieldNames('hidden-fields', attributes.hiddenFields),
    readonly: parseFieldNames('readonly-fields', attributes.readonlyFields),
    required: parseFieldNames('required-fields', attributes.requiredFields),
    defaults: parseDefaults(attributes.defaults ?? {}),
  };
}

function parseFieldNames(attribute: string, value: string | null | undefined): readonly Field[] {
  const names = String(value ?? '')
    .split(/\s+/)
    .filter(Boolean);
  if (names.every(isField)) return names;
  throw new RoomError(
    'attribute-invalid',
    `${attribute} must be names of fields (${FIELDS.join(' ')}); got ${describeValue(value)}`,
  );
}

function parseDefaults(value: unknown): Partial<FormValues> {
  const defaults = parseFormValues(value);
  if (defaults) return defaults;
  throw new RoomError(
    'attribute-invalid',
    `defaults must be an object of field values (${FIELDS.join(', ')}); got ${describeType(value)}`,
  );
}
