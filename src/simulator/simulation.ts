import type {AppToken} from './api/app-tokens.js';
import type {Counts} from './counts.js';
import type {ExpiringMap} from './expiring-map.js';
import type {FaultPanel} from './faults.js';
import type {Logins} from './lti/logins.js';
import type {Platforms} from './lti/platforms.js';
import type {RoomStore} from './rooms.js';
import type {Account, Sessions} from './sessions.js';
import type {SimulatorOptions} from './simulator-options.js';

/** All that one running simulator holds, as its endpoints see it. */
export interface Simulation {
  readonly account: Account;
  readonly sessions: Sessions;
  /** By ID. */
  readonly appTokens: ReadonlyMap<string, AppToken>;
  readonly rooms: RoomStore;
  /** The nonces of LTI 1.1 launches, as long as their timestamps pass. */
  readonly nonces: ExpiringMap<true>;
  readonly platforms: Platforms;
  readonly logins: Logins;
  readonly faults: FaultPanel;
  readonly onRefusal: SimulatorOptions['onRefusal'];
  readonly count: (what: Exclude<keyof Counts, 'reset'>) => void;
  /** Aborted when the simulator closes. */
  readonly closing: AbortSignal;
}
