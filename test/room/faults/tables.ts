import {format, resolveConfig} from 'prettier';
import {getTranslation} from '../../../src/localization/translations.js';
import {
  browserRows,
  frameRows,
  pageRows,
  tokenRows,
  type Engine,
  type Outcome,
  type Row,
} from './rows.js';

/*
 * The rows as the README prints them: written there by `npm run tables`, and held to it by
 * `test/readme.test.ts`.
 */

const english = getTranslation('en')!;

const HEAD = ['Fault', 'Outcome', 'When', 'What the guest reads', 'Way on'];

const WAYS = {
  retry: 'Try again',
  'new-tab': 'Open in a new tab',
  online: 'opens by itself',
  back: 'goes by itself',
} as const;

const START = '<!-- What follows is written by `npm run tables`. -->';
const END = '<!-- So far `npm run tables`. -->';

/** The README with the tables of all faults as they are now. */
export async function withTables(readme: string): Promise<string> {
  const [before, rest = ''] = readme.split(START);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error('The README has no place for the tables of faults');
  const tables = [
    table('The token endpoint', tokenRows),
    table('KAF, in the frame', frameRows),
    table('The page', [...pageRows, ...Object.values(browserRows)]),
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

function table(what: string, rows: readonly Row[]): string {
  const lines = [[what, ...HEAD.slice(1)], HEAD.map(() => '---'), ...rows.map(cells)];
  return lines.map(line => `| ${line.join(' | ')} |`).join('\n');
}

function cells(row: Row): string[] {
  const elsewhere = Object.entries(row.but ?? {}) as [Engine, Outcome][];
  const others = elsewhere
    .filter(([, outcome]) => nameOf(outcome) !== nameOf(row))
    .map(([engine, outcome]) => `in ${engine} ${nameOf(outcome)}`);
  return [
    row.fault,
    [nameOf(row), ...others].join('; '),
    [whenOf(row), ...elsewhere.map(other => elsewhereIn(other, row))].filter(Boolean).join('; '),
    [sentenceOf(row), row.unknown && `*${row.unknown}*`].filter(Boolean).join(' '),
    row.wayOn ? WAYS[row.wayOn] : '',
  ];
}

function nameOf({code, warning, unconfirmed}: Outcome): string {
  if (code) return `\`${code}\``;
  const opens = unconfirmed ? 'opens, unconfirmed' : 'opens';
  return warning ? `${opens}, with \`${warning}\`` : opens;
}

const whenOf = ({late, launches = 1, when}: Outcome) =>
  when ?? (late ? 'at the deadline' : launches > 1 ? `after ${launches} attempts` : 'at once');

const elsewhereIn = ([engine, outcome]: [Engine, Outcome], row: Row) =>
  whenOf(outcome) !== whenOf(row) && `in ${engine} ${whenOf(outcome)}`;

const sentenceOf = ({code, warning}: Outcome) =>
  code ? english.errors[code] : warning ? {...english.errors, ...english.warnings}[warning] : '';
