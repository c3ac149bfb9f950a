import type {RoomError} from '../../contract/room-error.js';

/** The outcome of a navigation that was not refused. */
export interface OpenedFrame {
  /** The frame has sent a message. */
  readonly isConfirmed: boolean;
  /** The frame has loaded, but its host answered no probe. A failed probe alone proves nothing. */
  readonly problem?: 'room-unreachable' | undefined;
}

/** Gets what happens in a frame after it has begun to navigate. */
export interface FrameObserver {
  /** The frame sent a message. */
  onMessage(data: unknown): void;
  /**
   * The frame of the open room shows another page, which sends no message.
   * @param problem `room-unreachable` if KAF does not answer; `frame-blocked` if the page's policy has
   * just blocked a frame, which may be this one
   */
  onNavigated(problem?: 'room-unreachable' | 'frame-blocked'): void;
  /** The frame of the open room no longer shows it. */
  onLost(error: RoomError): void;
}
