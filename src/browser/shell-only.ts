import {isServer} from 'lit';

/**
 * Whether the elements only render their initial content. They do on a server, and in the DOM of a
 * page's unit tests: jsdom has no `adoptedStyleSheets`, and happy-dom no `attachInternals()`.
 */
export const isShellOnly =
  isServer || !('adoptedStyleSheets' in document) || !('attachInternals' in HTMLElement.prototype);

/** Internals that do nothing. */
const INERT_INTERNALS: Partial<ElementInternals> = {
  setFormValue() {},
  setValidity() {},
  checkValidity: () => true,
};

/** Returns the internals of an element, or inert ones where it only renders its initial content. */
export const attachInternals = (element: HTMLElement): ElementInternals =>
  isShellOnly ? (INERT_INTERNALS as ElementInternals) : element.attachInternals();
