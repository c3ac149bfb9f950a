import type {RoomError} from '../contract/room-error.js';
import type {RoomElement} from './room-link.js';

/** A room that the form has created. */
export interface CreatedRoom {
  readonly id: string;
  readonly name: string;
}

export interface CreatedState {
  readonly status: 'created';
  readonly name: string;
  /** The link that other people open. */
  readonly link: string | undefined;
  /** The element on the page that shows the room. */
  readonly target: RoomElement | undefined;
  /** The result of the copy button. If copying failed, the link is selected. */
  readonly copyResult?: CopyResult;
}
export type CopyResult = 'copied' | 'copyFailed';

export interface FailedState {
  readonly status: 'failed';
  readonly error: RoomError;
  /** Identifies the request in the server's log; undefined if no request was sent. */
  readonly reference: string | undefined;
  /** Whether the room may exist. */
  readonly mayHaveCreatedRoom: boolean;
  /** Whether an earlier attempt was repeated, in place of the form. */
  readonly isRepeat: boolean;
}

export type CreationState =
  | {readonly status: 'editing'; readonly isRequiredHintVisible?: boolean}
  | {readonly status: 'creating'; readonly isRetry: boolean}
  | CreatedState
  | FailedState;
