import type {Opening} from './launch.js';
import {navigate} from './navigate.js';
import {VIOLATION_MS} from './policy.js';

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
