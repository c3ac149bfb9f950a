// @ts-check

/*
 * Text as each language wants it. Every value in a snippet is somebody's own, and may hold whatever
 * ends an attribute, a string, a shortcode or a script.
 */

/** Characters that nothing reads as anything but themselves, in an attribute between quotes. */
const PLAIN = /^[\w \-.,:;/?=#%+*()!~@|]*$/;
export const isPlain = (/** @type {string} */ value) => PLAIN.test(value);

/** An attribute of HTML: in single quotes where that leaves double ones readable, as in JSON. */
export function htmlAttribute(/** @type {string} */ name, /** @type {string} */ value) {
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
  const text = value.replace(/[&<>\n\r\t]|["']/g, one =>
    /["']/.test(one) && one !== quote ? one : `&${ENTITIES[one] ?? `#${one.charCodeAt(0)}`};`,
  );
  return `${name}=${quote}${text}${quote}`;
}
/** @type {Record<string, string>} */
const ENTITIES = {'&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot'};

/** An attribute of a WordPress shortcode, which knows no brackets and takes backslashes away. */
export const shortcodeAttribute = (/** @type {string} */ name, /** @type {string} */ value) =>
  `${name}="${value.replace(/[&<>"'[\]\\\s\p{Cc}]/gu, one => (one === ' ' ? one : `&#${one.charCodeAt(0)};`))}"`;

/** A string of JavaScript, without anything that could begin a tag. */
export const jsString = (/** @type {string} */ value) =>
  `'${value.replace(/['\\]/g, '\\$&').replace(/[<>\p{Cc}\u2028\u2029]/gu, unicode)}'`;

/** The same for an expression in a template of Angular, which looks for braces in strings too. */
export const angularString = (/** @type {string} */ value) =>
  jsString(value).replace(/[{}]/g, unicode);

const unicode = (/** @type {string} */ one) =>
  `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * JSON as JavaScript that means the same.
 * @param {unknown} value
 * @returns {string}
 */
export function jsLiteral(value) {
  if (typeof value === 'string') return jsString(value);
  if (Array.isArray(value)) return `[${value.map(jsLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).map(([key, one]) => `${keyOf(key)}: ${jsLiteral(one)}`);
  return `{${entries.join(', ')}}`;
}

/** `__proto__` would be no key of the object. */
function keyOf(/** @type {string} */ key) {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : jsString(key);
}

/** A value of CSS as a colour or a length is; nothing for what could end it. */
export const cssValue = (/** @type {string} */ value) =>
  /^[\w#%.,()/ -]+$/.test(value) ? value : undefined;
