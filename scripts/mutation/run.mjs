// @ts-check
import {Stryker} from '@stryker-mutator/core';
import {PARTS} from './parts.mjs';

/*
 * Changes the source in many small ways, and reports each change (mutant) that no test notices.
 * `npm run mutation -- contract idempotency` mutates only these parts; see `parts.mjs`.
 */

const parts = process.argv.slice(2);
for (const part of parts.length > 0 ? parts : Object.keys(PARTS)) {
  const {mutate, runner} = PARTS[part] ?? {};
  if (!mutate || !runner)
    throw new Error(`The part must be one of ${Object.keys(PARTS).join(', ')}; got "${part}"`);
  console.log(`\n── ${part} ──`);
  // The test runner runs in processes of its own.
  process.env['MUTATION_PART'] = part;
  await new Stryker({
    mutate,
    testRunner: runner,
    plugins: [new URL(`${runner}-runner.mjs`, import.meta.url).href],
    coverageAnalysis: 'perTest',
    // Most mutants in a browser make a test wait.
    concurrency: runner === 'browser' ? 6 : 2,
    checkers: [],
    timeoutMS: 90_000,
    dryRunTimeoutMinutes: 15,
    ignorePatterns: ['.cache', 'demo', 'test/e2e', 'test/integration', 'test-results'],
    tempDirName: '.cache/stryker',
    reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
    clearTextReporter: {allowColor: false, logTests: false, reportTests: false},
    jsonReporter: {fileName: `.cache/mutation/${part}.json`},
    htmlReporter: {fileName: `.cache/mutation/${part}.html`},
    allowConsoleColors: false,
  }).runMutationTest();
}
