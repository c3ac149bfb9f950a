import {expect, html} from '@open-wc/testing';
import fc from 'fast-check';
import type {KalturaRoomCreatorElement} from '../../src/index.js';
import {holdFetch, type HeldCall} from '../held-fetch.js';
import {next, turn} from '../room/set-up.js';
import {
  NEW_ROOM,
  getControl,
  getPart,
  pressKey,
  restoreFetch,
  waitForOutcome,
  renderCreator,
  submit,
  getText,
  fillIn,
  getFieldValues,
} from './creator-fixture.js';

afterEach(() => restoreFetch());
afterEach(() => sessionStorage.clear());

const created = {success: true, data: {id: NEW_ROOM}};
const refusal = (errorCode: string) => ({success: false, errorCode, error: 'because'});
const keyOf = (call: HeldCall) => call.headers.get('idempotency-key');

const passing: [string, (call: HeldCall) => void][] = [
  ['the network fails', call => call.fail()],
  ['a proxy answers 502 in HTML', call => call.answer('<h1>', {status: 502})],
  ['there are too many requests', call => call.answerJson(refusal('rate-limited'), {status: 429})],
  [
    'an earlier request is at work',
    call => call.answerJson(refusal('request-in-progress'), {status: 409}),
  ],
];
for (const [what, answer] of passing)
  it(`is asked for again, by the same key, where ${what}`, async () => {
    const {creator, held, events} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const first = await held.next();
    answer(first);
    const second = await held.next();
    await creator.updateComplete;
    expect(getText(creator, 'status')).to.equal('Trying again…');
    expect(keyOf(second)).to.equal(keyOf(first));
    expect(second.body).to.deep.equal(first.body);
    second.answerJson(created);
    await waitForOutcome(creator);
    expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-created']);
  });

for (const code of ['invalidRequest', 'invalidConfiguration', 'internalError', 'kaltura-refused'])
  it(`is not asked for again by itself after ${code}, of which support can be told`, async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const failed = next(creator, 'kaltura-room-create-error');
    const call = await held.next();
    call.answerJson(refusal(code), {status: 500});
    const {reference} = await failed;
    await creator.updateComplete;
    expect(reference).to.equal(keyOf(call)?.slice(0, 8));
    expect(getText(creator, 'reference')).to.contain(`Reference: ${reference}`);
    await turn();
    expect(held.calls).to.have.length(1);
  });

it('goes back to a key with the details that it was for', async () => {
  const {creator, held} = await renderCreator();
  const attempt = async () => {
    submit(creator);
    const call = await held.next();
    call.answerJson({success: true, data: {}});
    await waitForOutcome(creator);
    return keyOf(call);
  };
  fillIn(creator, {name: 'Room'});
  const first = await attempt();
  fillIn(creator, {name: 'Another'});
  expect(await attempt()).not.to.equal(first);
  fillIn(creator, {name: 'Room'});
  expect(await attempt()).to.equal(first);
});

it('has no reference where nothing was sent', async () => {
  const {creator} = await renderCreator(html`<kaltura-room-creator></kaltura-room-creator>`);
  fillIn(creator, {name: 'Room'});
  submit(creator);
  expect((await next(creator, 'kaltura-room-create-error')).reference).to.equal('');
  await creator.updateComplete;
  expect(getText(creator, 'reference')).to.equal('attribute-invalid');
});

it('says that one is offline, and keeps what was typed', async () => {
  const {creator, held} = await renderCreator();
  Object.defineProperty(navigator, 'onLine', {get: () => false, configurable: true});
  try {
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const failed = next(creator, 'kaltura-room-create-error');
    (await held.next()).fail();
    expect((await failed).error.code).to.equal('offline');
  } finally {
    Reflect.deleteProperty(navigator, 'onLine');
  }
  await creator.updateComplete;
  expect(getText(creator, 'summary')).to.contain('What you typed is kept');
  expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
});

it('moved while a room is asked for, it says that the room may be there, and asks by the same key', async () => {
  const {creator, held} = await renderCreator();
  fillIn(creator, {name: 'Room', tags: 'a,'});
  submit(creator);
  const first = await held.next();
  creator.parentElement!.append(creator);
  await creator.updateComplete;
  expect(getText(creator, 'status')).to.contain('The room may be there already.');
  expect(getFieldValues(creator)).to.deep.equal({name: 'Room', tags: 'a'});
  submit(creator);
  expect(keyOf(await held.next())).to.equal(keyOf(first));
});

