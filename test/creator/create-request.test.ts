import {expect, html} from '@open-wc/testing';
import type {PendingRequest} from '../support/mock-fetch.js';
import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {installFakeClock, type FakeClock} from '../support/fake-clock.js';
import {
  CREATED,
  answerWith,
  answerWithoutId,
  createFailure,
  fillIn,
  getFieldValues,
  getIdempotencyKey,
  getText,
  renderCreator,
  submit,
  submitAndFail,
  waitForOutcome,
} from '../support/creator-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

afterEach(() => restoreProperties());

interface TransientFailure {
  readonly name: string;
  readonly answer: (call: PendingRequest) => void;
}

const TRANSIENT_FAILURES: readonly TransientFailure[] = [
  {name: 'a network failure', answer: call => call.fail()},
  {name: 'an HTML page with status 502', answer: call => call.answer('<h1>', {status: 502})},
  {
    name: 'rate-limited',
    answer: call => call.answerJson(createFailure('rate-limited'), {status: 429}),
  },
  {
    name: 'request-in-progress',
    answer: call => call.answerJson(createFailure('request-in-progress'), {status: 409}),
  },
];

const MAX_RETRY_DELAY_MS = 1000;

/** Waits until the element has planned a retry, and advances the clock until it is due. */
async function passRetryDelay(clock: FakeClock): Promise<void> {
  await waitUntil(() => clock.delays.some(ms => ms <= MAX_RETRY_DELAY_MS));
  await clock.advance(MAX_RETRY_DELAY_MS);
}

describe('automatic retries', () => {
  for (const {name, answer} of TRANSIENT_FAILURES)
    it(`repeat the request with the same key after ${name}`, async () => {
      const clock = installFakeClock();
      const {creator, fetchMock, events} = await renderCreator();
      fillIn(creator, {name: 'Room'});
      submit(creator);
      const first = await fetchMock.next();
      answer(first);
      await passRetryDelay(clock);
      const second = await fetchMock.next();
      expect(getText(creator, 'status')).to.equal('Trying again…');
      expect(getIdempotencyKey(second)).to.equal(getIdempotencyKey(first));
      expect(second.body).to.deep.equal(first.body);
      second.answerJson(CREATED);
      await waitForOutcome(creator);
      expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-created']);
    });

  it('ask a function for the headers of each request', async () => {
    const clock = installFakeClock();
    let nonce = 0;
    const headers = () => ({'X-WP-Nonce': String(++nonce)});
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" .headers=${headers}></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const first = await fetchMock.next();
    first.fail();
    await passRetryDelay(clock);
    const second = await fetchMock.next();
    expect(first.headers.get('x-wp-nonce')).to.equal('1');
    expect(second.headers.get('x-wp-nonce')).to.equal('2');
    expect(getIdempotencyKey(second)).to.equal(getIdempotencyKey(first));
    second.answerJson(CREATED);
    await waitForOutcome(creator);
  });

  for (const code of ['invalidRequest', 'invalidConfiguration', 'internalError', 'kaltura-refused'])
    it(`do not start after ${code}, which shows a reference for support`, async () => {
      const rendered = await renderCreator();
      const {creator, fetchMock} = rendered;
      fillIn(creator, {name: 'Room'});
      const {reference} = await submitAndFail(rendered, answerWith(createFailure(code), 500));
      expect(reference).to.equal(getIdempotencyKey(fetchMock.calls[0]!)?.slice(0, 8));
      expect(getText(creator, 'reference')).to.contain(`Reference: ${reference}`);
      await nextTask();
      expect(fetchMock.calls).to.have.length(1);
    });

  it('stop if the element is removed while it reads the response', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    stubProperty(Response.prototype, 'text', () => {
      creator.remove();
      return Promise.resolve('');
    });
    (await fetchMock.next()).answer('', {status: 500});
    await nextTask();
    await nextTask();
    expect(creator.state).to.equal('editing');
    expect(fetchMock.calls).to.have.length(1);
  });
});

describe('Idempotency-Key', () => {
  it('stays the same for the same details, and changes with them', async () => {
    const rendered = await renderCreator();
    const attempt = async (name: string) => {
      fillIn(rendered.creator, {name});
      await submitAndFail(rendered, answerWith(createFailure('internalError'), 500));
      return getIdempotencyKey(rendered.fetchMock.calls.at(-1)!);
    };
    const first = await attempt('Room');
    expect(await attempt('Room')).to.equal(first);
    expect(await attempt('Another')).not.to.equal(first);
  });

  it('changes after a room was created, also for the same details', async () => {
    const {creator, fetchMock} = await renderCreator();
    const create = async () => {
      fillIn(creator, {name: 'Room'});
      submit(creator);
      const call = await fetchMock.next();
      call.answerJson(CREATED);
      await waitForOutcome(creator);
      return getIdempotencyKey(call);
    };
    const first = await create();
    expect(await create()).not.to.equal(first);
  });

  it('returns with the details of an earlier attempt', async () => {
    const rendered = await renderCreator();
    const attempt = async (name: string) => {
      fillIn(rendered.creator, {name});
      await submitAndFail(rendered, answerWithoutId);
      return getIdempotencyKey(rendered.fetchMock.calls.at(-1)!);
    };
    const first = await attempt('Room');
    expect(await attempt('Another')).not.to.equal(first);
    expect(await attempt('Room')).to.equal(first);
  });
});

