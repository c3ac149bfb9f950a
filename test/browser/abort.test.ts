import {expect} from '@open-wc/testing';
import {delay} from '../../src/browser/abort.js';
import {countTimers} from '../count-timers.js';

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
