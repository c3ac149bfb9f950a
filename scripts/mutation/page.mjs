// @ts-check
// These modules have hooks for the tests of every file.
import '@open-wc/testing';
import '../../test/support/fake-clock.js';
import '../../test/support/mock-fetch.js';
import {reportUncaughtError, runTests, startFile} from './test-framework.mjs';

/* Runs in the page of `browser-runner.mjs`, which calls `loadTests` and `runMutant`. */

/** Variables of the instrumented source. @type {import('./results.mjs').Mutants} */
const mutants = /** @type {any} */ (globalThis).__stryker__;

/** @param {string[]} files */
async function loadTests(files) {
  for (const file of files) {
    startFile(file);
    await import(`/${file}`);
  }
}

/**
 * @param {object} options
 * @param {string | undefined} options.mutant the mutant to activate, if any
 * @param {readonly string[] | undefined} options.ids
 */
async function runMutant({mutant, ids}) {
  mutants.activeMutant = mutant;
  const results = await runTests({
    ids,
    isBailing: mutant !== undefined,
    onStart(id) {
      mutants.currentTestId = id;
    },
  });
  mutants.currentTestId = undefined;
  return {results, coverage: mutants.mutantCoverage};
}

// The browser only postpones notifications.
const isHarmless = (/** @type {string} */ message) => message.startsWith('ResizeObserver loop');
addEventListener('error', ({error, message}) => {
  if (!isHarmless(message)) reportUncaughtError(error ?? message);
});
addEventListener('unhandledrejection', ({reason}) => reportUncaughtError(reason));

Object.assign(globalThis, {loadTests, runMutant});
