import {expect, html} from '@open-wc/testing';
import {nextTask, waitUntil} from '../support/events.js';
import {
  CREATED,
  NEW_ROOM,
  answerWithoutId,
  createFailure,
  getFieldValues,
  getIdempotencyKey,
  getPart,
  hasPart,
  getSubmitButton,
  getText,
  renderCreator,
  submit,
  submitAndFail,
  waitForOutcome,
  type CreatorFixture,
} from '../support/creator-fixture.js';

afterEach(() => sessionStorage.clear());

const STORAGE_KEY = 'kaltura-room-creator:mine';
const KEY = 'a'.repeat(32);
const LOST = {body: '{"name":"Lost","tags":"a"}', key: KEY, isOutcomeUnknown: true};

/** Renders the form of a page that the guest has left during a request. */
async function renderWithAttempts(
  attempts: readonly object[],
  {edits = {}, lang = 'en'} = {},
): Promise<CreatorFixture> {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify({edits, attempts}));
  const rendered = await renderCreator(
    html`<div lang=${lang}>
      <kaltura-room-creator create-url="/rooms" draft-key="mine"></kaltura-room-creator>
    </div>`,
  );
  await waitUntil(() => getText(rendered.creator, 'attempt'));
  return rendered;
}

describe('the notice about an earlier attempt', () => {
  for (const {lang, month} of [
    {lang: 'en', month: 'Mar'},
    {lang: 'es', month: 'mar'},
  ])
    it(`names the room, and the time in the language of the form: ${lang}`, async () => {
      const time = Date.UTC(2024, 2, 5, 12);
      const {creator} = await renderWithAttempts([{...LOST, time}], {lang});
      await waitUntil(() => getText(creator, 'time').includes(month));
      const name = getPart(creator, 'attempt')!.querySelector('[part=name]')!;
      expect(name.textContent).to.equal('Lost');
      expect(getText(creator, 'time')).to.contain('2024');
    });

  for (const time of [undefined, null, 'now', 1e300])
    it(`has no time if the stored one is ${time}`, async () => {
      const {creator} = await renderWithAttempts([{...LOST, time}]);
      expect(getText(creator, 'time')).to.equal('');
      expect(getText(creator, 'attempt')).to.contain('The room may already exist.');
    });

  it('describes the submit button', async () => {
    const {creator} = await renderWithAttempts([LOST]);
    const id = getSubmitButton(creator).getAttribute('aria-describedby')!;
    expect(creator.shadowRoot!.getElementById(id)!.contains(getPart(creator, 'attempt'))).to.be
      .true;
  });

  it('is not the first element to take the focus', async () => {
    const {creator} = await renderWithAttempts([LOST]);
    creator.focus();
    expect(creator.shadowRoot!.activeElement?.id).to.equal('name');
  });
});

