import {expect} from '@open-wc/testing';
import type {RoomErrorCode} from '../../src/index.js';
import {stopClock, type VirtualClock} from './sequences/virtual-clock.js';
import {next, reaches, release, setup, turn} from './set-up.js';

/** Failures that the server answers as final, and whether the guest's network may be their cause. */
const FAILURES: readonly {errorCode: RoomErrorCode; status: number; reopens: boolean}[] = [
  {errorCode: 'endpoint-unreachable', status: 403, reopens: true},
  {errorCode: 'kaltura-unreachable', status: 403, reopens: false},
  {errorCode: 'kaltura-timeout', status: 403, reopens: false},
  {errorCode: 'access-denied', status: 403, reopens: false},
];

describe('the browser is online again', () => {
  let clock: VirtualClock;
  beforeEach(() => {
    clock = stopClock();
  });
  afterEach(() => {
    clock.restore();
    release();
  });

  for (const {errorCode, status, reopens} of FAILURES)
    it(`${reopens ? 'reopens' : 'does not reopen'} a room that failed with ${errorCode}`, async () => {
      const {room, held, events} = await setup();
      (await held.next()).answerJson({success: false, errorCode, error: 'x'}, {status});
      await reaches(room, 'failed');
      expect(room.error?.code).to.equal(errorCode);
      window.dispatchEvent(new Event('online'));
      await clock.pass(2000);
      await turn();
      expect(events).to.deep.equal(reopens ? ['error', 'loading'] : ['error']);
    });
});

describe('the browser is offline', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'onLine');
    release();
  });

  it('keeps the code of a timeout that the server answered', async () => {
    const {room, held} = await setup();
    Object.defineProperty(navigator, 'onLine', {configurable: true, value: false});
    const failed = next(room, 'kaltura-room-error');
    const answer = {success: false, errorCode: 'kaltura-timeout', error: 'x'};
    (await held.next()).answerJson(answer, {status: 403});
    expect((await failed).error.code).to.equal('kaltura-timeout');
  });
});
