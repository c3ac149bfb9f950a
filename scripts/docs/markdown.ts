/* Helpers that build Markdown. */

/** Formats text as inline code. It may contain single backticks. */
export const code = (text: string): string =>
  text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;

/** Joins the lines of a comment to one line. */
export const toLine = (text = ''): string => text.replace(/\s+/g, ' ').trim();

/** Builds a table. Cells are Markdown in one line. */
export function buildTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** Joins blocks with empty lines. Leaves out empty blocks. */
export const joinBlocks = (...blocks: readonly (string | false | undefined)[]): string =>
  blocks.filter(Boolean).join('\n\n');
