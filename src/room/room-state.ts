import type {RoomError} from '../contract/room-error.js';

/*
 * The state of a room element. A session moves it forward; `leave()`, removal and a lost `room-id`
 * move it to `idle` from everywhere:
 *
 *   idle ──▶ loading ──▶ joining ──▶ ready
 *              ▲  ▲         │          │
 *              │  └─ retry ─┤          │ the frame shows the host page
 *            reload         ▼          ▼
 *              └───────── failed ◀─────┘
 */

/** No session. The room waits for a room ID, a click, the viewport, or after `leave()`. */
export interface IdleState {
  readonly status: 'idle';
  /** The `roomId` that the guest left; absent if the room was never left. */
  readonly left?: {readonly roomId: string | null | undefined};
}

/** A launch is being requested. The frame is blank. */
export interface LoadingState {
  readonly status: 'loading';
  /** An attempt before this one failed. */
  readonly isRetry: boolean;
  readonly frame?: HTMLIFrameElement;
}

/** The frame navigates to the room. */
export interface JoiningState {
  readonly status: 'joining';
  readonly frame: HTMLIFrameElement;
}

/** The frame has loaded. */
export interface ReadyState {
  readonly status: 'ready';
  readonly frame: HTMLIFrameElement;
  /** The frame has sent a message; otherwise it is only known that KAF answers. */
  readonly isConfirmed: boolean;
}

/** The room did not open, or is gone. */
export interface FailedState {
  readonly status: 'failed';
  readonly error: RoomError;
}

export type RoomState = IdleState | LoadingState | JoiningState | ReadyState | FailedState;

/** Returns the frame of a state that has one. */
export function getFrame(state: RoomState): HTMLIFrameElement | undefined {
  return 'frame' in state ? state.frame : undefined;
}
