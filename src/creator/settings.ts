import {RoomError} from '../contract/room-error.js';
import {FIELDS, valuesOf, type Field, type Values} from './draft.js';

/** What the page says of the fields. */
export interface Settings {
  readonly hidden: readonly Field[];
  readonly locked: readonly Field[];
  readonly required: readonly Field[];
  /** What is in them from the start. */
  readonly defaults: Partial<Values>;
}

/** As the attributes `hide`, `lock`, `require` and `room` say it; throws `attribute-invalid`. */
export function settingsOf(attributes: {
  readonly hide?: string | null;
  readonly lock?: string | null;
  readonly require?: string | null;
  readonly room?: unknown;
}): Settings {
  const named = (attribute: 'hide' | 'lock' | 'require') => {
    const fields = (attributes[attribute] ?? '').split(/\s+/).filter(Boolean) as Field[];
    if (fields.every(field => FIELDS.includes(field))) return fields;
    throw new RoomError('attribute-invalid', `${attribute} must name fields: ${FIELDS.join(' ')}`);
  };
  const defaults = valuesOf(attributes.room ?? {});
  if (!defaults)
    throw new RoomError('attribute-invalid', `room must be an object of ${FIELDS.join(', ')}`);
  return {hidden: named('hide'), locked: named('lock'), required: named('require'), defaults};
}
