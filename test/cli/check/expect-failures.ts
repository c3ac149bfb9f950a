import assert from 'node:assert/strict';
import {DEVELOPMENT_ADMIN_SECRET} from '../../../src/simulator/index.js';
import {COOKIE, runCli} from '../support.js';
import type {Backend} from './mutate-backend.js';
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

/** Asserts that exactly these checks fail, and that the output contains no secret. */
export async function expectFailures(
  backend: Backend,
  ids: readonly string[],
  args: readonly string[] = [],
): Promise<void> {
  const {code, failed, text, checks} = await runCheck(backend, args);
  const details = checks
    .filter(({status}) => status === 'fail')
    .map(({id, got}) => `${id}: ${got}`);
  assert.deepEqual(failed, ids, details.join('\n'));
  assert.equal(code, ids.length > 0 ? 1 : 0);
  assert.doesNotMatch(text, new RegExp(`djJ8|${COOKIE}|${DEVELOPMENT_ADMIN_SECRET}`));
}
