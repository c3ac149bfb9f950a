// @ts-check

/**
 * @template {Element} T
 * @param {T | null} element
 */
export function found(element) {
  if (!element) throw new Error('The page has lost an element');
  return element;
}

/**
 * An element with attributes (false leaves one out, true gives it no value) and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | undefined>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : value);
  element.append(...children);
  return element;
}

/**
 * Text whose parts between backticks are code.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export const prose = text =>
  text.split('`').map((part, index) => (index % 2 ? make('code', {}, part) : part));
