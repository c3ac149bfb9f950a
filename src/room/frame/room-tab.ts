import {delay} from '../../browser/abort.js';
import {RoomError} from '../../contract/room-error.js';
import type {LaunchTarget} from './launch-target.js';
import {navigate} from './navigate.js';
import {VIOLATION_DELAY_MS} from './policy-violations.js';

/**
 * Opens a blank tab. Call it while the browser handles a click: later, pop-up blockers refuse.
 * @throws RoomError `tab-blocked`
 */
export function openBlankTab(): Window {
  const tab = window.open('about:blank', '_blank');
  if (!tab) throw new RoomError('tab-blocked', 'the browser opened no tab');
  // The room must not reach this page.
  tab.opener = null;
  return tab;
}

/**
 * Opens the room in a blank tab.
 * @throws RoomError `frame-blocked` if the page's own policy forbids it; the signal's reason if that
 * aborts first
 */
export async function openInTab(
  tab: Window,
  target: LaunchTarget,
  signal: AbortSignal,
): Promise<void> {
  // No page around the tab answers the messages of LTI storage. A tab has its own cookies instead.
  target.url.searchParams.delete('lti_storage_target');
  await new Promise<void>((resolve, reject) => {
    navigate(tab, target, reject);
    delay(VIOLATION_DELAY_MS, signal).then(resolve, reject);
  });
}
