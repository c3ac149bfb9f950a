/**
 * Returns whether two values have the same content. A field with the value `undefined` is absent.
 * Functions are equal: frameworks pass a new function on every render.
 */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (typeof a === 'function' && typeof b === 'function')) return true;
  // A page without TypeScript may pass a URL in place of its text.
  if (a instanceof URL || b instanceof URL) return String(a) === String(b);
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every(name => isEqual(a[name], b[name]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The `hasChanged` of properties whose change opens a room anew. Frameworks pass an equal object on
 * every render, and `null`, `undefined`, `''` or `false` for a property that is not set.
 */
export const hasValueChanged = (value: unknown, previous: unknown): boolean =>
  !isEqual(value || null, previous || null);

/** Returns whether an update changes a property, which was not changed back in the same turn. */
export const didChange = (
  changed: ReadonlyMap<PropertyKey, unknown>,
  name: string,
  value: unknown,
): boolean => changed.has(name) && hasValueChanged(value, changed.get(name));
