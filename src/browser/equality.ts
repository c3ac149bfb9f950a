/** Returns whether two values have the same content, such as two equal objects. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every(
      name =>
        Object.hasOwn(b, name) &&
        isEqual((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
    )
  );
}

/**
 * The `hasChanged` of properties whose change opens a room anew. Frameworks pass an equal object on
 * every render, and `null`, `undefined`, `''` or `false` for a property that is not set.
 */
export const hasValueChanged = (value: unknown, previous: unknown): boolean =>
  !isEqual(value || null, previous || null);
