import type {Endpoint} from './counts.js';

/**
 * A fault of an endpoint's response. The first five kinds handle the request and then spoil the
 * response, as a bad network does: create-room has created the room. The other kinds replace the
 * response, and the request has no effect.
 *
 * - `slow`: delays the response by `ms` milliseconds
 * - `never`: holds the response back until the client disconnects or the simulator closes
 * - `drop`: destroys the connection without a response
 * - `half-body`: announces the whole body, sends the first half, and destroys the connection
 * - `frame-deny`: forbids framing, by `x-frame-options` (default) or by `frame-ancestors` of a policy
 * - `status`: an HTML page with a `status` from 200 to 599
 * - `no-content`: 204, without a body
 * - `redirect`: 302 to the absolute URL `to`
 * - `access-denied`: KAF's Access Denied page
 * - `html`: an HTML page with status 200
 * - `json`: any JSON `body`, with status 200 or `status`
 */
export type Fault = {
  /** Number of requests with the fault; without it, all requests until `clear()`. */
  readonly times?: number;
} & (
  | {readonly kind: 'slow'; readonly ms: number}
  | {readonly kind: 'never'}
  | {readonly kind: 'drop'}
  | {readonly kind: 'half-body'}
  | {readonly kind: 'frame-deny'; readonly by?: 'x-frame-options' | 'frame-ancestors'}
  | {readonly kind: 'status'; readonly status: number; readonly html?: string}
  | {readonly kind: 'no-content'}
  | {readonly kind: 'redirect'; readonly to: string}
  | {readonly kind: 'access-denied'}
  | {readonly kind: 'html'; readonly html?: string}
  | {readonly kind: 'json'; readonly body: unknown; readonly status?: number}
);

/** The faults of a simulator, at most one for each endpoint. */
export interface Faults {
  /** Sets the fault of the next requests to `endpoint`, and replaces the previous fault. */
  set(endpoint: Endpoint, fault: Fault): void;
  /** Removes the fault of `endpoint`, or all faults. */
  clear(endpoint?: Endpoint): void;
}

/** The faults, and the method by which endpoints take them. */
export class FaultPanel implements Faults {
  readonly #faults = new Map<Endpoint, {fault: Fault; remaining: number}>();

  set(endpoint: Endpoint, fault: Fault): void {
    this.#faults.set(endpoint, {fault, remaining: fault.times ?? Infinity});
  }

  clear(endpoint?: Endpoint): void {
    if (endpoint) this.#faults.delete(endpoint);
    else this.#faults.clear();
  }

  /** Returns the fault of this request to `endpoint`, and decrements its remaining `times`. */
  take(endpoint: Endpoint): Fault | undefined {
    const entry = this.#faults.get(endpoint);
    if (!entry || entry.remaining < 1) return undefined;
    entry.remaining -= 1;
    return entry.fault;
  }
}
