import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {RoomError} from '../../contract/room-error.js';

/** The room element, as far as this controller uses it. */
interface RoomElement extends ReactiveControllerHost {
  readonly error: RoomError | null;
}

/** Maximum wait of a button, however long the server asks to wait: one day. */
const MAX_WAIT_S = 86_400;

/** Counts down to the next attempt of a guest who made too many, if the server said how long to wait. */
export class RetryWaitController implements ReactiveController {
  readonly #host: RoomElement;
  #error: RoomError | null = null;
  #endsAt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: RoomElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whole seconds that are left: 0 once the wait is over, undefined without a wait. */
  get seconds(): number | undefined {
    if (this.#endsAt === undefined) return undefined;
    return Math.max(0, Math.ceil((this.#endsAt - performance.now()) / 1000));
  }

  hostUpdate(): void {
    const {error} = this.#host;
    if (error === this.#error) return;
    this.#error = error;
    const {code, retryAfter = 0} = error ?? {};
    // The comparison is false for NaN.
    const mustWait = code === 'rate-limited' && retryAfter > 0;
    const seconds = Math.min(retryAfter, MAX_WAIT_S);
    this.#endsAt = mustWait ? performance.now() + seconds * 1000 : undefined;
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    if (this.seconds) this.#timer = setTimeout(() => this.#host.requestUpdate(), 1000);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
