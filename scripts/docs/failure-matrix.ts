import {getErrorSentence, getWarningSentence} from '../../src/localization/error-sentence.js';
import {getTranslation} from '../../src/localization/translations.js';
import {
  browserRows,
  frameRows,
  pageRows,
  tokenRows,
  type Engine,
  type Outcome,
  type Row,
} from '../../test/support/fault-rows.js';
import {code, joinBlocks} from './markdown.js';

/* The failure matrix, from the rows that tests verify in each engine. */

const english = getTranslation('en')!;

const RECOVERY_LABELS: Readonly<Record<NonNullable<Outcome['recovery']>, string>> = {
  reload: 'The guest reloads the page.',
  retry: 'The guest tries again.',
  'retry-later': 'The guest reads when to try again.',
  'new-tab': 'The guest opens a new tab.',
  online: 'The room opens automatically.',
  'warning-ends': 'The warning disappears automatically.',
};

/** Builds the lists of faults with their outcomes. */
export const buildFailureMatrix = (): string =>
  `${joinBlocks(
    '## The token endpoint',
    ...groupByOutcome(tokenRows),
    '## KAF, in the frame',
    ...groupByOutcome(frameRows),
    '## The page and the browser',
    ...groupByOutcome([...pageRows, ...Object.values(browserRows)]),
  )}\n`;

/** Builds a section for each outcome, with the faults that lead to it. */
function groupByOutcome(rows: readonly Row[]): readonly string[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const outcome = describeOutcome(row);
    groups.set(outcome, [...(groups.get(outcome) ?? []), row]);
  }
  return [...groups].map(([outcome, group]) => {
    const [first] = group;
    const shared = group.length > 1 ? findSharedFacts(group) : [];
    return joinBlocks(
      `### ${toCapital(outcome)}`,
      first && getSentence(first) && `> ${getSentence(first)}`,
      shared.length > 0 && shared.map(toSentence).join(' '),
      group.map(row => buildRow(row, shared)).join('\n'),
    );
  });
}

/** Returns the facts that all rows have. */
function findSharedFacts([first, ...others]: readonly Row[]): readonly string[] {
  return (first ? listFacts(first) : []).filter(fact =>
    others.every(row => listFacts(row).includes(fact)),
  );
}

function buildRow(row: Row, shared: readonly string[]): string {
  const facts = listFacts(row).filter(fact => !shared.includes(fact));
  const fault = toSentence(row.fault);
  return `- ${facts.length ? [`**${fault}**`, ...facts.map(toSentence)].join(' ') : fault}`;
}

function listFacts(row: Row): readonly string[] {
  const elsewhere = Object.entries(row.exceptIn ?? {}) as [Engine, Outcome][];
  const facts = [
    describeTime(row),
    row.recovery && RECOVERY_LABELS[row.recovery],
    ...elsewhere.map(([engine, outcome]) => describeException(engine, outcome, row)),
    row.limitation,
  ];
  return facts.filter(fact => fact !== undefined);
}

function describeException(engine: Engine, outcome: Outcome, row: Row): string | undefined {
  const parts = [
    describeOutcome(outcome) !== describeOutcome(row) && describeOutcome(outcome),
    describeTime(outcome) !== describeTime(row) && describeTime(outcome),
  ].filter(Boolean);
  return parts.length ? `In ${engine}: ${parts.join(', ')}` : undefined;
}

function describeOutcome({code: error, warning, unconfirmed}: Outcome): string {
  if (error) return `fails with ${code(error)}`;
  const opens = unconfirmed ? 'opens, unconfirmed' : 'opens';
  return warning ? `${opens}, with ${code(warning)}` : opens;
}

const describeTime = ({atDeadline, launches = 1, when}: Outcome): string =>
  when ??
  (atDeadline ? 'at the deadline' : launches > 1 ? `after ${launches} attempts` : 'at once');

const getSentence = ({code: error, warning}: Outcome): string | undefined =>
  error ? getErrorSentence(english, error) : warning && getWarningSentence(english, warning);

const toCapital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

/** Begins with a capital letter, and ends with a full stop. */
const toSentence = (text: string): string => `${toCapital(text)}${text.endsWith('.') ? '' : '.'}`;
