import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Lets a host wait for a moment before it renders something, and updates the host after it. */
export class DelayController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the moment is not over yet. */
  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Waits anew. */
  start(ms: number): void {
    this.cancel();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#host.requestUpdate();
    }, ms);
  }

  /** Ends the wait without an update. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  hostDisconnected(): void {
    this.cancel();
  }
}
