/*
 * What a platform keeps for a tool whose cookies the browser blocks: 1EdTech "LTI postMessage
 * Storage" 0.1, in the messages of "LTI Client Side postMessages" 0.1. A tool keeps its `state` and
 * `nonce` there while LTI 1.3 sends its frame to the platform and back.
 */

/** What one origin may keep, in characters of keys and values together; 1EdTech asks for 4,096. */
const MAX_CHARACTERS = 16_384;

/** How many keys one origin may keep; 1EdTech asks for 500. */
const MAX_KEYS = 500;

const SUBJECTS = ['lti.capabilities', 'lti.put_data', 'lti.get_data'] as const;

/**
 * A storage for one launch: it takes what a frame says, and the origin of its document, and gives
 * what to answer that very origin; undefined for a message that is no request to a storage. Each
 * origin has data of its own. A value of `null`, or none, deletes the key; a key that is not there
 * has the value `null`.
 */
export function ltiStorage(): (data: unknown, origin: string) => object | undefined {
  const stored = new Map<string, ReadonlyMap<string, string>>();
  return (data, origin) => {
    const {subject, message_id, key, value = null} = (data ?? {}) as Record<string, unknown>;
    if (!SUBJECTS.some(known => known === subject)) return undefined;
    const answer = (more: object) => ({
      subject: `${String(subject)}.response`,
      // Anything else might be what cannot be sent again, such as a port.
      ...(typeof message_id === 'string' && {message_id}),
      ...more,
    });
    const refusal = (code: string, message: string) => answer({error: {code, message}});

    if (subject === 'lti.capabilities')
      return answer({supported_messages: SUBJECTS.map(supported => ({subject: supported}))});
    const isText = typeof message_id === 'string' && typeof key === 'string' && key !== '';
    if (!isText || !(value === null || typeof value === 'string'))
      return refusal('bad_request', 'message_id, key and value must be text');
    const kept = new Map(stored.get(origin));
    if (subject === 'lti.put_data') {
      if (value === null) kept.delete(key);
      else kept.set(key, value);
      if (kept.size > MAX_KEYS || [...kept].flat().join('').length > MAX_CHARACTERS)
        return refusal('storage_exhaustion', 'no room');
      stored.set(origin, kept);
    }
    return answer({key, value: kept.get(key) ?? null});
  };
}
