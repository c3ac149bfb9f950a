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
  const tab = openWindow();
  if (!tab) throw new RoomError('tab-blocked', 'the browser opened no tab');
  try {
    // The room must not reach this page.
    tab.opener = null;
  } catch {
    // In a sandboxed page, Chromium gives the blank tab another origin. The tab keeps its opener.
  }
  return tab;
}

function openWindow(): Window | null {
  try {
    return window.open('about:blank', '_blank');
  } catch {
    // Firefox throws in a sandbox without `allow-popups`.
    return null;
  }
}

/**
 * Navigates a blank tab to the room.
 * @throws RoomError `frame-blocked` if the page's own policy forbids it, `tab-blocked` if the guest has
 * closed the tab or a form cannot be sent from it; the signal's reason if that aborts first
 */
export async function navigateTab(
  tab: Window,
  target: LaunchTarget,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  // After it has navigated, `closed` is also true for pages that isolate themselves (COOP).
  if (tab.closed) throw new RoomError('tab-blocked', 'the tab was closed before the room opened');
  // No page around the tab answers the messages of LTI storage. A tab has its own cookies instead.
  target.url.searchParams.delete('lti_storage_target');
  await new Promise<void>((resolve, reject) => {
    try {
      navigate(tab, target, reject);
    } catch (cause) {
      // A sandboxed page cannot access the document of its tab.
      throw new RoomError('tab-blocked', 'this page cannot write a form to the tab', {cause});
    }
    delay(VIOLATION_DELAY_MS, signal).then(resolve, reject);
  });
}