describe('a failed creation', () => {
  it('provides no reference if nothing was sent', async () => {
    const rendered = await renderCreator(html`<kaltura-room-creator></kaltura-room-creator>`);
    fillIn(rendered.creator, {name: 'Room'});
    expect((await submitAndFail(rendered)).reference).to.equal('');
    expect(getText(rendered.creator, 'reference')).to.equal('attribute-invalid');
  });

  it('reports after three attempts that the guest is offline, and keeps the fields', async () => {
    const clock = installFakeClock();
    const {creator, fetchMock} = await renderCreator();
    stubProperty(navigator, 'onLine', false);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    for (let attempt = 1; attempt <= 2; attempt++) {
      (await fetchMock.next()).fail();
      await passRetryDelay(clock);
    }
    const failed = nextEvent(creator, 'kaltura-room-create-error');
    (await fetchMock.next()).fail();
    expect((await failed).error.code).to.equal('offline');
    await creator.updateComplete;
    expect(getText(creator, 'summary')).to.contain('What you typed is kept');
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
  });
});

describe('a creation with an unknown outcome', () => {
  it('keeps its key if the element is moved during the request', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room', tags: 'a,'});
    submit(creator);
    const first = await fetchMock.next();
    creator.parentElement!.append(creator);
    await creator.updateComplete;
    expect(getText(creator, 'status')).to.contain('The room may already exist.');
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room', tags: 'a'});
    submit(creator);
    expect(getIdempotencyKey(await fetchMock.next())).to.equal(getIdempotencyKey(first));
  });

  it('shows that the room may exist until the guest changes the details', async () => {
    const rendered = await renderCreator();
    const {creator} = rendered;
    fillIn(creator, {name: 'Room'});
    await submitAndFail(rendered, answerWithoutId);
    expect(getText(creator, 'summary')).not.to.contain('The room was not created');
    expect(getText(creator, 'summary')).to.contain('The room may already exist.');
    // The second failure does not reveal the outcome of the first attempt.
    await submitAndFail(rendered, answerWith(createFailure('sign-in-required'), 401));
    expect(getText(creator, 'summary')).to.contain('The room may already exist.');
    fillIn(creator, {name: 'Another'});
    await submitAndFail(rendered, answerWith(createFailure('sign-in-required'), 401));
    expect(getText(creator, 'summary')).to.contain('The room was not created');
    expect(getText(creator, 'summary')).not.to.contain('The room may already exist.');
  });

  it('stays listed after a reset and after another creation, until its room is confirmed', async () => {
    const rendered = await renderCreator();
    const {creator, fetchMock} = rendered;
    const mayExist = /Room \(.+\): The room may already exist\./;
    fillIn(creator, {name: 'Room'});
    await submitAndFail(rendered, answerWithoutId);
    creator.reset();
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({});
    expect(getText(creator, 'status')).to.match(mayExist);
    fillIn(creator, {name: 'Another'});
    submit(creator);
    (await fetchMock.next()).answerJson(CREATED);
    await waitForOutcome(creator);
    expect(getText(creator, 'status')).to.contain('Room created: Another').and.to.match(mayExist);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const again = await fetchMock.next();
    expect(getIdempotencyKey(again)).to.equal(getIdempotencyKey(fetchMock.calls[0]!));
    again.answerJson(CREATED);
    await waitForOutcome(creator);
    expect(getText(creator, 'status')).to.equal('Room created: Room');
  });

  it('disappears after a reset if the server has denied the creation', async () => {
    const rendered = await renderCreator();
    fillIn(rendered.creator, {name: 'Room'});
    await submitAndFail(rendered, answerWith(createFailure('sign-in-required'), 401));
    rendered.creator.reset();
    await rendered.creator.updateComplete;
    expect(getText(rendered.creator, 'status')).to.equal('');
  });

  it('remains unknown if a later attempt fails for certain', async () => {
    const clock = installFakeClock();
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await fetchMock.next()).fail();
    await passRetryDelay(clock);
    const failed = nextEvent(creator, 'kaltura-room-create-error');
    (await fetchMock.next()).answerJson(createFailure('access-denied'), {status: 403});
    await failed;
    await creator.updateComplete;
    expect(getText(creator, 'summary')).to.contain('The room may already exist.');
  });
});