describe('the Try again button of an earlier attempt', () => {
  it('sends the same request with the same key, and keeps other input', async () => {
    const {creator, fetchMock} = await renderWithAttempts([LOST], {edits: {name: 'Next'}});
    getPart(creator, 'retry')!.click();
    const call = await fetchMock.next();
    expect(call.body).to.deep.equal({name: 'Lost', tags: 'a'});
    expect(getIdempotencyKey(call)).to.equal(KEY);
    call.answerJson(CREATED);
    await waitForOutcome(creator);
    expect(creator.value).to.equal(NEW_ROOM);
    expect(getText(creator, 'status')).to.equal('Room created: Lost');
    expect(getFieldValues(creator)).to.deep.equal({name: 'Next'});
    const stored = JSON.parse(sessionStorage.getItem(STORAGE_KEY)!) as {attempts: unknown};
    expect(stored.attempts).to.deep.equal([]);
  });

  it('empties the form if it has the same content', async () => {
    const edits = {name: 'Lost', tags: ['a']};
    const {creator, fetchMock} = await renderWithAttempts([LOST], {edits});
    getPart(creator, 'retry')!.click();
    (await fetchMock.next()).answerJson(CREATED);
    await waitForOutcome(creator);
    expect(getFieldValues(creator)).to.deep.equal({});
    expect(sessionStorage).to.have.length(0);
  });

  it('keeps other input behind the panel of the created room', async () => {
    const {creator, fetchMock} = await renderWithAttempts([LOST], {edits: {name: 'Next'}});
    creator.allowAnother = true;
    getPart(creator, 'retry')!.click();
    (await fetchMock.next()).answerJson(CREATED);
    await waitForOutcome(creator);
    getPart(creator, 'another')!.click();
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Next'});
  });

  it('shows a failure in the summary, not beside the fields of another room', async () => {
    const {creator, fetchMock} = await renderWithAttempts([LOST], {edits: {name: 'Next'}});
    getPart(creator, 'retry')!.click();
    (await fetchMock.next()).answerJson(createFailure('invalidRequest', 'body.tags: no'), {
      status: 400,
    });
    await waitForOutcome(creator);
    expect(getText(creator, 'summary')).to.contain('These details were not accepted.');
    expect(hasPart(creator, 'error')).to.be.false;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Next'});
  });

  it('keeps its notice after a failure, with the focus on the summary', async () => {
    const {creator, fetchMock} = await renderWithAttempts([LOST], {edits: {tags: ['a']}});
    submit(creator);
    await waitForOutcome(creator);
    expect(hasPart(creator, 'error'), 'the error beside the name').to.be.true;
    getPart(creator, 'retry')!.click();
    (await fetchMock.next()).answerJson(createFailure('access-denied'), {status: 403});
    await waitForOutcome(creator);
    await nextTask();
    expect(getText(creator, 'attempt')).to.contain('Lost');
    expect(creator.shadowRoot!.activeElement === getPart(creator, 'summary')).to.be.true;
    getPart(creator, 'retry')!.click();
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Lost', tags: 'a'});
  });

  it('stays beside the failure of another room, which has no notice of its own', async () => {
    const rendered = await renderWithAttempts([LOST], {edits: {name: 'Next'}});
    await submitAndFail(rendered, answerWithoutId);
    const names = rendered.creator.shadowRoot!.querySelectorAll('[part=attempt] [part=name]');
    expect(Array.from(names, ({textContent}) => textContent)).to.deep.equal(['Lost']);
    expect(getText(rendered.creator, 'summary')).to.contain('The room may already exist.');
  });

  it('lets the page cancel the request', async () => {
    const {creator, fetchMock} = await renderWithAttempts([LOST]);
    creator.addEventListener('kaltura-room-create', event => event.preventDefault());
    getPart(creator, 'retry')!.click();
    await waitForOutcome(creator);
    expect(fetchMock.calls).to.have.length(0);
    expect(hasPart(creator, 'attempt')).to.be.true;
  });
});

describe('the Forget it button of an earlier attempt', () => {
  it('removes the notice and the stored attempt, and keeps the focus in the form', async () => {
    const other = {body: '{"name":"Other"}', key: 'b'.repeat(32), isOutcomeUnknown: true};
    const {creator} = await renderWithAttempts([LOST, other]);
    getPart(creator, 'forget')!.focus();
    getPart(creator, 'forget')!.click();
    await nextTask();
    expect(getText(creator, 'attempt')).to.contain('Other').and.not.to.contain('Lost');
    getPart(creator, 'forget')!.click();
    await nextTask();
    expect(hasPart(creator, 'attempt')).to.be.false;
    expect(creator.shadowRoot!.activeElement === getSubmitButton(creator)).to.be.true;
    expect(sessionStorage).to.have.length(0);
  });

  it('is disabled with the form', async () => {
    const {creator} = await renderWithAttempts([LOST]);
    creator.disabled = true;
    await creator.updateComplete;
    await nextTask();
    for (const part of ['retry', 'forget'])
      expect(getPart(creator, part)!.matches(':disabled'), part).to.be.true;
  });
});
