import {expect, html} from '@open-wc/testing';
import type {Field} from '../../src/creator/validation.js';
import {countTimers} from '../support/count-timers.js';
import {nextEvent, nextTask} from '../support/events.js';
import {installFakeClock} from '../support/fake-clock.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';
import {
  CREATED,
  NEW_ROOM,
  answerWith,
  createFailure,
  getControl,
  pressKey,
  waitForOutcome,
  renderCreator,
  submit,
  submitAndFail,
  getSubmitButton,
  getText,
  fillIn,
  getFieldValues,
} from '../support/creator-fixture.js';

afterEach(() => restoreProperties());

describe('a successful request', () => {
  it('sends the normalized fields, and emits kaltura-room-created', async () => {
    const {creator, fetchMock, events} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        headers='{"X-WP-Nonce": "n"}'
        templates='[{"id": "1_classic0", "name": "Classic"}]'
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {
      name: '  Weekly "stand-up" 🎉 ',
      description: 'Every\nMonday',
      tags: 'a, b',
      templateRoomEntryId: '1_classic0',
      roomModeratorUserIds: 'ann, bob@example.com;cy',
      chatModeratorUserIds: ' ann ',
    });
    submit(creator);
    const call = await fetchMock.next();
    expect(call.url).to.equal(`${location.origin}/rooms`);
    expect(call.body).to.deep.equal({
      name: 'Weekly "stand-up" 🎉',
      description: 'Every\nMonday',
      tags: 'a,b',
      templateRoomEntryId: '1_classic0',
      roomModeratorUserIds: ['ann', 'bob@example.com', 'cy'],
      chatModeratorUserIds: ['ann'],
    });
    expect(call.headers.get('idempotency-key')).to.match(/^[0-9a-f]{32}$/);
    expect(call.headers.get('x-wp-nonce')).to.equal('n');
    const createdEvent = nextEvent(creator, 'kaltura-room-created');
    call.answerJson(CREATED, {status: 201});
    const event = await createdEvent;
    await creator.updateComplete;
    expect([event.id, event.name]).to.deep.equal([NEW_ROOM, 'Weekly "stand-up" 🎉']);
    expect([event.bubbles, event.composed]).to.deep.equal([true, true]);
    expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-created']);
    expect(getText(creator, 'status')).to.equal('Room created: Weekly "stand-up" 🎉');
    expect(getFieldValues(creator)).to.deep.equal({});
  });

  for (const {name, responseInit, end} of [
    {name: 'a creation', responseInit: {status: 201}, end: waitForOutcome},
    {name: 'a failure', responseInit: {status: 403}, end: waitForOutcome},
    {
      name: 'its removal',
      responseInit: undefined,
      end: (creator: HTMLElement) => creator.remove(),
    },
  ])
    it(`leaves no timer running after ${name}`, async () => {
      const timers = countTimers();
      const {creator, fetchMock} = await renderCreator();
      fillIn(creator, {name: 'Room'});
      submit(creator);
      const call = await fetchMock.next();
      expect(timers()).to.equal(1);
      if (responseInit) call.answerJson(CREATED, responseInit);
      await end(creator);
      expect(timers()).to.equal(0);
    });

  it('omits empty fields', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room', description: '  ', roomModeratorUserIds: ' , '});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });
});

describe('a pending request', () => {
  it('shows the progress, and prevents a second request', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    submit(creator);
    await fetchMock.next();
    submit(creator);
    await creator.updateComplete;
    expect(getText(creator, 'status')).to.equal('Creating the room…');
    expect(getSubmitButton(creator).getAttribute('aria-disabled')).to.equal('true');
    expect(creator.matches(':state(creating)')).to.be.true;
    expect(getControl(creator, 'name').readOnly).to.be.true;
    await nextTask();
    expect(fetchMock.calls).to.have.length(1);
  });
});

