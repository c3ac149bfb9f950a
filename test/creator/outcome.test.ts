import {expect, html} from '@open-wc/testing';
import {waitUntil} from '../support/events.js';
import {
  answerWith,
  fillIn,
  getText,
  renderCreator,
  submitAndFail,
} from '../support/creator-fixture.js';

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

const answerFailure = ({errorCode, outcome}: Omit<Failure, 'mayExist'>) =>
  answerWith({success: false, errorCode, outcome}, 500);

describe('a failed creation', () => {
  for (const {mayExist, ...failure} of FAILURES)
    it(`${mayExist ? 'may have' : 'has not'} created a room: ${JSON.stringify(failure)}`, async () => {
      const rendered = await renderCreator();
      const {creator} = rendered;
      fillIn(creator, {name: 'Room'});
      const {error} = await submitAndFail(rendered, answerFailure(failure));
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
        const rendered = await renderCreator(
          html`<div lang=${lang}>
            <kaltura-room-creator create-url="/rooms"></kaltura-room-creator>
          </div>`,
        );
        await waitUntil(() => getText(rendered.creator, 'submit'));
        fillIn(rendered.creator, {name: 'Room'});
        await submitAndFail(rendered, answerFailure({errorCode, outcome: 'not-created'}));
        expect(getText(rendered.creator, 'message')).not.to.equal('');
        expect(getText(rendered.creator, 'summary')).not.to.contain('Kaltura');
      });

  it('may have created a room in an earlier attempt, although the server denies the last one', async () => {
    const rendered = await renderCreator();
    fillIn(rendered.creator, {name: 'Room'});
    await submitAndFail(rendered, answerFailure({errorCode: 'internalError'}));
    const denial = {errorCode: 'internalError', outcome: 'not-created'};
    await submitAndFail(rendered, answerFailure(denial));
    expect(getText(rendered.creator, 'summary')).to.contain(MAY_EXIST);
  });
});
