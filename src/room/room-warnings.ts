import type {RoomWarningCode} from '../contract/error-catalog.js';
import {RoomWarningEvent} from './events.js';

/** The warnings about the current room. Raising one emits `kaltura-room-warning`. */
export class RoomWarnings {
  readonly #host: EventTarget & {requestUpdate(): void};
  readonly #dismissed = new Set<RoomWarningCode>();
  #active: readonly RoomWarningCode[] = [];

  constructor(host: EventTarget & {requestUpdate(): void}) {
    this.#host = host;
  }

  /** The warnings to show, oldest first. */
  get active(): readonly RoomWarningCode[] {
    return this.#active;
  }

  /** Shows a warning, unless it is already shown or was dismissed. */
  raise(code: RoomWarningCode): void {
    if (this.#isKnown(code)) return;
    this.#active = [...this.#active, code];
    this.#host.requestUpdate();
    this.#host.dispatchEvent(new RoomWarningEvent(code));
  }

  /** Removes a warning whose cause is gone. If the cause returns, the warning returns too. */
  resolve(code: RoomWarningCode): void {
    if (!this.#isKnown(code)) return;
    this.#dismissed.delete(code);
    this.#active = this.#active.filter(other => other !== code);
    this.#host.requestUpdate();
  }

  /** Hides a warning until its cause is gone and returns. */
  dismiss(code: RoomWarningCode): void {
    this.resolve(code);
    this.#dismissed.add(code);
  }

  /** Lets dismissed warnings appear again. */
  resetDismissed(): void {
    this.#dismissed.clear();
  }

  /** Removes all warnings. */
  clear(): void {
    this.#active = [];
    this.resetDismissed();
  }

  #isKnown(code: RoomWarningCode): boolean {
    return this.#active.includes(code) || this.#dismissed.has(code);
  }
}
