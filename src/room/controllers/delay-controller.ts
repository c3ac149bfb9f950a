import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Delays part of what a host renders, and updates the host after the delay. */
export class DelayController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the delay is still running. */
  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Starts or restarts the delay. */
  start(ms: number): void {
    this.cancel();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#host.requestUpdate();
    }, ms);
  }

  /** Ends the delay without an update. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  hostDisconnected(): void {
    this.cancel();
  }
}