/** Submits, and answers so. */
async function attempt(
  {creator, held}: Awaited<ReturnType<typeof renderCreator>>,
  by: object | 'lost',
) {
  const failed = next(creator, 'kaltura-room-create-error');
  submit(creator);
  const call = await held.next();
  if (by === 'lost') call.answerJson({success: true, data: {id: 7}}, {status: 201});
  else call.answerJson(by, {status: 401});
  await failed;
  await creator.updateComplete;
}

it('does not say that the room was not created where nobody knows', async () => {
  const all = await renderCreator();
  const {creator} = all;
  fillIn(creator, {name: 'Room'});
  await attempt(all, 'lost');
  expect(getText(creator, 'summary')).not.to.contain('The room was not created');
  expect(getText(creator, 'summary')).to.contain('The room may be there already.');
  // That it cannot be asked for now says nothing of the first time.
  await attempt(all, refusal('sign-in-required'));
  expect(getText(creator, 'summary')).to.contain('The room may be there already.');
  fillIn(creator, {name: 'Another'});
  await attempt(all, refusal('sign-in-required'));
  expect(getText(creator, 'summary')).to.contain('The room was not created');
  expect(getText(creator, 'summary')).not.to.contain('The room may be there already.');
});

it('forgets no room that may be there, by a reset or by another room', async () => {
  const all = await renderCreator();
  const {creator, held} = all;
  const isThere = 'Room: The room may be there already.';
  fillIn(creator, {name: 'Room'});
  await attempt(all, 'lost');
  creator.reset();
  await creator.updateComplete;
  expect(getFieldValues(creator)).to.deep.equal({});
  expect(getText(creator, 'status')).to.contain(isThere);
  fillIn(creator, {name: 'Another'});
  submit(creator);
  (await held.next()).answerJson(created);
  await waitForOutcome(creator);
  expect(getText(creator, 'status')).to.contain('Room created: Another').and.to.contain(isThere);
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const again = await held.next();
  expect(keyOf(again)).to.equal(keyOf(held.calls[0]!));
  again.answerJson(created);
  await waitForOutcome(creator);
  expect(getText(creator, 'status')).to.equal('Room created: Room');
});

it('forgets a room that certainly was not made, by a reset', async () => {
  const all = await renderCreator();
  fillIn(all.creator, {name: 'Room'});
  await attempt(all, refusal('sign-in-required'));
  all.creator.reset();
  await all.creator.updateComplete;
  expect(getText(all.creator, 'status')).to.equal('');
});

it('does not say so either where one of several attempts may have made it', async () => {
  const {creator, held} = await renderCreator();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const failed = next(creator, 'kaltura-room-create-error');
  (await held.next()).fail();
  (await held.next()).answerJson(refusal('access-denied'), {status: 403});
  await failed;
  await creator.updateComplete;
  expect(getText(creator, 'summary')).to.contain('The room may be there already.');
});

it('asks no more, and does not say so, where the form goes as the answer comes', async () => {
  const {creator, held} = await renderCreator();
  const real = Object.getOwnPropertyDescriptor(Response.prototype, 'text')!;
  fillIn(creator, {name: 'Room'});
  submit(creator);
  Response.prototype.text = () => {
    creator.remove();
    return Promise.resolve('');
  };
  try {
    (await held.next()).answer('', {status: 500});
    await turn();
    await turn();
    expect(creator.state).to.equal('editing');
    expect(held.calls).to.have.length(1);
  } finally {
    Object.defineProperty(Response.prototype, 'text', real);
  }
});

