/** Functions that undo `stubProperty`, oldest first. */
const undoStubs: (() => void)[] = [];

/**
 * Replaces a property of an object that has no setter for it, such as `navigator.onLine`. It lasts until
 * `restoreProperties()`, or as long as the page of the object.
 */
export function stubProperty(object: object, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, {value, configurable: true});
  undoStubs.push(() =>
    own ? Object.defineProperty(object, name, own) : Reflect.deleteProperty(object, name),
  );
}

/** Undoes every `stubProperty()`. */
export function restoreProperties(): void {
  for (const undo of undoStubs.splice(0).reverse()) undo();
}
