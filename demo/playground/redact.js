// @ts-check

/**
 * A value as text for the log: what is named as a secret, or long enough to be one, is left out.
 * @param {unknown} value
 */
export function redacted(value) {
  const text = JSON.stringify(value, (key, one) =>
    /^(ks|.*(token|secret|signature|password).*)$/i.test(key) ? '…' : one,
  );
  return text === undefined ? 'undefined' : withoutSecrets(text);
}

/** Text without what may be a KS, a token or a hash. */
export const withoutSecrets = (/** @type {string} */ text) =>
  text.replace(/\bks=[^&\s"]+/gi, 'ks=…').replace(/[\w+/=-]{32,}/g, '…');
