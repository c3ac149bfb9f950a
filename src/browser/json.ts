import type {ComplexAttributeConverter} from 'lit';

/** Parses JSON; returns `fallback` if `text` is not JSON. */
export function parseJsonOr(text: string, fallback: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fallback;
  }
}

/**
 * Converts an attribute that contains JSON. Malformed JSON stays text, so that the code that uses the
 * property can report it.
 */
export const jsonConverter: ComplexAttributeConverter = {
  fromAttribute: (value: string | null): unknown =>
    value === null ? null : parseJsonOr(value, value),
};
