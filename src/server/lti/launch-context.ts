import type {SharedStore} from '../store/shared-store.js';

/** Settings that a launch by LTI uses. */
export interface LaunchContext {
  /** Origin of the KAF instance. */
  readonly kafUrl: string;
  /** Address of the room page. */
  readonly viewRoomUrl: string;
  /** In seconds. */
  readonly sessionLifetime: number;
  /** State of logins with LTI 1.3. */
  readonly loginStore: SharedStore;
  /** Returns the time in milliseconds since the epoch. */
  readonly now: () => number;
}
