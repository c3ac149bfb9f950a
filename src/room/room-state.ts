import type {RoomError} from '../contract/room-error.js';

/*
 * The states of a room element, and what moves it from one to the next:
 *
 *   idle     → loading   a session starts
 *   loading  → joining   the launch has arrived
 *   joining  → ready     the frame shows the room
 *   loading, joining     → loading (a retry) or failed
 *   ready    → failed    the frame shows the host page
 *   failed   → loading   a retry by the guest, a correction or the network
 *   ready    → loading   `reload()`, or another room, endpoint or role
 *   any      → idle      `leave()`, removal, or no `room-id`
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
