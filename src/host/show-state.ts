/** Shows a state to style sheets. Before Chrome 125, Firefox 126 and Safari 17.4 they do without. */
export function showState(
  {states}: {readonly states: Set<string>},
  before: string,
  now: string,
): void {
  try {
    states.delete(before);
    states.add(now);
  } catch {
    // No such states, or none without dashes.
  }
}
