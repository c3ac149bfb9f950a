import type {Opening} from './launch.js';
import {navigate} from './navigate.js';

/** How long after a form was sent the browser may take to tell that the page's policy forbade it. */
const VIOLATION_MS = 300;

/**
 * Opens the room in a blank tab.
 * @throws RoomError `frame-blocked` where the page's own policy forbids it
 */
export function openTab(tab: Window, opening: Opening): Promise<void> {
  return new Promise((resolve, reject) => {
    navigate(tab, opening, reject);
    setTimeout(resolve, opening.fields ? VIOLATION_MS : 0);
  });
}
