import assert from 'node:assert/strict';
import {DEVELOPMENT_ADMIN_SECRET} from '../../../src/simulator/index.js';
import {COOKIE, listen, runCli} from '../support.js';
import type {Backend} from './spoil.js';

interface Finding {
  readonly id: string;
  readonly status: 'pass' | 'fail' | 'skip';
  readonly got?: string;
  readonly fix: string;
}

/** What a run of `check --json` said. */
export interface Found {
  readonly code: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  readonly checks: readonly Finding[];
  readonly text: string;
}

/** Checks a backend that has `/api/kaltura/token` and `/api/kaltura/rooms`, with the secret. */
export async function checked(
  backend: Backend,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Found> {
  const {origin, close} = await listen(backend);
  try {
    const {code, out} = await runCli(
      [
        ...['check', `${origin}/api/kaltura/token`, '--room-id', '1_townhall', '--json'],
        ...['--header', `Cookie: ${COOKIE}`],
        ...args.map(arg => arg.replace('{origin}', origin)),
      ],
      {KALTURA_ADMIN_SECRET: DEVELOPMENT_ADMIN_SECRET, KALTURA_PARTNER_ID: '12345', ...env},
    );
    const {checks} = JSON.parse(out) as {checks: Finding[]};
    const ids = (status: string) => checks.filter(one => one.status === status).map(({id}) => id);
    return {code, failed: ids('fail'), skipped: ids('skip'), checks, text: out};
  } finally {
    await close();
  }
}

/** Fails unless the check finds exactly these faults, and says nothing that it must not. */
export async function finds(
  backend: Backend,
  expected: readonly string[],
  args: readonly string[] = [],
): Promise<void> {
  const {code, failed, text, checks} = await checked(backend, args);
  const got = checks.filter(({status}) => status === 'fail').map(({id, got}) => `${id}: ${got}`);
  assert.deepEqual(failed, expected, got.join('\n'));
  assert.equal(code, expected.length > 0 ? 1 : 0);
  assert.doesNotMatch(text, new RegExp(`djJ8|${COOKIE}|${DEVELOPMENT_ADMIN_SECRET}`));
}
