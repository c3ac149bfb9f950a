import type {Outcome, Report} from './run-checks.js';

const SIGN = {pass: 'ok  ', fail: 'FAIL', skip: 'skip'} as const;
/** Green, red and dim, as every terminal has them. */
const COLOUR = {pass: 32, fail: 31, skip: 2} as const;

/** A report for a person to read: one line for a check, and for a fault how to fix it. */
export function reportText(report: Report, colour: boolean): string {
  const width = Math.max(...report.checks.map(({id}) => id.length));
  const paint = (status: Outcome['status'], text: string) =>
    colour ? `\x1b[${COLOUR[status]}m${text}\x1b[0m` : text;
  const lines = report.checks.flatMap(check => {
    const head = `${paint(check.status, SIGN[check.status])}  ${check.id.padEnd(width)}  `;
    const indent = ' '.repeat(SIGN.pass.length + width + 4);
    switch (check.status) {
      case 'pass':
        return [
          `${head}${check.expected}`,
          ...(check.note ? [`${indent}Note: ${check.note}`] : []),
        ];
      case 'fail':
        return [
          `${head}expected: ${check.expected}`,
          `${indent}got: ${check.got}`,
          `${indent}fix: ${check.fix}`,
        ];
      case 'skip':
        return [`${head}${check.expected}: not known, ${check.reason}`];
    }
  });
  const {passed, failed, skipped} = report;
  const sum = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return [report.url, ...lines, '', paint(failed > 0 ? 'fail' : 'pass', sum)].join('\n');
}

/** A report for machines: one JSON document. */
export function reportJson({url, passed, failed, skipped, checks}: Report): string {
  return JSON.stringify({url, passed, failed, skipped, checks}, null, 2);
}
