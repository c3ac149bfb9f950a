import {expect} from '@open-wc/testing';
import {
  CreateAttempts,
  getSupportReference,
} from '../../../src/creator/controllers/create-attempts.js';

const ROOM = {name: 'Room'};
const OTHER = {name: 'Other'};

function createAttempts() {
  const changes = {count: 0};
  return {attempts: new CreateAttempts(() => void changes.count++), changes};
}

const getBodies = (attempts: CreateAttempts) => attempts.list.map(({body}) => body);

describe('CreateAttempts', () => {
  describe('begin()', () => {
    it('creates an attempt with an unknown outcome', () => {
      const {attempts, changes} = createAttempts();
      const attempt = attempts.begin(ROOM);
      expect(attempt.key).to.match(/^[\da-f]{32}$/);
      expect(attempt.isOutcomeUnknown).to.be.true;
      expect(attempt.time).to.be.closeTo(Date.now(), 1000);
      expect(attempts.list).to.deep.equal([attempt]);
      expect(changes.count).to.equal(1);
    });

    it('reuses the key of the same request, and moves it to the end', () => {
      const {attempts} = createAttempts();
      const {key} = attempts.begin(ROOM);
      expect(attempts.begin(OTHER).key).not.to.equal(key);
      expect(attempts.begin(ROOM).key).to.equal(key);
      expect(getBodies(attempts)).to.deep.equal(['{"name":"Other"}', '{"name":"Room"}']);
    });

    it('keeps the last 100 attempts', () => {
      const {attempts} = createAttempts();
      for (let index = 0; index < 101; index++) attempts.begin({name: `Room ${index}`});
      expect(attempts.list).to.have.length(100);
      expect(attempts.find({name: 'Room 0'})).to.be.undefined;
      expect(attempts.find({name: 'Room 1'})).not.to.be.undefined;
    });
  });

  describe('forget()', () => {
    it('removes the attempt, so that the same request gets a new key', () => {
      const {attempts, changes} = createAttempts();
      const attempt = attempts.begin(ROOM);
      attempts.begin(OTHER);
      attempts.forget(attempt);
      expect(changes.count).to.equal(3);
      expect(getBodies(attempts)).to.deep.equal(['{"name":"Other"}']);
      expect(attempts.begin(ROOM).key).not.to.equal(attempt.key);
    });
  });

  describe('fail()', () => {
    it('keeps the outcome and the key', () => {
      const {attempts, changes} = createAttempts();
      const attempt = attempts.begin(ROOM);
      attempts.fail({...attempt, isOutcomeUnknown: false});
      expect(attempts.list).to.deep.equal([{...attempt, isOutcomeUnknown: false}]);
      expect(changes.count).to.equal(2);
    });
  });

  describe('forgetRejected()', () => {
    it('keeps only attempts whose room may exist', () => {
      const {attempts} = createAttempts();
      attempts.fail({...attempts.begin(ROOM), isOutcomeUnknown: false});
      attempts.begin(OTHER);
      attempts.forgetRejected();
      expect(getBodies(attempts)).to.deep.equal(['{"name":"Other"}']);
    });
  });

  describe('restore()', () => {
    it('adds stored attempts first, each key once', () => {
      const {attempts} = createAttempts();
      const current = attempts.begin(ROOM);
      const stored = {body: '{"name":"Stored"}', key: 'a'.repeat(32), isOutcomeUnknown: true};
      attempts.restore([stored, current]);
      attempts.restore([stored]);
      expect(attempts.list).to.deep.equal([stored, current]);
    });

    it('keeps the newest 100 attempts', () => {
      const {attempts} = createAttempts();
      const stored = Array.from({length: 101}, (_, index) => ({
        body: `{"name":"Room ${index}"}`,
        key: String(index).padStart(32, '0'),
        isOutcomeUnknown: true,
      }));
      attempts.restore(stored);
      expect(attempts.list).to.deep.equal(stored.slice(1));
    });
  });

  describe('unconfirmed', () => {
    it('lists the attempts whose rooms may exist', () => {
      const {attempts} = createAttempts();
      attempts.fail({...attempts.begin({name: 'Rejected'}), isOutcomeUnknown: false});
      const expected = [attempts.begin(ROOM), attempts.begin({name: 'Room', tags: 'a'})];
      expect(attempts.unconfirmed).to.deep.equal(expected);
    });

    for (const body of [
      '{',
      '[]',
      'null',
      '{"name": {"toString": 1}}',
      '{"name":"x","extra":1}',
      // The elements would send another text than the stored one.
      '{"name": "x"}',
      '{"name":" x "}',
    ])
      it(`ignores a stored request that is invalid: ${body}`, () => {
        const {attempts} = createAttempts();
        attempts.restore([{body, key: 'a'.repeat(32), isOutcomeUnknown: true}]);
        expect(attempts.unconfirmed).to.deep.equal([]);
      });
  });
});

describe('getSupportReference()', () => {
  it('returns the first 8 characters of the key', () => {
    const key = '0123456789abcdef'.repeat(2);
    expect(getSupportReference({body: '{}', key, isOutcomeUnknown: true})).to.equal('01234567');
  });
});
