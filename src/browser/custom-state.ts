/** Custom states of an element, which style sheets match with `:state()`. */
interface CustomStates {
  readonly states: Set<string>;
}

/**
 * Adds or removes a custom state. Chrome before 125, Firefox before 126 and Safari before 17.4 do not
 * support it.
 */
export function toggleCustomState({states}: CustomStates, name: string, isOn: boolean): void {
  try {
    if (isOn) states.add(name);
    else states.delete(name);
  } catch {
    // Old browsers have no custom states, or only those that begin with two dashes.
  }
}

/** Replaces a custom state. */
export function setCustomState(internals: CustomStates, previous: string, current: string): void {
  toggleCustomState(internals, previous, false);
  toggleCustomState(internals, current, true);
}
