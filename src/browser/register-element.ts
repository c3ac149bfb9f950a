import {VERSION} from '../version.js';

/** An element class that knows the version of its package. */
type VersionedElement = CustomElementConstructor & {readonly version?: string};

let hasWarned = false;

/**
 * Registers an element, unless its name is taken: a page may load the script twice, or two versions
 * of it. The first version stays, and the console shows one warning.
 */
export function registerElement(name: string, element: VersionedElement): void {
  const registered: VersionedElement | undefined = customElements.get(name);
  if (!registered) return customElements.define(name, element);
  if (registered === element || hasWarned) return;
  hasWarned = true;
  // eslint-disable-next-line no-console -- Only the developer of the page can fix this.
  console.warn(
    `kaltura-room ${VERSION}: <${name}> ${registered.version ?? ''} is already registered, and stays`,
  );
}
