import {expect} from '@open-wc/testing';
import type {RoomError} from '../../src/errors.js';
import {later} from '../../src/host/later.js';

const never = new Promise<never>(() => {});
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (cause: unknown) => cause as RoomError,
  );

it('gives the part', async () => {
  expect(await later(async () => 'part', new AbortController().signal)).to.equal('part');
});

it('a part that cannot be had: script-unreachable, which may pass', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module');
  const error = await failure(later(() => Promise.reject(cause), new AbortController().signal));
  expect([error?.code, error?.retryable, error?.cause]).to.deep.equal([
    ...['script-unreachable', true],
    cause,
  ]);
});

it('a part that never comes: script-unreachable at the deadline', async () => {
  const error = await failure(later(() => never, AbortSignal.timeout(10)));
  expect(error?.code).to.equal('script-unreachable');
});

for (const when of ['before', 'meanwhile'])
  it(`an end that is no deadline, ${when}: its own reason`, async () => {
    const run = new AbortController();
    const reason = new Error('removed');
    if (when === 'before') run.abort(reason);
    const failed = failure(later(() => never, run.signal));
    run.abort(reason);
    expect(await failed).to.equal(reason);
  });
