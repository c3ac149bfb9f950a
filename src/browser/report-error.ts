import {redactKs} from '../contract/ks-pattern.js';
import type {RoomError} from '../contract/room-error.js';

/** The messages that each element has already logged. */
const reported = new WeakMap<Element, Set<string>>();

/**
 * Logs an `attribute-invalid` error, once per element and message. Guests cannot act on it; the
 * developer of the page can. Other errors are ignored.
 */
export function reportInvalidAttribute(element: Element, error: RoomError): void {
  if (error.code !== 'attribute-invalid') return;
  const messages = reported.get(element) ?? new Set();
  reported.set(element, messages);
  if (messages.has(error.message)) return;
  messages.add(error.message);
  // Not the element itself: its attributes may contain a token.
  // eslint-disable-next-line no-console -- Only the developer of the page can fix this.
  console.error(`<${element.localName}>: ${error.message}`);
}

/**
 * Describes a value for an error message, in at most 300 characters. Do not pass a value that may
 * contain a secret.
 */
export function describeValue(value: unknown): string {
  try {
    // `NaN`, `undefined`, functions and symbols have no JSON.
    const text = Number.isNaN(value) ? 'NaN' : JSON.stringify(value);
    return redactKs(text ?? (typeof value === 'function' ? 'a function' : String(value)));
  } catch {
    return `a value of type ${typeof value}`;
  }
}

/** Describes the type of a value that may contain a secret or personal data. */
export function describeType(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return value === null ? 'null' : `a value of type ${typeof value}`;
}
