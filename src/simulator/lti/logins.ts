import {randomBytes} from 'node:crypto';
import {ExpiringMap} from '../expiring-map.js';
import type {Participant} from '../kaf/view-room.js';
import type {Platform} from '../platforms.js';

/** A login that KAF has begun, and that waits for the response of the platform. */
export interface Login {
  /** Part of the name under which the browser stores the state. */
  readonly id: string;
  readonly state: string;
  readonly nonce: string;
  readonly platform: Platform;
  readonly targetLinkUri: string;
  /** The platform's frame that stores the state; undefined if a cookie stores it. */
  readonly storageTarget: string | undefined;
}

/** An authenticated launch that waits for its browser to open the room. */
export interface VerifiedLaunch {
  readonly participant: Participant;
  /** State that the browser must still present; undefined if a cookie already presented it. */
  readonly state: string | undefined;
}

/** Lifetime of a login, and of a verified launch. */
const LIFETIME_MS = 10 * 60_000;
/** Maximum number of logins, and of verified launches. */
const MAX_ENTRIES = 1000;

/** The pending logins and verified launches. Each can be used once, until it expires. */
export class Logins {
  readonly #now: () => number;
  readonly #begun: ExpiringMap<Login>;
  readonly #verified: ExpiringMap<VerifiedLaunch>;

  /** @param now the clock, in milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
    this.#begun = new ExpiringMap(now, MAX_ENTRIES);
    this.#verified = new ExpiringMap(now, MAX_ENTRIES);
  }

  /** Begins a login with a new state and nonce. */
  begin(login: Omit<Login, 'id' | 'state' | 'nonce'>): Login {
    const begun = {
      ...login,
      id: createRandomText(),
      state: createRandomText(),
      nonce: createRandomText(),
    };
    this.#begun.set(begun.state, begun, this.#now() + LIFETIME_MS);
    return begun;
  }

  /** Removes and returns the login with this state, so that no other launch can use it. */
  end(state: string): Login | undefined {
    return this.#begun.take(state);
  }

  /** Stores a launch, and returns its ticket, which only its browser gets. */
  saveLaunch(launch: VerifiedLaunch): string {
    const ticket = createRandomText();
    this.#verified.set(ticket, launch, this.#now() + LIFETIME_MS);
    return ticket;
  }

  /** Removes and returns the launch of a ticket. */
  takeLaunch(ticket: string): VerifiedLaunch | undefined {
    return this.#verified.take(ticket);
  }
}

const createRandomText = (): string => randomBytes(24).toString('base64url');
