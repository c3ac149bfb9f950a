import {expect} from '@open-wc/testing';
import type {RoomErrorCode} from '../../src/index.js';
import {installFakeClock, type FakeClock} from '../support/fake-clock.js';
import {nextEvent, nextTask} from '../support/events.js';
import {waitForState, renderRoom} from '../support/room-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

/** Final failures of the server. `reopens` is true if the guest's network can be the cause. */
const FAILURES: readonly {errorCode: RoomErrorCode; status: number; reopens: boolean}[] = [
  {errorCode: 'endpoint-unreachable', status: 403, reopens: true},
  {errorCode: 'kaltura-unreachable', status: 403, reopens: false},
  {errorCode: 'kaltura-timeout', status: 403, reopens: false},
  {errorCode: 'access-denied', status: 403, reopens: false},
];

describe('the browser is online again', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = installFakeClock();
  });

  for (const {errorCode, status, reopens} of FAILURES)
    it(`${reopens ? 'reopens' : 'does not reopen'} a room that failed with ${errorCode}`, async () => {
      const {room, fetchMock, events} = await renderRoom();
      (await fetchMock.next()).answerJson({success: false, errorCode, error: 'x'}, {status});
      await waitForState(room, 'failed');
      expect(room.error?.code).to.equal(errorCode);
      window.dispatchEvent(new Event('online'));
      await clock.advance(2000);
      await nextTask();
      expect(events).to.deep.equal(reopens ? ['error', 'loading'] : ['error']);
    });
});

describe('a failure that the server reports while the browser is offline', () => {
  afterEach(() => restoreProperties());

  it('keeps its code', async () => {
    const {room, fetchMock} = await renderRoom();
    stubProperty(navigator, 'onLine', false);
    const failed = nextEvent(room, 'kaltura-room-error');
    const answer = {success: false, errorCode: 'kaltura-timeout', error: 'x'};
    (await fetchMock.next()).answerJson(answer, {status: 403});
    expect((await failed).error.code).to.equal('kaltura-timeout');
  });
});
