import type {Logger} from '../logger.js';
import type {SharedStore} from '../store/shared-store.js';

/** The settings of the host backend that idempotent creation uses. */
export interface CreationContext {
  readonly store: SharedStore;
  /** Returns the current time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Seconds that a call to Kaltura may take. */
  readonly upstreamTimeout: number;
  readonly logger: Pick<Logger, 'error'>;
  readonly partnerId: number;
  readonly kafUrl: string;
}
