// @ts-check

/**
 * Returns the element that the page must contain.
 * @template {Element} T
 * @param {T | null} element
 * @param {string} selector for the error message
 * @throws {Error} if the page does not contain it
 */
export function required(element, selector) {
  if (!element) throw new Error(`index.html must contain ${selector}; got no such element`);
  return element;
}

/** Returns the element with an ID. */
export const getById = (/** @type {string} */ id) =>
  required(document.getElementById(id), `an element with the ID ${id}`);

/**
 * Creates an element. The attribute value `false` omits an attribute; `true` adds it without a value.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | undefined>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function createElement(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : value);
  element.append(...children);
  return element;
}

/**
 * Renders text in which backticks enclose code.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export const renderText = text =>
  text.split('`').map((part, index) => (index % 2 ? createElement('code', {}, part) : part));