describe('draft-key', () => {
  const template = html`<kaltura-room-creator
    create-url="/rooms"
    draft-key="mine"
  ></kaltura-room-creator>`;
  /** The page again, after a reload. */
  async function reload(creator: KalturaRoomCreatorElement) {
    creator.remove();
    restoreFetch();
    return renderCreator(template);
  }

  it('brings back what was typed after a reload', async () => {
    const {creator} = await renderCreator(template);
    fillIn(creator, {name: 'Room', tags: 'a,b,', roomModeratorUserIds: 'ann,'});
    const {creator: later} = await reload(creator);
    expect(getFieldValues(later)).to.deep.equal({
      name: 'Room',
      tags: 'a,b',
      roomModeratorUserIds: 'ann',
    });
    expect(getPart(later, 'status')?.textContent.trim()).to.equal('');
  });

  it('keeps a room that may be there once, however often the draft comes back', async () => {
    const key = 'a'.repeat(32);
    const attempts = [{key, body: '{"name":"Room"}', isOutcomeUnknown: true}];
    const draft = JSON.stringify({edits: {name: 'Other'}, attempts});
    const stored = 'kaltura-room-creator:mine';
    sessionStorage.setItem(stored, draft);
    const {creator} = await renderCreator(template);
    creator.formStateRestoreCallback(draft);
    fillIn(creator, {name: 'Another'});
    const kept = JSON.parse(sessionStorage.getItem(stored) ?? '') as {attempts: unknown};
    expect(kept.attempts).to.deep.equal(attempts);
  });

  it('is there although somebody has kept what is no name', async () => {
    const attempts = [
      {key: 'a'.repeat(32), body: '{"name":{"toString":1}}', isOutcomeUnknown: true},
      {key: 'b'.repeat(32), body: '[', isOutcomeUnknown: true},
    ];
    sessionStorage.setItem('kaltura-room-creator:mine', JSON.stringify({edits: {}, attempts}));
    const {creator} = await renderCreator(template);
    await creator.updateComplete;
    expect(getControl(creator, 'name').checkVisibility()).to.be.true;
  });

  it('brings back what is no chip yet, and the names that a search has given', async () => {
    const {creator} = await renderCreator(template);
    const people = async () => [
      {id: 'ann@example.com', name: 'Ann'},
      {id: 'anton@example.com', name: 'Anton'},
    ];
    creator.searchUsers = people;
    await creator.updateComplete;
    getControl(creator, 'roomModeratorUserIds').focus();
    while (!getPart(creator, 'options')) await turn();
    fillIn(creator, {roomModeratorUserIds: 'an'});
    while (!getPart(creator, 'option')) await turn();
    pressKey(creator, 'roomModeratorUserIds', 'ArrowDown');
    pressKey(creator, 'roomModeratorUserIds', 'Enter');
    fillIn(creator, {roomModeratorUserIds: 'bo', tags: 'half'});
    await creator.updateComplete;
    const before = {roomModeratorUserIds: 'Ann,bo', tags: 'half'};
    const {userNames} = JSON.parse(sessionStorage.getItem('kaltura-room-creator:mine') ?? '') as {
      userNames: unknown;
    };
    // Of those who were found, whoever was chosen alone.
    expect(userNames).to.deep.equal({'ann@example.com': 'Ann'});
    expect(getFieldValues(creator)).to.deep.equal(before);
    const {creator: later, held} = await reload(creator);
    expect(getFieldValues(later)).to.deep.equal(before);
    fillIn(later, {name: 'Room'});
    submit(later);
    expect((await held.next()).body).to.deep.equal({
      ...{name: 'Room', tags: 'half', roomModeratorUserIds: ['ann@example.com', 'bo']},
    });
  });

  for (const more of [
    {pendingInput: {name: 'x', tags: 7, constructor: 'x'}, userNames: {ann: 7}},
    {pendingInput: 'half', userNames: [null]},
  ])
    it(`brings back nothing of ${JSON.stringify(more)}, which is none of its own`, async () => {
      const draft = {edits: {roomModeratorUserIds: ['ann']}, attempts: [], ...more};
      sessionStorage.setItem('kaltura-room-creator:mine', JSON.stringify(draft));
      const {creator, held} = await renderCreator(template);
      expect(getFieldValues(creator)).to.deep.equal({roomModeratorUserIds: 'ann'});
      fillIn(creator, {name: 'Room'});
      submit(creator);
      expect((await held.next()).body).to.deep.equal({name: 'Room', roomModeratorUserIds: ['ann']});
    });

  it('brings back the key of a room under way, and says that the room may be there', async () => {
    const {creator, held} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const first = await held.next();
    const {creator: later, held: heldLater} = await reload(creator);
    expect(getText(later, 'status')).to.contain('The room may be there already.');
    submit(later);
    const second = await heldLater.next();
    expect(keyOf(second)).to.equal(keyOf(first));
    second.answerJson(created);
    await waitForOutcome(later);
    expect(sessionStorage).to.have.length(0);
    expect(getFieldValues((await reload(later)).creator)).to.deep.equal({});
  });

  it('that changes is another form, and the first one is there when it comes back', async () => {
    const {creator, held} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    creator.draftKey = 'other';
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({});
    fillIn(creator, {name: 'Other room'});
    creator.draftKey = 'mine';
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
    submit(creator);
    const call = await held.next();
    creator.draftKey = 'other';
    await creator.updateComplete;
    expect(creator.state).to.equal('creating');
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
    call.answerJson({success: true, data: {}});
    await waitForOutcome(creator);
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Other room'});
    creator.draftKey = 'mine';
    await creator.updateComplete;
    expect(getText(creator, 'status')).to.contain('The room may be there already.');
    submit(creator);
    expect(keyOf(await held.next())).to.equal(keyOf(call));
  });

  it('that comes late keeps what is typed, and the rooms that may be there', async () => {
    const {creator, held} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const first = await held.next();
    creator.remove();
    restoreFetch();
    const late = await renderCreator();
    fillIn(late.creator, {name: 'Next'});
    await attempt(late, 'lost');
    late.creator.draftKey = 'mine';
    await late.creator.updateComplete;
    expect(getFieldValues(late.creator)).to.deep.equal({name: 'Next'});
    await attempt(late, 'lost');
    fillIn(late.creator, {name: 'Room'});
    submit(late.creator);
    const last = await late.held.next();
    const keys = late.held.calls.map(keyOf);
    expect(keys[1]).to.equal(keys[0]);
    expect(keyOf(last)).to.equal(keyOf(first));
  });

  it('keeps nothing but the fields with their names and the key, and nothing without it', async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    expect(sessionStorage).to.have.length(0);
    creator.draftKey = 'mine';
    creator.headers = {authorization: 'secret'};
    await creator.updateComplete;
    submit(creator);
    await held.next();
    const kept = JSON.parse(sessionStorage.getItem('kaltura-room-creator:mine')!) as {
      attempts: object[];
    };
    expect(Object.keys(kept).sort()).to.deep.equal([
      'attempts',
      'edits',
      'pendingInput',
      'userNames',
    ]);
    expect(Object.keys(kept.attempts[0]!).sort()).to.deep.equal([
      'body',
      'isOutcomeUnknown',
      'key',
    ]);
    expect(JSON.stringify(kept)).not.to.contain('secret');
  });

  it('does without where the browser keeps storage from the page', async () => {
    const real = Object.getOwnPropertyDescriptors(Storage.prototype);
    const refuse = () => {
      throw new DOMException('no', 'SecurityError');
    };
    Object.assign(Storage.prototype, {getItem: refuse, setItem: refuse});
    try {
      const {creator, held} = await renderCreator(template);
      fillIn(creator, {name: 'Room'});
      submit(creator);
      expect((await held.next()).body).to.deep.equal({name: 'Room'});
    } finally {
      Object.defineProperties(Storage.prototype, real);
    }
  });
});

