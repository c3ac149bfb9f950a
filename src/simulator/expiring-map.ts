/**
 * A map that forgets, so that what a stranger may fill never grows without bound: each entry at
 * its time, and the oldest ones once there are more than `limit`.
 */
export class ExpiringMap<Value> {
  readonly #entries = new Map<string, {value: Value; untilMs: number}>();
  readonly #now: () => number;
  readonly #limit: number;

  /** @param now the clock, in milliseconds since 1970 */
  constructor(now: () => number, limit = Infinity) {
    this.#now = now;
    this.#limit = limit;
  }

  get size(): number {
    this.#forget();
    return this.#entries.size;
  }

  has(key: string): boolean {
    this.#forget();
    return this.#entries.has(key);
  }

  /** Keeps `value` up to and without `untilMs`, in milliseconds since 1970. */
  set(key: string, value: Value, untilMs: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, {value, untilMs});
    this.#forget();
  }

  /** Gives a value out once: it is gone afterwards. */
  take(key: string): Value | undefined {
    this.#forget();
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    return entry?.value;
  }

  #forget(): void {
    const nowMs = this.#now();
    for (const [key, {untilMs}] of this.#entries) if (untilMs <= nowMs) this.#entries.delete(key);
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit) return;
      this.#entries.delete(key);
    }
  }
}
