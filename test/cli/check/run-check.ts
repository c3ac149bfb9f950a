import assert from 'node:assert/strict';
import {it} from 'node:test';
import {DEVELOPMENT_ADMIN_SECRET} from '../../../src/simulator/index.js';
import {COOKIE, runCli} from '../support.js';
import type {Backend, Flaw, Mutation} from './mutate-backend.js';
import {serveFetch} from '../../support/serve-fetch.js';

interface ReportedCheck {
  readonly id: string;
  readonly status: 'pass' | 'fail' | 'skip';
  readonly got?: string;
  readonly fix: string;
}

/** Result of `kaltura-room check --json`. */
export interface CheckRun {
  readonly code: number;
  /** IDs of checks. */
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  readonly checks: readonly ReportedCheck[];
  /** The whole output. */
  readonly text: string;
}

/**
 * Checks a backend with the routes `/api/kaltura/token` and `/api/kaltura/rooms`.
 * @param args more arguments, in which `{origin}` becomes the origin of the backend
 */
export async function runCheck(
  backend: Backend,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<CheckRun> {
  const {url: origin, close} = await serveFetch(backend);
  try {
    const {code, out} = await runCli(
      [
        ...['check', `${origin}/api/kaltura/token`, '--room-id', '1_townhall', '--json'],
        ...['--header', `Cookie: ${COOKIE}`],
        ...args.map(arg => arg.replace('{origin}', origin)),
      ],
      {KALTURA_ADMIN_SECRET: DEVELOPMENT_ADMIN_SECRET, KALTURA_PARTNER_ID: '12345', ...env},
    );
    const {checks} = JSON.parse(out) as {checks: ReportedCheck[]};
    const selectIds = (status: string) =>
      checks.filter(check => check.status === status).map(({id}) => id);
    return {code, failed: selectIds('fail'), skipped: selectIds('skip'), checks, text: out};
  } finally {
    await close();
  }
}

/** Asserts that no check fails, and that the output contains no secret. */
export async function expectPass(backend: Backend, args: readonly string[] = []): Promise<void> {
  const run = await runCheck(backend, args);
  assert.deepEqual(run.failed, [], describeFailures(run));
  assert.equal(run.code, 0);
  assertNoSecret(run);
}

/** Asserts that exactly these checks fail, and that the output contains no secret. */
export async function expectFailedChecks(
  backend: Backend,
  ids: readonly string[],
  args: readonly string[] = [],
): Promise<void> {
  const run = await runCheck(backend, args);
  assert.deepEqual(run.failed, ids, describeFailures(run));
  assert.equal(run.code, 1);
  assertNoSecret(run);
}

/**
 * Adds a test for each flaw: exactly its checks fail.
 * @param createBackend returns a backend with the flaw of this mutation
 */
export function testFlaws(
  flaws: readonly Flaw[],
  createBackend: (mutate: Mutation) => Backend,
  args: readonly string[] = [],
): void {
  for (const {flaw, mutate, failed} of flaws)
    it(`fail if the backend ${flaw}: ${failed.join(', ')}`, () =>
      expectFailedChecks(createBackend(mutate), failed, args));
}

function describeFailures({checks}: CheckRun): string {
  const failures = checks.filter(({status}) => status === 'fail');
  return failures.map(({id, got}) => `${id}: ${got}`).join('\n');
}

function assertNoSecret({text}: CheckRun): void {
  assert.doesNotMatch(text, new RegExp(`djJ8|${COOKIE}|${DEVELOPMENT_ADMIN_SECRET}`));
}
