/**
 * Replaces an element's custom state, which style sheets match with `:state()`. Browsers before
 * Chrome 125, Firefox 126 and Safari 17.4 do without.
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
