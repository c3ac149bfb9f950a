import {expect, html} from '@open-wc/testing';
import {countTimers} from '../count-timers.js';
import {next, turn} from '../room/set-up.js';
import {
  NEW_ROOM,
  getControl,
  pressKey,
  restoreFetch,
  waitForOutcome,
  renderCreator,
  submit,
  getSubmitButton,
  getText,
  fillIn,
  getFieldValues,
} from './creator-fixture.js';

afterEach(() => restoreFetch());

const created = {success: true, data: {id: NEW_ROOM}};
const refusal = (errorCode: string, error = 'because') => ({success: false, errorCode, error});

it('posts what was typed, and tells of the room', async () => {
  const {creator, held, events} = await renderCreator(
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
  const call = await held.next();
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
  const told = next(creator, 'kaltura-room-created');
  call.answerJson(created, {status: 201});
  const event = await told;
  await creator.updateComplete;
  expect([event.id, event.name]).to.deep.equal([NEW_ROOM, 'Weekly "stand-up" 🎉']);
  expect([event.bubbles, event.composed]).to.deep.equal([true, true]);
  expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-created']);
  expect(getText(creator, 'status')).to.equal('Room created: Weekly "stand-up" 🎉');
  expect(getFieldValues(creator)).to.deep.equal({});
});

for (const [what, answer, end] of [
  ['made a room', {status: 201}, waitForOutcome],
  ['was refused', {status: 403}, waitForOutcome],
  ['was removed', undefined, (creator: HTMLElement) => creator.remove()],
] as const)
  it(`a form that ${what} leaves no timer behind`, async () => {
    const timers = countTimers();
    const {creator, held} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const call = await held.next();
    expect(timers()).to.equal(1);
    if (answer) call.answerJson(created, answer);
    await end(creator);
    expect(timers()).to.equal(0);
  });

it('sends no field that was left empty', async () => {
  const {creator, held} = await renderCreator();
  fillIn(creator, {name: 'Room', description: '  ', roomModeratorUserIds: ' , '});
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room'});
});

it('shows progress, and one click makes one request', async () => {
  const {creator, held} = await renderCreator();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  submit(creator);
  await held.next();
  submit(creator);
  await creator.updateComplete;
  expect(getText(creator, 'status')).to.equal('Creating the room…');
  expect(getSubmitButton(creator).getAttribute('aria-disabled')).to.equal('true');
  expect(creator.matches(':state(creating)')).to.be.true;
  expect(getControl(creator, 'name').readOnly).to.be.true;
  await turn();
  expect(held.calls).to.have.length(1);
});

it('keeps its key over retries of the same details, and takes another for others', async () => {
  const {creator, held} = await renderCreator();
  const attempt = async (name: string) => {
    fillIn(creator, {name});
    submit(creator);
    const call = await held.next();
    const failed = next(creator, 'kaltura-room-create-error');
    call.answerJson(refusal('internalError'), {status: 500});
    await failed;
    return call.headers.get('idempotency-key');
  };
  const first = await attempt('Room');
  expect(await attempt('Room')).to.equal(first);
  expect(await attempt('Another')).not.to.equal(first);
});

it('makes one room by a second press of what made it, and another by one after that', async () => {
  const {creator, held, events} = await renderCreator(
    html`<kaltura-room-creator
      create-url="/rooms"
      defaults='{"name": "Room"}'
    ></kaltura-room-creator>`,
  );
  // Whole: of a fraction, `at + 1000 - at` may be less.
  const at = Math.ceil(performance.now());
  performance.now = () => at;
  try {
    submit(creator);
    (await held.next()).answerJson(created);
    await waitForOutcome(creator);
    submit(creator);
    await waitForOutcome(creator);
    expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-created']);
    performance.now = () => at + 1000;
    submit(creator);
    await held.next();
    expect(held.calls).to.have.length(2);
  } finally {
    Reflect.deleteProperty(performance, 'now');
  }
});

it('takes Enter that is held down for one, but in a text of lines', async () => {
  const {creator} = await renderCreator();
  expect(pressKey(creator, 'name', 'Enter')).to.be.true;
  expect(pressKey(creator, 'name', 'Enter', true)).to.be.false;
  expect(pressKey(creator, 'name', 'x', true)).to.be.true;
  expect(pressKey(creator, 'description', 'Enter', true)).to.be.true;
});

it('takes a new key after a room was created, also for the same name', async () => {
  const {creator, held} = await renderCreator();
  const keys = [];
  for (const {} of [1, 2]) {
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const call = await held.next();
    keys.push(call.headers.get('idempotency-key'));
    const told = next(creator, 'kaltura-room-created');
    call.answerJson(created);
    await told;
  }
  expect(keys[0]).not.to.equal(keys[1]);
});

const failures: [string, string, string][] = [
  ['invalidConfiguration', 'Rooms are not switched on for this site yet.', 'invalidConfiguration'],
  ['invalidRequest', 'Kaltura did not accept these details.', 'invalidRequest'],
  ['internalError', 'Kaltura could not create the room just now.', 'internalError'],
  ['access-denied', 'You may not create rooms here.', 'access-denied'],
];
for (const [code, sentence, shown] of failures)
  it(`${code}: says so in words a person understands, and keeps what was typed`, async () => {
    const {creator, held, events} = await renderCreator();
    const values = {name: 'Room', description: 'About', tags: 'a,b', roomModeratorUserIds: 'ann'};
    fillIn(creator, values);
    submit(creator);
    const failed = next(creator, 'kaltura-room-create-error');
    (await held.next()).answerJson(refusal(code), {status: 400});
    expect((await failed).error.code).to.equal(code);
    await creator.updateComplete;
    expect(getText(creator, 'summary')).to.contain(sentence);
    expect(getText(creator, 'code')).to.equal(shown);
    expect(getFieldValues(creator)).to.deep.equal(values);
    expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-create-error']);
    expect(creator.shadowRoot?.activeElement?.getAttribute('role')).to.equal('alert');
    expect(creator.error?.code).to.equal(code);
  });

for (const error of ['Mandatory parameter "name" is missing', 'body.name: expected a name'])
  it(`puts an error that names a field beside the field: ${error}`, async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const failed = next(creator, 'kaltura-room-create-error');
    (await held.next()).answerJson(refusal('invalidRequest', error), {status: 400});
    await failed;
    await creator.updateComplete;
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

const bad: [string, Record<string, string>, string, string][] = [
  ['no name', {}, 'name', 'Give the room a name'],
  ['a name of spaces', {name: '   '}, 'name', 'Give the room a name'],
  ['a name of 257 characters', {name: 'x'.repeat(257)}, 'name', 'up to 256 characters'],
  [
    'a moderator with a colon',
    {name: 'R', roomModeratorUserIds: 'a:b'},
    'roomModeratorUserIds',
    'A user ID has',
  ],
  [
    'a moderator that is a script',
    {name: 'R', chatModeratorUserIds: '<script>'},
    'chatModeratorUserIds',
    'A user ID has',
  ],
  [
    'too much description',
    {name: 'R', description: 'x'.repeat(5001)},
    'description',
    'under 5,000',
  ],
];
for (const [label, values, field, sentence] of bad)
  it(`${label}: says so beside the field, sends nothing and keeps what was typed`, async () => {
    const {creator, held, events} = await renderCreator();
    fillIn(creator, values);
    const before = getFieldValues(creator);
    submit(creator);
    await waitForOutcome(creator);
    const input = getControl(creator, field as 'name');
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    const note = creator.shadowRoot?.getElementById(input.getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).to.contain(sentence);
    expect(creator.shadowRoot?.activeElement === input).to.be.true;
    expect(getFieldValues(creator)).to.deep.equal(before);
    expect(held.calls).to.have.length(0);
    expect(events).to.deep.equal([]);
  });

it('an error of a field that is not shown is said all the same', async () => {
  const {creator, held} = await renderCreator();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const failed = next(creator, 'kaltura-room-create-error');
  const error = 'Mandatory parameter "templateRoomEntryId" is missing';
  (await held.next()).answerJson(refusal('invalidRequest', error), {status: 400});
  await failed;
  await creator.updateComplete;
  expect(getText(creator, 'summary')).to.contain('Kaltura did not accept these details.');
});

it('tells its state to style sheets from the start', async () => {
  const {creator} = await renderCreator();
  expect(creator.matches(':state(editing)')).to.be.true;
});

it('asks the page first, which may say no', async () => {
  const {creator, held} = await renderCreator();
  creator.addEventListener('kaltura-room-create', event => {
    expect(event.room).to.deep.equal({name: 'Room', roomModeratorUserIds: ['ann']});
    expect(() => Object.assign(event.room, {name: 'Other'})).to.throw(TypeError);
    expect(() => (event.room.roomModeratorUserIds as string[]).push('bob')).to.throw(TypeError);
    event.preventDefault();
  });
  fillIn(creator, {name: 'Room', roomModeratorUserIds: 'ann,'});
  submit(creator);
  await waitForOutcome(creator);
  expect(held.calls).to.have.length(0);
  expect(creator.state).to.equal('editing');
  expect(getFieldValues(creator)).to.deep.equal({name: 'Room', roomModeratorUserIds: 'ann'});
});

it('Enter in a field submits', async () => {
  const {creator, held} = await renderCreator();
  fillIn(creator, {name: 'Room'});
  getControl(creator, 'name').form?.requestSubmit();
  expect((await held.next()).body).to.deep.equal({name: 'Room'});
});

it('for: the room that it names shows the new room', async () => {
  const {creator, held} = await renderCreator(
    html`<div>
      <kaltura-room-creator create-url="/rooms" for="target"></kaltura-room-creator>
      <kaltura-room id="target" token-url="/token" loading="click"></kaltura-room>
    </div>`,
  );
  fillIn(creator, {name: 'Room'});
  submit(creator);
  (await held.next()).answerJson(created);
  const token = await held.next();
  expect(token.url).to.equal(`${location.origin}/token`);
  expect(token.body).to.deep.equal({roomId: NEW_ROOM});
  await turn();
  expect(held.calls).to.have.length(2);
});

const attributes: [string, ReturnType<typeof html>][] = [
  ['no create-url', html`<kaltura-room-creator></kaltura-room-creator>`],
  [
    'for that names nothing',
    html`<kaltura-room-creator create-url="/r" for="no"></kaltura-room-creator>`,
  ],
  [
    'headers that are no JSON',
    html`<kaltura-room-creator create-url="/r" headers="{"></kaltura-room-creator>`,
  ],
  [
    'timeout="soon"',
    html`<kaltura-room-creator create-url="/r" timeout="soon"></kaltura-room-creator>`,
  ],
];
for (const [label, template] of attributes)
  it(`${label}: attribute-invalid, before anything is sent, and nothing is lost`, async () => {
    const {creator, held} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    const failed = next(creator, 'kaltura-room-create-error');
    submit(creator);
    expect((await failed).error.code).to.equal('attribute-invalid');
    expect(held.calls).to.have.length(0);
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
  });

for (const templates of ['[{"id": "x", "name": "X"}]', '{', '7', '[{"id": "1_classic0"}]'])
  it(`templates='${templates}': attribute-invalid, and right again once put right`, async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator create-url="/r" templates=${templates}></kaltura-room-creator>`,
    );
    expect(getText(creator, 'summary')).to.contain('not set up correctly');
    expect(getText(creator, 'code')).to.equal('attribute-invalid');
    fillIn(creator, {name: 'Room'});
    const failed = next(creator, 'kaltura-room-create-error');
    submit(creator);
    expect((await failed).error.message).to.contain('templates');
    expect(held.calls).to.have.length(0);
    creator.templates = [{id: '1_classic0', name: 'Classic'}];
    await creator.updateComplete;
    submit(creator);
    expect((await held.next()).body).to.deep.equal({name: 'Room'});
  });

it('an answer without an ID is no room', async () => {
  const {creator, held} = await renderCreator();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const failed = next(creator, 'kaltura-room-create-error');
  (await held.next()).answerJson({success: true, data: {}});
  expect((await failed).error.code).to.equal('endpoint-invalid');
  expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
});

it('an endpoint that never answers fails at the deadline', async () => {
  const {creator} = await renderCreator(
    html`<kaltura-room-creator create-url="/rooms" timeout="0.5"></kaltura-room-creator>`,
  );
  fillIn(creator, {name: 'Room'});
  const failed = next(creator, 'kaltura-room-create-error');
  submit(creator);
  expect((await failed).error.code).to.equal('endpoint-timeout');
});

it('after removal it says nothing, and what was typed is still there', async () => {
  const {creator, held, events} = await renderCreator();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const call = await held.next();
  const parent = creator.parentElement;
  creator.remove();
  expect(call.signal?.aborted).to.be.true;
  await turn();
  parent?.append(creator);
  await creator.updateComplete;
  expect(creator.state).to.equal('editing');
  expect(events).to.deep.equal(['kaltura-room-create']);
  expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
});
