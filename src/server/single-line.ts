/**
 * Replaces line breaks, control characters and marks that reorder text with spaces, so that a log entry
 * stays on its line and reads in its order. Anyone may have written the text.
 */
export function toSingleLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
}
