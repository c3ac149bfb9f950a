import {expect} from '@open-wc/testing';
import {RetryPolicy, explainFailure} from '../../src/browser/retry-policy.js';
import {RoomError} from '../../src/index.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

const transient = (retryAfter?: number) => new RoomError('endpoint-failed', 'x', {retryAfter});

describe('RetryPolicy.nextDelay()', () => {
  it('allows two retries, the second after a longer delay', () => {
    const policy = new RetryPolicy(30);
    expect(policy.nextDelay(transient())).to.be.within(250, 500);
    expect(policy.nextDelay(transient())).to.be.within(500, 1000);
    expect(policy.nextDelay(transient())).to.be.undefined;
  });

  it('waits at least for Retry-After', () => {
    expect(new RetryPolicy(30).nextDelay(transient(7))).to.be.within(7250, 7500);
  });

  it('allows no retry after the deadline', () => {
    expect(new RetryPolicy(7).nextDelay(transient(7))).to.be.undefined;
  });

  it('allows no retry of a final error', () => {
    expect(new RetryPolicy(30).nextDelay(new RoomError('access-denied', 'x'))).to.be.undefined;
  });

  it('allows retries while the browser reports that it is offline', () => {
    expect(new RetryPolicy(30).nextDelay(new RoomError('offline', 'x'))).to.be.within(250, 500);
  });
});

describe('explainFailure()', () => {
  afterEach(() => restoreProperties());

  it('returns a RoomError as it is while the browser is online', () => {
    const error = new RoomError('endpoint-timeout', 'x');
    expect(explainFailure(error)).to.equal(error);
  });

  it('returns `offline` for a network error while the browser is offline', () => {
    stubProperty(navigator, 'onLine', false);
    expect(explainFailure(new RoomError('endpoint-timeout', 'x')).code).to.equal('offline');
  });

  it('keeps an error that the network did not cause', () => {
    stubProperty(navigator, 'onLine', false);
    expect(explainFailure(new RoomError('kaltura-timeout', 'x')).code).to.equal('kaltura-timeout');
  });
});
