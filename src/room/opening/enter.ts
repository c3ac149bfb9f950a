import type {RoomError} from '../../contract/room-error.js';
import {createDeadline, raceAbort} from '../../browser/abort.js';
import {RoomMessageEvent, RoomReadyEvent, RoomResizeEvent} from '../events.js';
import {allowedOrigins} from './allowed-origins.js';
import {openFrame} from './open-frame.js';
import type {Opening} from './opening.js';
import type {Surroundings} from './surroundings.js';
import {hearWarnings} from './warnings.js';

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

/** The stay in a room. */
export interface Stay {
  /** What stands around the frame. */
  readonly around: Surroundings;
  /** Blank, and in the element once it has updated. */
  readonly frame: HTMLIFrameElement;
  /** Ends with the stay. */
  readonly run: AbortSignal;
  /** Ends the wait for the room. */
  readonly until: AbortSignal;
  /** How long that was. */
  readonly seconds: number;
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
  opening: Opening,
  {around, frame, run, until, seconds, show, onLost}: Stay,
): Promise<void> {
  const origins = allowedOrigins(room.allowOrigins);
  let open: (Shown & {readonly status: 'ready'}) | undefined;
  /** Of a frame that has said nothing until `late`, nobody knows what is in it. */
  const stay = (confirmed: boolean, late: AbortSignal) => {
    const state = (open = {status: 'ready', frame, confirmed});
    show(state);
    void raceAbort(new Promise(() => {}), late).catch(() => {
      if (!run.aborted && !confirmed && open === state) around.warn('room-silent');
    });
  };
  show({status: 'joining', frame});
  if (!frame.isConnected) await room.updateComplete;
  const {allow, sandbox} = room;
  const confirmed = await openFrame(frame, opening, {
    ...{allow, sandbox, origins, run, until, onLost},
    onMessage(data, height) {
      if (open && !open.confirmed) {
        stay(true, until);
        around.warn('room-silent', true);
      }
      for (const code of MOVED) around.warn(code, true);
      if (height !== undefined && room.autoHeight)
        frame.style.blockSize = typeof height === 'number' ? `${height}px` : height;
      room.dispatchEvent(
        height === undefined ? new RoomMessageEvent(data) : new RoomResizeEvent(height),
      );
    },
    onMoved(code) {
      if (code) around.warn(code);
      if (open?.confirmed && !run.aborted) stay(false, createDeadline(run, seconds));
    },
  });
  run.throwIfAborted();
  stay(confirmed, until);
  room.dispatchEvent(new RoomReadyEvent(confirmed));
  if (run.aborted) return;
  hearWarnings(opening.url.origin, run, (code, isOver) => {
    // A listener may have left for the one before.
    if (!run.aborted) around.warn(code, isOver);
  });
}
