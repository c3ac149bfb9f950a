import type {ComplexAttributeConverter} from 'lit';

/** Parses JSON; returns `fallback` if `text` is not JSON. */
export function parseJsonOr(text: string, fallback: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fallback;
  }
}

/** Text that JavaScript makes of an object or a function. */
const OBJECT_AS_TEXT = /^(\[object |async |function |[\w(), ]+=>)/;

/** The attributes that the console has warned of. */
const warned = new Set<string>();

/**
 * Creates a converter for an attribute that contains JSON. Malformed JSON stays text, so that the code
 * that uses the property can report it. The converter ignores an object that a server has rendered as
 * `[object Object]`, because the page sets the property later.
 */
export const createJsonConverter = (attribute: string): ComplexAttributeConverter => ({
  fromAttribute(value: string | null): unknown {
    if (value === null || !OBJECT_AS_TEXT.test(value)) return value && parseJsonOr(value, value);
    if (!warned.has(attribute))
      // eslint-disable-next-line no-console -- Only the developer of the page can fix this.
      console.warn(
        `kaltura-room: the attribute ${attribute} must be JSON; got an object as text, which is ` +
          'ignored. Set the property in the browser, or render JSON.stringify(value).',
      );
    warned.add(attribute);
    return null;
  },
});
