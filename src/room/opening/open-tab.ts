import {delay} from '../../browser/abort.js';
import {navigate} from './navigate.js';
import type {Opening} from './opening.js';
import {VIOLATION_MS} from './policy.js';

/**
 * Opens the room in a blank tab, where there is no page around it to keep what LTI 1.3 stores: its
 * cookies are its own there.
 * @throws RoomError `frame-blocked` where the page's own policy forbids it; the reason of `run`
 * where that ended first
 */
export async function openTab(tab: Window, opening: Opening, run: AbortSignal): Promise<void> {
  opening.url.searchParams.delete('lti_storage_target');
  await new Promise<void>((resolve, reject) => {
    navigate(tab, opening, reject);
    delay(VIOLATION_MS, run).then(resolve, reject);
  });
}
