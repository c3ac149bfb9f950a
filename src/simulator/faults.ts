import type {Endpoint} from './counts.js';

/**
 * A fault of an endpoint's response. The first five kinds handle the request and then spoil the
 * response, as a bad network does: create-room has created the room. The other kinds replace the
 * response, and the request has no effect.
 *
 * `times` is the number of requests with the fault. Without it, all requests have the fault until
 * `clear()`.
 */
export type Fault = {readonly times?: number} & (
  | {readonly kind: 'slow'; readonly ms: number}
  /** Holds the response back until the client disconnects or the simulator closes. */
  | {readonly kind: 'never'}
  /** Destroys the connection without a response. */
  | {readonly kind: 'drop'}
  /** Announces the whole body, sends the first half, and destroys the connection. */
  | {readonly kind: 'half-body'}
  /** Sends the response, but forbids framing by `X-Frame-Options` or by `frame-ancestors` of a CSP. */
  | {readonly kind: 'frame-deny'; readonly by?: 'x-frame-options' | 'frame-ancestors'}
  /** An HTML page with a status of 200 to 599 that allows a body. */
  | {readonly kind: 'status'; readonly status: number; readonly html?: string}
  /** 204, without a body. */
  | {readonly kind: 'no-content'}
  /** 302 to `to`, an absolute URL, such as a page on another origin. */
  | {readonly kind: 'redirect'; readonly to: string}
  /** KAF's Access Denied page. */
  | {readonly kind: 'access-denied'}
  /** An HTML page with status 200, in place of a JSON response for example. */
  | {readonly kind: 'html'; readonly html?: string}
  /** Any JSON, with status 200 or `status`. */
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
