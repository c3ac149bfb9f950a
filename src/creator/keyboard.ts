/**
 * Returns the name of a pressed key; `Process` for a key of an input method, such as the Enter that
 * picks a word. Safari sends that Enter after the composition has ended, so only its `keyCode` differs
 * (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export const getKey = ({key, keyCode, isComposing}: KeyboardEvent): string =>
  isComposing || keyCode === 229 ? 'Process' : key;
