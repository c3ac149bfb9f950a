// @ts-check
import {DryRunStatus, TestStatus} from '@stryker-mutator/api/test-runner';

/**
 * Variables that the instrumented source reads and writes.
 * @typedef {object} Mutants
 * @property {string | undefined} [activeMutant]
 * @property {string | undefined} [currentTestId]
 * @property {import('@stryker-mutator/api/core').MutantCoverage} [mutantCoverage]
 */

/**
 * Converts the results of `test-framework.mjs` to results of Stryker.
 * @param {import('./test-framework.mjs').Result[]} results
 * @param {import('@stryker-mutator/api/core').MutantCoverage} [mutantCoverage]
 * @returns {import('@stryker-mutator/api/test-runner').CompleteDryRunResult}
 */
export function toDryRunResult(results, mutantCoverage) {
  return {
    status: DryRunStatus.Complete,
    tests: results.map(({id, timeSpentMs, error}) => ({
      id,
      name: id,
      timeSpentMs,
      ...(error === undefined
        ? {status: TestStatus.Success}
        : {status: TestStatus.Failed, failureMessage: error}),
    })),
    ...(mutantCoverage && {mutantCoverage}),
  };
}
