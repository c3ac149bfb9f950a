import type {RoomError} from '../../errors.js';
import {RoomMessageEvent, RoomReadyEvent, RoomResizeEvent} from '../events.js';
import {allowedOrigins} from './allowed-origins.js';
import {openFrame} from './open-frame.js';
import type {Opening} from './opening.js';
import type {Surroundings} from './surroundings.js';
import {hearWarnings, unusedUntil} from './warnings.js';

/** The element, as far as what is in its frame goes. */
interface Room extends HTMLElement {
  readonly allow?: string | null;
  readonly allowOrigins?: string | null;
  readonly sandbox?: string | null;
  readonly autoHeight?: boolean | null;
  readonly updateComplete: Promise<boolean>;
}

/** What the element shows of it. */
export type Shown =
  | {readonly status: 'joining'; readonly frame: HTMLIFrameElement}
  /** Confirmed, where the frame itself has said something. */
  | {readonly status: 'ready'; readonly frame: HTMLIFrameElement; readonly confirmed: boolean};

/** How a launch opens the room. */
export interface Way {
  readonly opening: Opening;
  readonly around: Surroundings;
}

/** The stay in a room. */
export interface Stay {
  /** Blank, and in the element once it has updated. */
  readonly frame: HTMLIFrameElement;
  /** Ends with the stay. */
  readonly run: AbortSignal;
  /** Ends the wait for the room. */
  readonly until: AbortSignal;
  readonly show: (state: Shown) => void;
  /** Takes why there is no room any more in the frame that was open. */
  readonly onLost: (error: RoomError) => void;
}

/** What is said of a frame that shows another page, until it speaks again. */
const MOVED = ['room-unreachable', 'frame-blocked'] as const;

/**
 * Opens the room in the element's frame, and tells what happens there as long as `run` goes on.
 * @throws RoomError where it does not open; the signal's reason where the run ended first
 */
export async function enter(
  room: Room,
  {opening, around}: Way,
  {frame, run, until, show, onLost}: Stay,
): Promise<void> {
  const origins = allowedOrigins(room.allowOrigins);
  let isOpen = false;
  let confirmed = false;
  show({status: 'joining', frame});
  if (!frame.isConnected) await room.updateComplete;
  const {allow, sandbox} = room;
  const isConfirmed = await openFrame(frame, opening, {
    ...{allow, sandbox, origins, run, until, onLost},
    onMessage(data, height) {
      if (isOpen && !confirmed) {
        confirmed = true;
        show({status: 'ready', frame, confirmed});
        around.warn('room-silent', true);
      }
      for (const code of MOVED) if (around.codes.includes(code)) around.warn(code, true);
      if (height !== undefined && room.autoHeight)
        frame.style.blockSize = typeof height === 'number' ? `${height}px` : height;
      room.dispatchEvent(
        height === undefined ? new RoomMessageEvent(data) : new RoomResizeEvent(height),
      );
    },
    onWarning: code => around.warn(code),
  });
  run.throwIfAborted();
  isOpen = true;
  confirmed = isConfirmed;
  show({status: 'ready', frame, confirmed});
  room.dispatchEvent(new RoomReadyEvent(confirmed));
  if (run.aborted) return;
  hearWarnings(opening.url.origin, run, (code, isOver) => {
    // A listener may have left for the one before.
    if (!run.aborted) around.warn(code, isOver);
  });
  void unusedUntil(frame, until).then(isUnused => {
    if (isUnused && !run.aborted && !confirmed) around.warn('room-silent');
  });
}
