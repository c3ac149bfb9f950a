import type {RoomError} from '../contract/room-error.js';

/** The last message of each element in the console: further attempts do not repeat it. */
const reported = new WeakMap<Element, string>();

/** Writes an `attribute-invalid` to the console, for the developer of the page. */
export function reportInvalidAttribute(element: Element, {code, message}: RoomError): void {
  if (code !== 'attribute-invalid' || reported.get(element) === message) return;
  reported.set(element, message);
  // eslint-disable-next-line no-console -- Only the developer of the page can fix this.
  console.error(`<${element.localName}>: ${message}`);
}
