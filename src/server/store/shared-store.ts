/**
 * What the processes of one host share, for a while: which creation is under way, which login was
 * begun. Text in, text out; every method is atomic, whatever other processes do at the same time.
 */
export interface SharedStore {
  /** What is there. */
  get(key: string): Promise<string | undefined>;
  /** Writes `value`, for `seconds`, where nothing is; otherwise answers what is there already. */
  setIfAbsent(key: string, value: string, seconds: number): Promise<string | undefined>;
  /**
   * Puts `next`, for `seconds`, in the place of exactly `current`, or nothing where `next` is
   * undefined; answers whether `current` was there.
   */
  compareAndSwap(
    key: string,
    current: string,
    next: string | undefined,
    seconds: number,
  ): Promise<boolean>;
}
