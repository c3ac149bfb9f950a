import {format, resolveConfig} from 'prettier';
import {getTranslation} from '../../src/localization/translations.js';
import {
  browserRows,
  frameRows,
  pageRows,
  tokenRows,
  type Engine,
  type Outcome,
  type Row,
} from '../support/fault-rows.js';

/*
 * Generates the README's tables from the rows. `npm run tables` writes them and
 * `test/docs/readme.test.ts` compares them.
 */

const english = getTranslation('en')!;

const HEAD = ['Fault', 'Outcome', 'When', 'What the guest reads', 'Way on'];

const RECOVERY_LABELS = {
  reload: 'Reload the page',
  retry: 'Try again',
  'new-tab': 'Open in a new tab',
  online: 'opens automatically',
  'warning-ends': 'disappears automatically',
} as const;

const START = '<!-- What follows is written by `npm run tables`. -->';
const END = '<!-- So far `npm run tables`. -->';

/** Returns the README with the current tables of faults. */
export async function updateFaultTables(readme: string): Promise<string> {
  const [before, rest = ''] = readme.split(START);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error('The README has no place for the tables of faults');
  const tables = [
    buildTable('The token endpoint', tokenRows),
    buildTable('KAF, in the frame', frameRows),
    buildTable('The page', [...pageRows, ...Object.values(browserRows)]),
  ].join('\n\n');
  return format(
    `${before}${START}

${tables}

${END}${after}`,
    {
      ...(await resolveConfig('README.md')),
      parser: 'markdown',
    },
  );
}

function buildTable(header: string, rows: readonly Row[]): string {
  const lines = [[header, ...HEAD.slice(1)], HEAD.map(() => '---'), ...rows.map(buildCells)];
  return lines.map(line => `| ${line.join(' | ')} |`).join('\n');
}

function buildCells(row: Row): string[] {
  const elsewhere = Object.entries(row.exceptIn ?? {}) as [Engine, Outcome][];
  const others = elsewhere
    .filter(([, outcome]) => describeOutcome(outcome) !== describeOutcome(row))
    .map(([engine, outcome]) => `in ${engine} ${describeOutcome(outcome)}`);
  return [
    row.fault,
    [describeOutcome(row), ...others].join('; '),
    [describeTime(row), ...elsewhere.map(other => describeTimeInEngine(other, row))]
      .filter(Boolean)
      .join('; '),
    [getSentence(row), row.limitation && `*${row.limitation}*`].filter(Boolean).join(' '),
    row.recovery ? RECOVERY_LABELS[row.recovery] : '',
  ];
}

function describeOutcome({code, warning, unconfirmed}: Outcome): string {
  if (code) return `\`${code}\``;
  const opens = unconfirmed ? 'opens, unconfirmed' : 'opens';
  return warning ? `${opens}, with \`${warning}\`` : opens;
}

const describeTime = ({atDeadline, launches = 1, when}: Outcome) =>
  when ??
  (atDeadline ? 'at the deadline' : launches > 1 ? `after ${launches} attempts` : 'at once');

const describeTimeInEngine = ([engine, outcome]: [Engine, Outcome], row: Row) =>
  describeTime(outcome) !== describeTime(row) && `in ${engine} ${describeTime(outcome)}`;

const getSentence = ({code, warning}: Outcome) =>
  code ? english.errors[code] : warning ? {...english.errors, ...english.warnings}[warning] : '';
