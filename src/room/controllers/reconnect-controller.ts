import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {delay} from '../../browser/abort.js';
import {getTraits} from '../../contract/error-catalog.js';
import type {RoomError} from '../../contract/room-error.js';

/** The room element, as far as this controller uses it. */
interface RoomElement extends ReactiveControllerHost {
  readonly error: RoomError | null;
  reload(): void;
}

/** Maximum random delay before reconnecting, to avoid a thundering herd. */
const MAX_JITTER_MS = 2000;

/** Reloads a room that failed because of the network, once the browser is online again. */
export class ReconnectController implements ReactiveController {
  readonly #host: RoomElement;
  #error: RoomError | null = null;
  #abort = new AbortController();

  constructor(host: RoomElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const {error} = this.#host;
    if (error === this.#error) return;
    this.#stop();
    this.#error = error;
    if (error && getTraits(error.code).isNetwork) this.#start();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #start(): void {
    const {signal} = (this.#abort = new AbortController());
    const reload = () => this.#host.reload();
    const reloadSoon = () =>
      void delay(Math.random() * MAX_JITTER_MS, signal).then(reload, () => {});
    window.addEventListener('online', reloadSoon, {signal});
  }

  #stop(): void {
    this.#error = null;
    this.#abort.abort();
  }
}
