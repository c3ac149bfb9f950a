// @ts-check

/*
 * Escapes text for each language of a snippet. Visitors type the values, so a value may contain
 * characters that end an attribute, a string, a shortcode or a script.
 */

/** Characters that need no escape in a quoted attribute of any language. */
const PLAIN = /^[\w \-.,:;/?=#%+*()!~@|]*$/;
export const isPlain = (/** @type {string} */ value) => PLAIN.test(value);

/** @type {Record<string, string>} */
const ENTITIES = {'&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot'};

/** Builds an HTML attribute. It prefers single quotes if the value contains only double quotes. */
export function toHtmlAttribute(/** @type {string} */ name, /** @type {string} */ value) {
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
  const text = value.replace(/[&<>\n\r\t]|["']/g, character =>
    /["']/.test(character) && character !== quote
      ? character
      : `&${ENTITIES[character] ?? `#${character.charCodeAt(0)}`};`,
  );
  return `${name}=${quote}${text}${quote}`;
}

/** Builds an attribute of a WordPress shortcode. WordPress cannot parse brackets, and drops backslashes. */
export const toShortcodeAttribute = (/** @type {string} */ name, /** @type {string} */ value) =>
  `${name}="${value.replace(/[&<>"'[\]\\\s\p{Cc}]/gu, character =>
    character === ' ' ? character : toNumericEntity(character),
  )}"`;

/** Escapes brackets in HTML, because WordPress would parse them as a shortcode. */
export const escapeBrackets = (/** @type {string} */ html) =>
  html.replace(/[[\]]/g, toNumericEntity);

/** Builds a JavaScript string. It contains no `<`, so it cannot end the script. */
export const toJsString = (/** @type {string} */ value) =>
  `'${value.replace(/['\\]/g, '\\$&').replace(/[<>\p{Cc}\u2028\u2029]/gu, toUnicodeEscape)}'`;

/** Builds a JavaScript string for an Angular template, which interpolates `{{` also inside strings. */
export const toAngularString = (/** @type {string} */ value) =>
  toJsString(value).replace(/[{}]/g, toUnicodeEscape);

const toNumericEntity = (/** @type {string} */ character) => `&#${character.charCodeAt(0)};`;

const toUnicodeEscape = (/** @type {string} */ character) =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Builds a JavaScript literal for a JSON value.
 * @param {unknown} value
 * @returns {string}
 */
export function toJsLiteral(value) {
  if (typeof value === 'string') return toJsString(value);
  if (Array.isArray(value)) return `[${value.map(toJsLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).map(
    ([key, item]) => `${toPropertyKey(key)}: ${toJsLiteral(item)}`,
  );
  return `{${entries.join(', ')}}`;
}

function toPropertyKey(/** @type {string} */ key) {
  // Without brackets, `__proto__` sets the prototype.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : toJsString(key);
}

/** Returns a colour or a length, or undefined if the value could end the CSS declaration. */
export const toCssValue = (/** @type {string} */ value) =>
  /^[\w#%.,()/ -]+$/.test(value) ? value : undefined;
