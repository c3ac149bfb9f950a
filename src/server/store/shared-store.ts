/**
 * State that all processes of a server share, for a limited time: creations of rooms and LTI 1.3
 * logins. Keys and values are text. Every method is atomic across all processes.
 */
export interface SharedStore {
  /** Returns the value of `key`, or undefined without one. */
  get(key: string): Promise<string | undefined>;
  /**
   * Writes `value` for `seconds` and returns undefined. If `key` has a value already, it returns that
   * value and writes nothing.
   */
  setIfAbsent(key: string, value: string, seconds: number): Promise<string | undefined>;
  /**
   * Replaces the value with `next`, for `seconds`, only if it is exactly `current`. If `next` is
   * undefined, it removes the entry instead.
   * @returns whether the value was `current`
   */
  compareAndSwap(
    key: string,
    current: string,
    next: string | undefined,
    seconds: number,
  ): Promise<boolean>;
}
