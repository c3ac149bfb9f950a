import {randomBytes} from 'node:crypto';
import {ExpiringMap} from '../expiring-map.js';
import type {Entrant} from '../kaf/enter-room.js';
import type {Platform} from './platforms.js';

/** A login that KAF began at a browser, and waits for the platform to end. */
export interface Login {
  /** Under this name the browser keeps the state. */
  readonly id: string;
  readonly state: string;
  readonly nonce: string;
  readonly platform: Platform;
  readonly targetLinkUri: string;
  /** The frame in which the browser keeps the state, as the platform named it; else a cookie. */
  readonly storageTarget: string | undefined;
}

/** A launch that is verified, and waits for its browser to open the room. */
export interface VerifiedLaunch {
  readonly entrant: Entrant;
  /** What the browser must show that it has kept, unless it has shown so already. */
  readonly state: string | undefined;
}

/** How long a browser may take for each of the two steps, and how many may be on their way. */
const STEP_MS = 10 * 60_000;
const LIMIT = 1000;

/** The logins and launches that are on their way. Each ends once, or is forgotten. */
export class Logins {
  readonly #now: () => number;
  readonly #begun: ExpiringMap<Login>;
  readonly #verified: ExpiringMap<VerifiedLaunch>;

  /** @param now the clock, in milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
    this.#begun = new ExpiringMap(now, LIMIT);
    this.#verified = new ExpiringMap(now, LIMIT);
  }

  begin(login: Omit<Login, 'id' | 'state' | 'nonce'>): Login {
    const begun = {...login, id: random(), state: random(), nonce: random()};
    this.#begun.set(begun.state, begun, this.#now() + STEP_MS);
    return begun;
  }

  /** Ends the login with this state, which no other launch can then use. */
  end(state: string): Login | undefined {
    return this.#begun.take(state);
  }

  /** Keeps a launch under a ticket that only its browser is told. */
  keep(launch: VerifiedLaunch): string {
    const ticket = random();
    this.#verified.set(ticket, launch, this.#now() + STEP_MS);
    return ticket;
  }

  /** Gives out the launch of a ticket, once. */
  take(ticket: string): VerifiedLaunch | undefined {
    return this.#verified.take(ticket);
  }
}

const random = (): string => randomBytes(24).toString('base64url');
