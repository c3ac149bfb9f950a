// @ts-check

/**
 * Prints a table of plain text. The first row's keys are the headings.
 * @param {readonly Record<string, string | number | boolean>[]} rows
 */
export function printTable(rows) {
  const headings = Object.keys(rows[0] ?? {});
  const lines = [headings, ...rows.map(row => headings.map(heading => String(row[heading] ?? '')))];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map(line => line[column]?.length ?? 0)),
  );
  lines.splice(
    1,
    0,
    widths.map(width => '─'.repeat(width)),
  );
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log();
}

/** @param {boolean} isMet */
export const formatVerdict = isMet => (isMet ? 'met' : 'not met');

/** @param {number} value */
export const formatCount = value => Math.round(value).toLocaleString('en');

/** @param {number} value */
export const formatNumber = value => Number(value.toPrecision(3)).toLocaleString('en');

/** @param {number} value */
export const formatRatio = value => value.toFixed(2);

/**
 * Formats a summary as its median, then the least and the most in brackets.
 * @param {import('./statistics.js').Summary} summary
 * @param {(value: number) => string} [format]
 */
export const formatSummary = ({median, least, most}, format = formatNumber) =>
  least === most ? format(median) : `${format(median)} (${format(least)}–${format(most)})`;
