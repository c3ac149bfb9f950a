/** What `text` says where it is JSON; `otherwise` where it is not. */
export function fromJson(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/**
 * Reads an attribute that holds JSON. What is not JSON stays as it is written, so that whoever
 * uses the value can say what is wrong with it.
 */
export const jsonAttribute = {
  fromAttribute: (value: string | null): unknown =>
    value === null ? null : fromJson(value, value),
};