describe('accidental repetition', () => {
  it('creates one room by a double click, and another by a click one second later', async () => {
    const {creator, fetchMock, events} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        defaults='{"name": "Room"}'
      ></kaltura-room-creator>`,
    );
    // An integer, because `now + 1000 - now` of a fraction may be less than 1000.
    const now = Math.ceil(performance.now());
    stubProperty(performance, 'now', () => now);
    submit(creator);
    (await fetchMock.next()).answerJson(CREATED);
    await waitForOutcome(creator);
    submit(creator);
    await waitForOutcome(creator);
    expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-created']);
    stubProperty(performance, 'now', () => now + 1000);
    submit(creator);
    await fetchMock.next();
    expect(fetchMock.calls).to.have.length(2);
  });

  it('ignores the repeated keydown events of a held Enter key, except in the description', async () => {
    const {creator} = await renderCreator();
    expect(pressKey(creator, 'name', 'Enter')).to.be.true;
    expect(pressKey(creator, 'name', 'Enter', true)).to.be.false;
    expect(pressKey(creator, 'name', 'x', true)).to.be.true;
    expect(pressKey(creator, 'description', 'Enter', true)).to.be.true;
  });
});

describe('a failed request', () => {
  for (const {code, sentence} of [
    {code: 'invalidConfiguration', sentence: 'Rooms are not switched on for this site yet.'},
    {code: 'invalidRequest', sentence: 'These details were not accepted.'},
    {code: 'internalError', sentence: 'The server of this site failed just now.'},
    {code: 'access-denied', sentence: 'You may not create rooms here.'},
  ])
    it(`explains ${code} to the guest, and keeps the fields`, async () => {
      const rendered = await renderCreator();
      const {creator, events} = rendered;
      const values = {name: 'Room', description: 'About', tags: 'a,b', roomModeratorUserIds: 'ann'};
      fillIn(creator, values);
      const {error} = await submitAndFail(rendered, answerWith(createFailure(code), 400));
      expect(error.code).to.equal(code);
      expect(getText(creator, 'summary')).to.contain(sentence);
      expect(getText(creator, 'code')).to.equal(code);
      expect(getFieldValues(creator)).to.deep.equal(values);
      expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-create-error']);
      expect(creator.shadowRoot?.activeElement?.getAttribute('role')).to.equal('alert');
      expect(creator.error?.code).to.equal(code);
    });

  for (const error of ['Mandatory parameter "name" is missing', 'body.name: expected a name'])
    it(`shows an error beside the field that it names: ${error}`, async () => {
      const rendered = await renderCreator();
      const {creator} = rendered;
      fillIn(creator, {name: 'Room'});
      await submitAndFail(rendered, answerWith(createFailure('invalidRequest', error), 400));
      expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('true');
      expect(creator.shadowRoot?.activeElement === getControl(creator, 'name')).to.be.true;
      expect(getText(creator, 'summary')).to.equal('');
      fillIn(creator, {name: 'Another'});
      await creator.updateComplete;
      expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('false');
      expect(getText(creator, 'summary')).to.equal('');
      fillIn(creator, {name: 'Room'});
      await creator.updateComplete;
      expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('true');
    });

  it('shows an error above the button if the field is not visible', async () => {
    const rendered = await renderCreator();
    fillIn(rendered.creator, {name: 'Room'});
    const error = 'Mandatory parameter "templateRoomEntryId" is missing';
    await submitAndFail(rendered, answerWith(createFailure('invalidRequest', error), 400));
    expect(getText(rendered.creator, 'summary')).to.contain('These details were not accepted.');
  });
});

interface InvalidField {
  readonly name: string;
  readonly values: Partial<Record<Field, string>>;
  readonly field: Field;
  readonly sentence: string;
}

describe('an invalid field', () => {
  for (const {name, values, field, sentence} of [
    {name: 'no name', values: {}, field: 'name', sentence: 'Give the room a name'},
    {
      name: 'a name of spaces',
      values: {name: '   '},
      field: 'name',
      sentence: 'Give the room a name',
    },
    {
      name: 'a name of 257 characters',
      values: {name: 'x'.repeat(257)},
      field: 'name',
      sentence: 'up to 256 characters',
    },
    {
      name: 'a moderator with a colon',
      values: {name: 'R', roomModeratorUserIds: 'a:b'},
      field: 'roomModeratorUserIds',
      sentence: 'A user ID has',
    },
    {
      name: 'a moderator that is a script',
      values: {name: 'R', chatModeratorUserIds: '<script>'},
      field: 'chatModeratorUserIds',
      sentence: 'A user ID has',
    },
    {
      name: 'a description of 5001 characters',
      values: {name: 'R', description: 'x'.repeat(5001)},
      field: 'description',
      sentence: 'under 5,000',
    },
  ] satisfies InvalidField[])
    it(`prevents the request, and shows an error beside the field: ${name}`, async () => {
      const {creator, fetchMock, events} = await renderCreator();
      fillIn(creator, values);
      const before = getFieldValues(creator);
      submit(creator);
      await waitForOutcome(creator);
      const input = getControl(creator, field);
      expect(input.getAttribute('aria-invalid')).to.equal('true');
      const note = creator.shadowRoot?.getElementById(input.getAttribute('aria-describedby') ?? '');
      expect(note?.textContent).to.contain(sentence);
      expect(creator.shadowRoot?.activeElement === input).to.be.true;
      expect(getFieldValues(creator)).to.deep.equal(before);
      expect(fetchMock.calls).to.have.length(0);
      expect(events).to.deep.equal([]);
    });
});

describe(':state()', () => {
  it('matches the initial state', async () => {
    const {creator} = await renderCreator();
    expect(creator.matches(':state(editing)')).to.be.true;
  });
});

describe('kaltura-room-create', () => {
  it('contains a frozen copy of the room, and cancels the request if it is prevented', async () => {
    const {creator, fetchMock} = await renderCreator();
    creator.addEventListener('kaltura-room-create', event => {
      expect(event.room).to.deep.equal({name: 'Room', roomModeratorUserIds: ['ann']});
      expect(() => Object.assign(event.room, {name: 'Other'})).to.throw(TypeError);
      expect(() => (event.room.roomModeratorUserIds as string[]).push('bob')).to.throw(TypeError);
      event.preventDefault();
    });
    fillIn(creator, {name: 'Room', roomModeratorUserIds: 'ann,'});
    submit(creator);
    await waitForOutcome(creator);
    expect(fetchMock.calls).to.have.length(0);
    expect(creator.state).to.equal('editing');
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room', roomModeratorUserIds: 'ann'});
  });
});

describe('the form inside the element', () => {
  it('sends the request when it is submitted, as by Enter', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    getControl(creator, 'name').form?.requestSubmit();
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });
});

describe('for', () => {
  it('opens the new room in the referenced <kaltura-room>', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<div>
        <kaltura-room-creator create-url="/rooms" for="target"></kaltura-room-creator>
        <kaltura-room id="target" token-url="/token" loading="click"></kaltura-room>
      </div>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await fetchMock.next()).answerJson(CREATED);
    const token = await fetchMock.next();
    expect(token.url).to.equal(`${location.origin}/token`);
    expect(token.body).to.deep.equal({roomId: NEW_ROOM});
    await nextTask();
    expect(fetchMock.calls).to.have.length(2);
  });
});

describe('timeout', () => {
  it('limits the wait for the endpoint', async () => {
    const clock = installFakeClock();
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" timeout="0.5"></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    await fetchMock.next();
    await clock.advance(499);
    expect(creator.state).to.equal('creating');
    await clock.advance(1);
    await waitForOutcome(creator);
    expect(creator.error?.code).to.equal('endpoint-timeout');
  });
});

describe('removal from the document', () => {
  it('aborts the request without an event, and keeps the fields', async () => {
    const {creator, fetchMock, events} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const call = await fetchMock.next();
    const parent = creator.parentElement;
    creator.remove();
    expect(call.signal?.aborted).to.be.true;
    await nextTask();
    parent?.append(creator);
    await creator.updateComplete;
    expect(creator.state).to.equal('editing');
    expect(events).to.deep.equal(['kaltura-room-create']);
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
  });
});
