import type {Check, CheckResult} from './check.js';

/** A check with its result. */
export type ReportedCheck = CheckResult & Pick<Check, 'id' | 'expected' | 'fix'>;

/** Results of all checks of a host backend. */
export interface Report {
  /** The token endpoint, without its query. */
  readonly url: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly checks: readonly ReportedCheck[];
  /** Whether the token endpoint responds. */
  readonly isReachable: boolean;
}

const LABELS = {pass: 'ok  ', fail: 'FAIL', skip: 'skip'} as const;
/** ANSI codes for green, red and dim text. */
const COLOURS = {pass: 32, fail: 31, skip: 2} as const;

/** Formats a report for people: one line per check, and three for a failed check. */
export function formatText(report: Report, hasColour: boolean): string {
  const width = Math.max(...report.checks.map(({id}) => id.length));
  const indent = ' '.repeat(LABELS.pass.length + width + 4);
  const paint = (status: CheckResult['status'], text: string) =>
    hasColour ? `\x1b[${COLOURS[status]}m${text}\x1b[0m` : text;
  const lines = report.checks.flatMap(check => {
    const head = `${paint(check.status, LABELS[check.status])}  ${check.id.padEnd(width)}  `;
    switch (check.status) {
      case 'pass':
        return [
          `${head}${check.expected}`,
          ...(check.note === undefined ? [] : [`${indent}note: ${check.note}`]),
        ];
      case 'fail':
        return [
          `${head}expected: ${check.expected}`,
          `${indent}got: ${check.got}`,
          `${indent}fix: ${check.fix}`,
        ];
      case 'skip':
        return [`${head}${check.expected} (not checked: ${check.reason})`];
    }
  });
  const {passed, failed, skipped} = report;
  const sum = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return [report.url, ...lines, '', paint(failed > 0 ? 'fail' : 'pass', sum)].join('\n');
}

/** Formats a report for programs: one JSON document. */
export function formatJson({url, passed, failed, skipped, checks}: Report): string {
  return JSON.stringify({url, passed, failed, skipped, checks}, null, 2);
}
