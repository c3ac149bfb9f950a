/**
 * A map whose entries expire, and whose oldest entries are dropped beyond `limit`. Clients of the
 * simulator can add entries, so the map must not grow without bound.
 */
export class ExpiringMap<Value> {
  readonly #entries = new Map<string, {value: Value; expiresAtMs: number}>();
  readonly #now: () => number;
  readonly #limit: number;

  /** @param now the clock, in milliseconds since 1970 */
  constructor(now: () => number, limit = Infinity) {
    this.#now = now;
    this.#limit = limit;
  }

  get size(): number {
    this.#prune();
    return this.#entries.size;
  }

  has(key: string): boolean {
    this.#prune();
    return this.#entries.has(key);
  }

  /** Stores `value` until just before `expiresAtMs`, in milliseconds since 1970. */
  set(key: string, value: Value, expiresAtMs: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, {value, expiresAtMs});
    this.#prune();
  }

  /** Removes and returns a value. */
  take(key: string): Value | undefined {
    this.#prune();
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    return entry?.value;
  }

  #prune(): void {
    const nowMs = this.#now();
    for (const [key, {expiresAtMs}] of this.#entries)
      if (expiresAtMs <= nowMs) this.#entries.delete(key);
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit) return;
      this.#entries.delete(key);
    }
  }
}
