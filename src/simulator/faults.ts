import type {Endpoint} from './counts.js';

/**
 * What may go wrong with an answer. The first five act on the request and then spoil the true
 * answer, as a bad network does: a room whose answer is lost has been created. The others take the
 * place of the answer, and the request is not acted on.
 * `times` is how many requests meet the fault; without it all do, until `clear`.
 */
export type Fault = {readonly times?: number} & (
  | {readonly kind: 'slow'; readonly ms: number}
  /** Holds the answer back until the caller gives up or the simulator closes. */
  | {readonly kind: 'never'}
  /** Destroys the connection without an answer. */
  | {readonly kind: 'drop'}
  /** Announces the whole body, sends the first half, and destroys the connection. */
  | {readonly kind: 'half-body'}
  /** The true answer, which no page may frame: by `X-Frame-Options`, or by `frame-ancestors` of a CSP. */
  | {readonly kind: 'frame-deny'; readonly by?: 'x-frame-options' | 'frame-ancestors'}
  /** An HTML page with a status of 200 to 599 that allows a body. */
  | {readonly kind: 'status'; readonly status: number; readonly html?: string}
  /** 204, with no body. */
  | {readonly kind: 'no-content'}
  /** 302 to `to`, an absolute URL, such as one on another origin. */
  | {readonly kind: 'redirect'; readonly to: string}
  /** KAF's Access Denied page. */
  | {readonly kind: 'access-denied'}
  /** An HTML page with status 200, where JSON may have been expected. */
  | {readonly kind: 'html'; readonly html?: string}
  /** Any JSON, with status 200 or `status`. */
  | {readonly kind: 'json'; readonly body: unknown; readonly status?: number}
);

/** The knobs: at most one fault per endpoint at a time. */
export interface Faults {
  /** Sets the fault that the next requests to `endpoint` meet, in place of the one before. */
  set(endpoint: Endpoint, fault: Fault): void;
  /** Takes away the fault of `endpoint`, or all faults. */
  clear(endpoint?: Endpoint): void;
}

/** The knobs, and what is read off them at each request. */
export class FaultPanel implements Faults {
  readonly #faults = new Map<Endpoint, {fault: Fault; left: number}>();

  set(endpoint: Endpoint, fault: Fault): void {
    this.#faults.set(endpoint, {fault, left: fault.times ?? Infinity});
  }

  clear(endpoint?: Endpoint): void {
    if (endpoint) this.#faults.delete(endpoint);
    else this.#faults.clear();
  }

  /** The fault that this request to `endpoint` meets, if any; counts down its `times`. */
  take(endpoint: Endpoint): Fault | undefined {
    const entry = this.#faults.get(endpoint);
    if (!entry || entry.left < 1) return undefined;
    entry.left -= 1;
    return entry.fault;
  }
}
