/** Characters of keys and values that one origin may store. 1EdTech asks for 4,096. */
const MAX_CHARACTERS = 16_384;

/** Keys that one origin may store. 1EdTech asks for 500. */
const MAX_KEYS = 500;

const SUBJECTS = ['lti.capabilities', 'lti.put_data', 'lti.get_data'] as const;

/**
 * Creates the storage that a platform offers to a tool whose cookies the browser blocks. It implements
 * 1EdTech "LTI postMessage Storage" 0.1 and "LTI Client Side postMessages" 0.1. A tool stores its
 * `state` and `nonce` there while LTI 1.3 sends its frame to the platform and back. Each launch has a
 * storage of its own, and each origin its own data in it.
 * @returns a function that takes a message and its origin, and returns the response to post to that
 * origin; undefined for messages that are not for the storage. A `put` without a value deletes the
 * key; a missing key has the value `null`
 */
export function createLtiStorage(): (data: unknown, origin: string) => object | undefined {
  const dataByOrigin = new Map<string, ReadonlyMap<string, string>>();
  return (data, origin) => {
    const {subject, message_id, key, value = null} = (data ?? {}) as Record<string, unknown>;
    if (!SUBJECTS.some(known => known === subject)) return undefined;
    const respond = (fields: object) => ({
      subject: `${String(subject)}.response`,
      // Other types may not be cloneable, such as a port.
      ...(typeof message_id === 'string' && {message_id}),
      ...fields,
    });
    const reject = (code: string, message: string) => respond({error: {code, message}});

    if (subject === 'lti.capabilities')
      return respond({supported_messages: SUBJECTS.map(supported => ({subject: supported}))});
    const isValid = typeof message_id === 'string' && typeof key === 'string' && key !== '';
    if (!isValid || !(value === null || typeof value === 'string'))
      return reject('bad_request', 'message_id, key and value must be text');
    const stored = new Map(dataByOrigin.get(origin));
    if (subject === 'lti.put_data') {
      if (value === null) stored.delete(key);
      else stored.set(key, value);
      if (stored.size > MAX_KEYS || [...stored].flat().join('').length > MAX_CHARACTERS)
        return reject('storage_exhaustion', 'the storage of this origin is full');
      dataByOrigin.set(origin, stored);
    }
    return respond({key, value: stored.get(key) ?? null});
  };
}
