import {expect, html} from '@open-wc/testing';
import {nextEvent, waitUntil} from '../support/events.js';
import {
  restoreFetch,
  renderCreator,
  submit,
  getText,
  fillIn,
  type CreatorFixture,
} from '../support/creator-fixture.js';

afterEach(() => restoreFetch());

const MAY_EXIST = 'The room may already exist.';
const NOT_CREATED = 'The room was not created';
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he'];

interface Failure {
  readonly errorCode: string;
  readonly outcome?: unknown;
  readonly mayExist: boolean;
}

const FAILURES: readonly Failure[] = [
  {errorCode: 'kaltura-refused', mayExist: false},
  {errorCode: 'kaltura-refused', outcome: 'unknown', mayExist: true},
  {errorCode: 'kaltura-refused', outcome: 'perhaps', mayExist: false},
  {errorCode: 'internalError', mayExist: true},
  {errorCode: 'internalError', outcome: 'not-created', mayExist: false},
  {errorCode: 'internalError', outcome: 'perhaps', mayExist: true},
  {errorCode: 'internalError', outcome: null, mayExist: true},
  {errorCode: 'invalidConfiguration', mayExist: false},
  {errorCode: 'invalidConfiguration', outcome: 'unknown', mayExist: true},
];

async function fail(
  {creator, fetchMock}: CreatorFixture,
  {errorCode, outcome}: Omit<Failure, 'mayExist'>,
) {
  const failed = nextEvent(creator, 'kaltura-room-create-error');
  submit(creator);
  (await fetchMock.next()).answerJson({success: false, errorCode, outcome}, {status: 500});
  const {error} = await failed;
  await creator.updateComplete;
  return error;
}

describe('a failed creation', () => {
  for (const {mayExist, ...failure} of FAILURES)
    it(`${mayExist ? 'may have' : 'has not'} created a room: ${JSON.stringify(failure)}`, async () => {
      const all = await renderCreator();
      const {creator} = all;
      fillIn(creator, {name: 'Room'});
      const error = await fail(all, failure);
      expect(error.mayHaveCreatedRoom).to.equal(mayExist);
      const summary = getText(creator, 'summary');
      expect(summary.includes(MAY_EXIST), 'says that the room may exist').to.equal(mayExist);
      expect(summary.includes(NOT_CREATED), 'says that there is no room').to.equal(!mayExist);
      creator.reset();
      await creator.updateComplete;
      const status = getText(creator, 'status');
      expect(status.includes(MAY_EXIST), 'remembers the room after a reset').to.equal(mayExist);
    });

  for (const errorCode of ['internalError', 'invalidRequest'])
    for (const lang of LANGUAGES)
      it(`does not blame Kaltura, which the server may not have asked: ${errorCode}, ${lang}`, async () => {
        const all = await renderCreator(
          html`<div lang=${lang}>
            <kaltura-room-creator create-url="/rooms"></kaltura-room-creator>
          </div>`,
        );
        await waitUntil(() => getText(all.creator, 'submit'));
        fillIn(all.creator, {name: 'Room'});
        await fail(all, {errorCode, outcome: 'not-created'});
        expect(getText(all.creator, 'message')).not.to.equal('');
        expect(getText(all.creator, 'summary')).not.to.contain('Kaltura');
      });

  it('may have created a room in an earlier attempt, although the server denies the last one', async () => {
    const all = await renderCreator();
    fillIn(all.creator, {name: 'Room'});
    await fail(all, {errorCode: 'internalError'});
    await fail(all, {errorCode: 'internalError', outcome: 'not-created'});
    expect(getText(all.creator, 'summary')).to.contain(MAY_EXIST);
  });
});
