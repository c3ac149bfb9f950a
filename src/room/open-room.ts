import {createDeadline} from '../browser/abort.js';
import type {RoomError, RoomWarningCode} from '../contract/room-error.js';
import {RoomMessageEvent, RoomReadyEvent, RoomResizeEvent} from './events.js';
import type {FrameObserver, OpenedFrame} from './frame/frame-observer.js';
import {parseResizeHeight} from './frame/messages.js';
import type {ReadyState} from './room-state.js';
import type {RoomWarnings} from './room-warnings.js';

export interface OpenRoomOptions {
  readonly host: EventTarget & {readonly autoHeight?: boolean | null};
  readonly frame: HTMLIFrameElement;
  readonly warnings: RoomWarnings;
  /** Seconds that a frame may stay silent before a warning. */
  readonly timeout: number;
  /** Aborts with the session. */
  readonly signal: AbortSignal;
  readonly onReady: (state: ReadyState) => void;
  readonly onLost: (error: RoomError) => void;
}

/**
 * The room in a frame. It passes messages on as events, and tracks whether the frame still shows the
 * room: a frame that sends no message may show anything.
 */
export class OpenRoom implements FrameObserver {
  readonly #options: OpenRoomOptions;
  readonly onLost: (error: RoomError) => void;
  /** The current state; undefined until the room is open. */
  #state: ReadyState | undefined;

  constructor(options: OpenRoomOptions) {
    this.#options = options;
    this.onLost = options.onLost;
  }

  /**
   * Reports that the room is open.
   * @param deadline after which a frame that has sent no message causes a warning
   */
  start({isConfirmed, problem}: OpenedFrame, deadline: AbortSignal): void {
    const {host, warnings, signal} = this.#options;
    this.#setReady(isConfirmed);
    host.dispatchEvent(new RoomReadyEvent(isConfirmed));
    // A listener of the event may have left the room.
    if (problem && !signal.aborted) warnings.raise(problem);
    this.#warnIfSilent(deadline);
  }

  onMessage(data: unknown): void {
    const {host, frame, warnings} = this.#options;
    if (this.#state && !this.#state.isConfirmed) {
      this.#setReady(true);
      warnings.resolve('room-silent');
    }
    const height = parseResizeHeight(data);
    warnings.resolve('room-unreachable');
    warnings.resolve('frame-blocked');
    // The banner itself may cause a resize.
    if (height === undefined) warnings.resolve('offline');
    if (height !== undefined && host.autoHeight)
      frame.style.blockSize = typeof height === 'number' ? `${height}px` : height;
    host.dispatchEvent(
      height === undefined ? new RoomMessageEvent(data) : new RoomResizeEvent(height),
    );
  }

  onNavigated(problem: RoomWarningCode | undefined): void {
    const {warnings, signal, timeout} = this.#options;
    if (problem) warnings.raise(problem);
    else warnings.resolve('offline');
    // A listener of the warning may have left the room.
    if (signal.aborted || !this.#state?.isConfirmed) return;
    this.#setReady(false);
    this.#warnIfSilent(createDeadline(signal, timeout));
  }

  #setReady(isConfirmed: boolean): void {
    this.#state = {status: 'ready', frame: this.#options.frame, isConfirmed};
    this.#options.onReady(this.#state);
  }

  #warnIfSilent(deadline: AbortSignal): void {
    const state = this.#state;
    if (!state || state.isConfirmed) return;
    const warn = () => {
      const isSilent = this.#state === state && !this.#options.signal.aborted;
      if (isSilent) this.#options.warnings.raise('room-silent');
    };
    if (deadline.aborted) warn();
    else deadline.addEventListener('abort', warn);
  }
}
