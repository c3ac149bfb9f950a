import type {AppToken} from './api/app-tokens.js';
import type {Counts} from './counts.js';
import type {ExpiringMap} from './expiring-map.js';
import type {FaultPanel} from './faults.js';
import type {Instance} from './instance-options.js';
import type {Logins} from './lti/logins.js';
import type {Platforms} from './platforms.js';
import type {RoomStore} from './rooms.js';
import type {Account, Sessions} from './sessions.js';
import type {SimulatorOptions} from './simulator-options.js';

/** Everything that the endpoints of a running simulator share. */
export interface SimulatorContext {
  readonly account: Account;
  readonly instance: Instance;
  readonly sessions: Sessions;
  /** App tokens by ID. */
  readonly appTokens: ReadonlyMap<string, AppToken>;
  readonly rooms: RoomStore;
  /** Nonces of LTI 1.1 launches, for as long as their timestamps are accepted. */
  readonly nonces: ExpiringMap<true>;
  readonly platforms: Platforms;
  readonly logins: Logins;
  readonly faults: FaultPanel;
  readonly onRefusal: SimulatorOptions['onRefusal'];
  readonly count: (name: Exclude<keyof Counts, 'reset'>) => void;
  /** Aborts when the simulator closes. */
  readonly closing: AbortSignal;
}
