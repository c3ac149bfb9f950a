import {
  ERROR_CATALOG,
  WARNING_CATALOG,
  getTraits,
  type ErrorTraits,
  type RoomErrorCode,
  type WarningCode,
} from '../../src/contract/error-catalog.js';
import {getErrorSentence} from '../../src/localization/error-sentence.js';
import {creatorWords} from '../../src/localization/creator-english.js';
import {getTranslation} from '../../src/localization/translations.js';
import {
  AREAS,
  ERROR_MEANINGS,
  FIXERS,
  WARNING_MEANINGS,
  type ErrorMeaning,
} from './error-meanings.js';
import {buildTable, code, joinBlocks} from './markdown.js';

const english = getTranslation('en')!;

/** Builds a section for each error code and each warning code. */
export function buildErrorCodesPage(): string {
  const codes = Object.keys(ERROR_CATALOG) as RoomErrorCode[];
  const areas = (Object.keys(AREAS) as (keyof typeof AREAS)[]).flatMap(area => [
    `## ${AREAS[area]} {#area-${area}}`,
    ...codes.filter(name => ERROR_MEANINGS[name].area === area).map(buildError),
  ]);
  const warnings = Object.keys(WARNING_CATALOG) as WarningCode[];
  return `${joinBlocks(
    '## Overview',
    buildTable(
      ['Code', 'Who can fix it'],
      codes.map(name => [`[${code(name)}](#${name})`, listFixers(ERROR_MEANINGS[name])]),
    ),
    ...areas,
    '## Warnings',
    'A warning does not end the meeting. `<kaltura-room>` emits `kaltura-room-warning` with one of these codes, or with an error code:',
    "- `offline` while the device has no network\n- `frame-blocked` after the page's policy has blocked a frame\n- any code if the open room could not move to a new tab",
    ...warnings.map(buildWarning),
  )}\n`;
}

function buildError(name: RoomErrorCode): string {
  const sentence = getErrorSentence(english, name);
  const creatorSentence = (creatorWords as Readonly<Record<string, string>>)[name];
  return joinBlocks(
    `### ${code(name)} {#${name}}`,
    ERROR_MEANINGS[name].meaning,
    [
      ...listFixes(ERROR_MEANINGS[name]),
      sentence && `- **Guest sees**: ${sentence}`,
      creatorSentence && `- **Guest sees in the form**: ${creatorSentence}`,
      ...listTraits(getTraits(name)),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

function buildWarning(name: WarningCode): string {
  return joinBlocks(
    `### ${code(name)} {#${name}}`,
    WARNING_MEANINGS[name].meaning,
    [
      ...listFixes(WARNING_MEANINGS[name]),
      `- **Guest sees**: ${english.warnings[name]}`,
      ...listTraits(getTraits(name)),
    ].join('\n'),
  );
}

const listFixers = ({fixes}: Pick<ErrorMeaning, 'fixes'>): string =>
  getFixes(fixes)
    .map(([fixer], index) => (index === 0 ? FIXERS[fixer] : toLowerCase(FIXERS[fixer])))
    .join(', ');

/** Returns a person's name for the middle of a sentence. */
const toLowerCase = (fixer: string): string =>
  fixer === FIXERS.kaltura ? fixer : fixer.charAt(0).toLowerCase() + fixer.slice(1);

const listFixes = ({fixes}: Pick<ErrorMeaning, 'fixes'>): readonly string[] =>
  getFixes(fixes).map(([fixer, fix]) => `- **Fix** (${toLowerCase(FIXERS[fixer])}): ${fix}`);

const getFixes = (fixes: ErrorMeaning['fixes']) =>
  Object.entries(fixes) as [keyof typeof FIXERS, string][];

/** Describes the traits by which the elements and the server decide. */
const listTraits = (traits: ErrorTraits): readonly string[] =>
  [
    traits.status && `**HTTP status**: ${traits.status}`,
    traits.retry === 'launch' && '**Retried**: a launch, by `<kaltura-room>`.',
    traits.retry === 'always' && '**Retried**: a launch and a creation, by the elements.',
    traits.isOutcomeUnknown && 'The room may exist although the creation failed.',
    traits.newTab === 'first' &&
      'The main button in the error message opens the room in a new tab.',
    traits.newTab === 'second' &&
      'The second button in the error message opens the room in a new tab.',
    traits.isFixedByReload && 'The main button in the error message reloads the page.',
    traits.isLocal && 'Only an element reports it. A server cannot.',
    traits.isInternalDetail && 'The server logs the message, and answers without it.',
  ]
    .filter(trait => typeof trait === 'string')
    .map(trait => `- ${trait}`);
