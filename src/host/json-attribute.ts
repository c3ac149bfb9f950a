/**
 * Reads an attribute that holds JSON. What is not JSON stays as it is written, so that whoever
 * uses the value can say what is wrong with it.
 */
export const jsonAttribute = {
  fromAttribute(value: string | null): unknown {
    if (value === null) return null;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  },
};
