/**
 * Replaces an element's custom state, which style sheets match with `:state()`. Chrome
 * before 125, Firefox before 126 and Safari before 17.4 do not support it.
 */
export function setCustomState(
  {states}: {readonly states: Set<string>},
  previous: string,
  current: string,
): void {
  try {
    states.delete(previous);
    states.add(current);
  } catch {
    // Old browsers have no custom states, or only those that begin with two dashes.
  }
}
