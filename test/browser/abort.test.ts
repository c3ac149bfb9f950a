import {expect} from '@open-wc/testing';
import {callWithTimeout, createDeadline, delay} from '../../src/browser/abort.js';
import {countTimers} from '../support/count-timers.js';

describe('delay()', () => {
  it('rejects with the reason of a signal that has already aborted', async () => {
    const timers = countTimers();
    const reason = new Error('removed');
    const failed = delay(10_000, AbortSignal.abort(reason)).catch((error: unknown) => error);
    expect(await failed).to.equal(reason);
    expect(timers()).to.equal(0);
  });

  it('rejects with the reason when the signal aborts, and clears its timer', async () => {
    const timers = countTimers();
    const controller = new AbortController();
    const reason = new Error('removed');
    const failed = delay(10_000, controller.signal).catch((error: unknown) => error);
    expect(timers()).to.equal(1);
    controller.abort(reason);
    expect(await failed).to.equal(reason);
    expect(timers()).to.equal(0);
  });
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
