import {RoomError} from '../../contract/room-error.js';
import {createDeadline, parseTimeout} from '../../browser/abort.js';
import {openTab} from './open-tab.js';
import type {Opening} from './opening.js';

/** What opens a room in a tab. */
export interface NewTab {
  /** Ends with the stay in the open room; undefined where none is open. */
  readonly stay: AbortSignal | undefined;
  readonly timeout: number | null | undefined;
  /** Asks for a launch of the tab's own. */
  readonly ask: (signal: AbortSignal) => Promise<Opening>;
  /** Opens by `open`, which the element shows; false where it failed, of which it has told. */
  readonly attempt: (
    open: (opening: Opening, stay: {readonly run: AbortSignal}) => Promise<void>,
  ) => Promise<boolean>;
  /** Takes why it did not open. */
  readonly onFailed: (error: RoomError) => void;
  readonly leave: () => void;
}

/**
 * Opens the room in a tab of its own, for which a launch of its own is made. A room that is open is
 * left once the tab has it; where it cannot, the meeting goes on.
 */
export async function openInNewTab({
  stay,
  timeout,
  ask,
  attempt,
  onFailed,
  leave,
}: NewTab): Promise<void> {
  // At once, while the browser still sees the click.
  const tab = window.open('about:blank', '_blank');
  if (!tab) return onFailed(new RoomError('tab-blocked', 'the browser opened no tab'));
  tab.opener = null;
  const go = async (opening: Opening, run: AbortSignal) => {
    await openTab(tab, opening, run);
    leave();
  };
  if (!stay) {
    if (!(await attempt((opening, {run}) => go(opening, run)))) tab.close();
    return;
  }
  try {
    await go(await ask(createDeadline(stay, parseTimeout(timeout))), stay);
  } catch (cause) {
    tab.close();
    if (!stay.aborted) onFailed(RoomError.from(cause));
  }
}
