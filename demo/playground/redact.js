// @ts-check

/**
 * Returns a value as text for the log, without properties that are named like secrets and without
 * strings that look like secrets.
 * @param {unknown} value
 */
export function redact(value) {
  const text = JSON.stringify(value, (key, item) =>
    /^(ks|.*(token|secret|signature|password).*)$/i.test(key) ? '…' : item,
  );
  return text === undefined ? 'undefined' : redactText(text);
}

/** Removes parts of a text that may be a KS, a token or a hash. */
export const redactText = (/** @type {string} */ text) =>
  text.replace(/\bks=[^&\s"]+/gi, 'ks=…').replace(/[\w+/=-]{32,}/g, '…');
