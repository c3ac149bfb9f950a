import {VERSION} from '../version.js';

/** An element that says of which version it is. */
type Versioned = CustomElementConstructor & {readonly version?: string};

let isTold = false;

/**
 * Registers an element, unless its name is taken: the script may be on a page twice, or two versions
 * of it, of which the first is used. That is said once, of the first element that was there.
 */
export function define(name: string, element: Versioned): void {
  const taken: Versioned | undefined = customElements.get(name);
  if (!taken) return customElements.define(name, element);
  if (taken === element || isTold) return;
  isTold = true;
  // eslint-disable-next-line no-console -- What is wrong is the page, which has no other ear.
  console.warn(
    `kaltura-room ${VERSION}: <${name}> ${taken.version ?? ''} was there before, and stays`,
  );
}
