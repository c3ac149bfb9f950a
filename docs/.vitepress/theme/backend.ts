/**
 * Returns whether the server of this page also runs the demo's host backend and the simulator. The
 * server marks its pages: a request to find out would be an error in the console of a static site.
 */
export function hasBackend(): boolean {
  return document.documentElement.dataset['backend'] === 'simulator';
}
