import {expect} from '@open-wc/testing';
import {callWithTimeout, createDeadline, delay} from '../../src/browser/abort.js';
import {countTimers} from '../support/count-timers.js';

for (const when of ['before', 'meanwhile'])
  it(`an end ${when}: its reason at once, and no timer stays`, async () => {
    const timers = countTimers();
    const run = new AbortController();
    const reason = new Error('removed');
    if (when === 'before') run.abort(reason);
    const failed = delay(10_000, run.signal).catch((cause: unknown) => cause);
    run.abort(reason);
    expect(await failed).to.equal(reason);
    expect(timers()).to.equal(0);
  });

describe('createDeadline()', () => {
  it('starts no timer for a parent that has aborted', () => {
    const timers = countTimers();
    const reason = new Error('removed');
    const deadline = createDeadline(AbortSignal.abort(reason), 30);
    expect(timers()).to.equal(0);
    expect(deadline.reason).to.equal(reason);
  });

  it('clears its timer when the parent aborts', () => {
    const timers = countTimers();
    const parent = new AbortController();
    createDeadline(parent.signal, 30);
    expect(timers()).to.equal(1);
    parent.abort();
    expect(timers()).to.equal(0);
  });
});

describe('callWithTimeout()', () => {
  it('leaves no timer, and does not abort the signal of a call that has succeeded', async () => {
    const timers = countTimers();
    let signal: AbortSignal | undefined;
    const result = await callWithTimeout(async given => {
      signal = given;
      return 'found';
    }, new AbortController().signal);
    expect(result).to.equal('found');
    expect(signal?.aborted).to.be.false;
    expect(timers()).to.equal(0);
  });
});