/** How the host backend answers: it has made a room for the key, or not. */
const ANSWERS = [
  ...(['made', 'made-lost', 'made-html', 'made-malformed', 'made-204'] as const),
  ...(['lost', '500', '429', '409', 'internalError', 'invalidConfiguration', '401'] as const),
];
/** What a person, or the page, does. */
const DEEDS = [
  ...(['click', 'twice', 'enter', 'answer', 'answer', 'answer'] as const),
  ...(['late', 'move', 'reload', 'restore', 'away', 'tag', 'untag'] as const),
  ...(['name', 'reset', 'other key', 'cancel'] as const),
];

it('makes one room for one intention, and tells of it, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...DEEDS), fc.constantFrom(...ANSWERS)), {maxLength: 14}),
      holdsTo,
    ),
    {numRuns: 150},
  );
}).timeout(120_000);

async function holdsTo(steps: readonly (readonly [string, string])[]): Promise<void> {
  sessionStorage.clear();
  const held = holdFetch();
  const real = window.setTimeout.bind(window);
  // What waits for another attempt goes on at once.
  window.setTimeout = ((work: () => void, ms = 0) =>
    real(work, ms < 5000 ? 0 : ms)) as typeof window.setTimeout;
  /** By key, as a backend keeps them: the body, and the room. */
  const rooms = new Map<string, {body: string; id: string}>();
  const told: string[] = [];
  let place = document.createElement('div');
  /** What the browser keeps of the form. */
  let kept: string | null = null;
  const young = () => {
    const made = document.createElement('kaltura-room-creator');
    Object.assign(made, {createUrl: '/rooms', draftKey: 'mine'});
    const internals = Reflect.get(made, 'internals') as ElementInternals;
    internals.setFormValue = (_value, state) => void (kept = state as string);
    made.addEventListener('kaltura-room-created', ({id}) => void told.push(id));
    place.append(made);
    return made;
  };
  document.body.append(place);
  let creator = young();
  await creator.updateComplete;
  fillIn(creator, {name: 'Room'});

  const answered = new Set<HeldCall>();
  const answer = async (call: HeldCall | undefined, by: string) => {
    if (!call || answered.has(call)) return;
    answered.add(call);
    const body = JSON.stringify(call.body);
    const key = keyOf(call)!;
    const before = rooms.get(key);
    // A key is never used for another room.
    expect(before?.body ?? body).to.equal(body);
    if (by.startsWith('made') && !before) rooms.set(key, {body, id: `1_room${rooms.size}abc`});
    const room = rooms.get(key);
    if (by === 'made') call.answerJson({success: true, data: {id: room!.id}}, {status: 201});
    else if (by === 'lost' || by === 'made-lost') call.fail();
    else if (by === 'made-html') call.answer('<h1>Bad gateway</h1>', {status: 502});
    else if (by === 'made-malformed') call.answerJson({success: true, data: {id: 7}});
    else if (by === 'made-204') call.answer(null, {status: 204});
    else if (/^\d/.test(by)) call.answer('', {status: Number(by)});
    else call.answerJson(refusal(by), {status: 502});
    await turn();
    await turn();
  };
  const open = () => held.calls.filter(call => !answered.has(call) && !call.signal?.aborted);
  const reload = () => {
    creator.remove();
    place.remove();
    document.body.append((place = document.createElement('div')));
    creator = young();
  };

  const deeds: Record<(typeof DEEDS)[number], (by: string) => unknown> = {
    click: () => submit(creator),
    twice: () => [submit(creator), submit(creator)],
    enter() {
      pressKey(creator, 'name', 'Enter');
      getControl(creator, 'name').form?.requestSubmit();
    },
    answer: by => answer(open()[0], by),
    // To a request that nobody waits for any more.
    late: by =>
      answer(
        held.calls.find(call => !answered.has(call)),
        by,
      ),
    move: () => place.append(creator),
    reload,
    restore() {
      const state = kept;
      reload();
      creator.formStateRestoreCallback(state);
    },
    async away() {
      creator.remove();
      await turn();
      place.append(creator);
    },
    tag: () => fillIn(creator, {tags: 'a,'}),
    untag: () => pressKey(creator, 'tags', 'Backspace'),
    name: () => fillIn(creator, {name: 'Room'}),
    reset: () => creator.reset(),
    async 'other key'() {
      creator.draftKey = 'other';
      await creator.updateComplete;
      creator.draftKey = 'mine';
    },
    async cancel() {
      const cancel = (event: Event) => event.preventDefault();
      creator.addEventListener('kaltura-room-create', cancel);
      submit(creator);
      await turn();
      creator.removeEventListener('kaltura-room-create', cancel);
    },
  };
  for (const [deed, by] of steps) {
    await deeds[deed as 'click'](by);
    await turn();
    await creator.updateComplete;
    // Never two at once.
    expect(open().length).to.be.at.most(1);
  }

  // In the end the network is there, and the person does not give up.
  const before = told.length;
  for (let tries = 0; told.length === before; tries++) {
    expect(tries, 'a person is told in the end').to.be.below(20);
    if (creator.state !== 'creating') {
      fillIn(creator, {name: 'Room'});
      submit(creator);
    }
    // By a timer, which no turn of the event loop keeps waiting.
    while (creator.state === 'creating' && !open().length)
      await new Promise<void>(resolve => real(resolve));
    await answer(open()[0], 'made');
    await creator.updateComplete;
  }
  await turn();
  window.setTimeout = real;
  held.restore();
  const isUnsure = getText(creator, 'status').includes('The room may be there already.');
  place.remove();
  const made = [...rooms.values()];
  expect(new Set(told).size, 'each is told of once').to.equal(told.length);
  expect(made.map(({id}) => id)).to.include.members(told);
  // Another room of the same details is made once the first one was told of, and never before.
  const untold = made.filter(({id}) => !told.includes(id)).map(({body}) => body);
  expect(new Set(untold).size).to.equal(untold.length);
  expect(isUnsure || !untold.length, 'one is told of what may be there').to.be.true;
  expect(sessionStorage).to.have.length(isUnsure ? 1 : 0);
}
