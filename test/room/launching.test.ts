import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {
  KAF,
  OTHER_ROOM,
  ROOM,
  frameIn,
  frameOf,
  ksFor,
  launchFor,
  listen,
  next,
  open,
  partOf,
  reachability,
  reaches,
  release,
  setup,
  textOf,
  turn,
} from './set-up.js';

beforeEach(() => window.scrollTo(0, 0));
afterEach(() => release());

/** A room that a script makes: its events can be heard from the first one on. */
const made = (properties: object) =>
  Object.assign(document.createElement('kaltura-room'), {
    roomId: ROOM,
    tokenUrl: '/token',
    ...properties,
  });

it('asks for a launch once, and shows the room in a frame', async () => {
  const all = await setup();
  const {room, held, events} = all;
  expect(room.state).to.equal('loading');
  const frame = await open(all);
  expect(room.state).to.equal('ready');
  expect(events).to.deep.equal(['ready']);
  expect(frame.title).to.equal('Meeting room');
  const [token, ...others] = held.calls;
  expect(token?.url).to.equal(`${location.origin}/token`);
  expect(token?.method).to.equal('POST');
  expect(token?.body).to.deep.equal({roomId: ROOM});
  expect(token?.credentials).to.equal('same-origin');
  expect(token?.headers.get('content-type')).to.equal('application/json');
  expect(others.map(({url}) => url)).to.deep.equal([`${KAF}/version`]);
});

it('is made by a script as well as by HTML', async () => {
  const {held} = await setup(html`<p></p>`);
  const room = made({});
  const events = listen(room);
  document.body.append(room);
  const ready = next(room, 'kaltura-room-ready');
  (await held.next()).answerJson(launchFor());
  (await reachability(held)).answer();
  await ready;
  expect(events).to.deep.equal(['loading', 'ready']);
  room.remove();
});

it('opens the room under its launch, with the KS in no attribute and nothing in the history', async () => {
  const {length} = history;
  const all = await setup();
  const frame = await open(all);
  expect(all.room.shadowRoot?.innerHTML).not.to.contain('djJ8');
  expect(history.length).to.equal(length);
  const answered = next(all.room, 'kaltura-room-message');
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  expect((await answered).data).to.deep.equal({
    method: 'GET',
    path: `/embeddedrooms/index/view-room/ks/${ksFor()}`,
    body: '',
  });
});

it('opens a launch that says it is by KS as one that says nothing', async () => {
  const all = await setup();
  await open(all, {auth: 'ks', ...launchFor().data});
});

it('asks for the roles that its attributes name', async () => {
  const {held} = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      room-moderator
      chat-moderator
    ></kaltura-room>`,
  );
  const asked = {roomId: ROOM, roomModerator: true, chatModerator: true};
  expect((await held.next()).body).to.deep.equal(asked);
});

it('sends the headers and the credentials that its attributes name', async () => {
  const {held} = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      credentials="include"
      headers='{"X-WP-Nonce": "n"}'
    ></kaltura-room>`,
  );
  const {headers, credentials} = await held.next();
  expect(headers.get('x-wp-nonce')).to.equal('n');
  expect(credentials).to.equal('include');
});

it('shows the last room asked for, whatever the order of answers', async () => {
  const {room, held, events} = await setup();
  const first = await held.next();
  room.roomId = OTHER_ROOM;
  const second = await held.next();
  expect(first.signal?.aborted).to.be.true;
  expect(second.body).to.deep.equal({roomId: OTHER_ROOM});
  const ready = next(room, 'kaltura-room-ready');
  second.answerJson(launchFor('second'));
  first.answerJson(launchFor('first'));
  (await reachability(held)).answer();
  await ready;
  expect(held.calls).to.have.length(3);
  expect(events).to.deep.equal(['loading', 'ready']);
});

it('shows the last room asked for where an answer cannot be stopped', async () => {
  const answers: ((launch: object) => void)[] = [];
  const fetchLaunch = () => new Promise<object>(resolve => answers.push(resolve));
  const {room} = await setup(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
  );
  room.roomId = OTHER_ROOM;
  await room.updateComplete;
  await turn();
  answers[0]?.(launchFor('first').data);
  await turn();
  expect(room.state).to.equal('loading');
  expect((await frameIn(room)).contentDocument?.URL).to.equal('about:blank');
  answers[1]?.(launchFor('second').data);
  await reaches(room, 'joining');
});

it('after removal it mints nothing, opens nothing and says nothing', async () => {
  const {room, held, events} = await setup();
  const token = await held.next();
  room.remove();
  expect(token.signal?.aborted).to.be.true;
  token.answerJson(launchFor());
  await turn();
  expect(events).to.deep.equal([]);
  expect(held.calls).to.have.length(1);
  expect(frameOf(room) === null).to.be.true;
});

it('removed while its answer is being read, it stays idle and says nothing', async () => {
  const {room, held, events} = await setup();
  const call = await held.next();
  await turn();
  call.answerJson(launchFor());
  room.remove();
  // As long as it takes to read one.
  await Response.json(launchFor()).text();
  await turn();
  expect([room.state, frameOf(room), ...events]).to.deep.equal(['idle', null]);
});

it('removed before its first update, it asks for nothing', async () => {
  const {held} = await setup(html`<p></p>`);
  const room = made({});
  document.body.append(room);
  room.remove();
  await turn();
  expect(held.calls).to.have.length(0);
});

it('put back after removal, it launches anew in a new frame', async () => {
  const all = await setup();
  const old = await open(all);
  const parent = all.room.parentElement;
  all.room.remove();
  await turn();
  expect(all.room.state).to.equal('idle');
  expect(frameOf(all.room) === null).to.be.true;
  parent?.append(all.room);
  expect((await open(all)) === old).to.be.false;
  expect(all.events).to.deep.equal(['ready', 'loading', 'ready']);
});

it('several changes in one turn make one launch', async () => {
  const {room, held} = await setup();
  const first = await held.next();
  room.roomId = OTHER_ROOM;
  room.tokenUrl = '/other';
  room.roomModerator = true;
  room.setAttribute('chat-moderator', '');
  const {url, body} = await held.next();
  expect(url).to.equal(`${location.origin}/other`);
  expect(body).to.deep.equal({roomId: OTHER_ROOM, roomModerator: true, chatModerator: true});
  await turn();
  expect(held.calls).to.have.length(2);
  expect(first.signal?.aborted).to.be.true;
});

it('leave() takes the frame away, and one event tells', async () => {
  const all = await setup();
  const frame = await open(all);
  all.room.leave();
  await all.room.updateComplete;
  expect(all.room.state).to.equal('idle');
  expect(frame.isConnected).to.be.false;
  expect(all.events).to.deep.equal(['ready', 'left']);
  all.room.leave();
  expect(all.events).to.deep.equal(['ready', 'left']);
});

it('leave() ends a request for a launch, which is no error', async () => {
  const {room, held, events} = await setup();
  const token = await held.next();
  room.leave();
  await turn();
  expect(token.signal?.aborted).to.be.true;
  expect(events).to.deep.equal(['left']);
  expect(room.error).to.be.null;
});

it('left from within its own event, it asks for nothing', async () => {
  const {held} = await setup(html`<p></p>`);
  const room = made({});
  room.addEventListener('kaltura-room-loading', () => room.leave());
  document.body.append(room);
  await turn();
  expect(held.calls).to.have.length(0);
  expect(room.state).to.equal('idle');
  room.remove();
});

it('given another room from within its own event, it opens that one', async () => {
  const {held} = await setup(html`<p></p>`);
  const room = made({});
  room.addEventListener('kaltura-room-loading', () => (room.roomId = OTHER_ROOM), {once: true});
  document.body.append(room);
  await turn();
  expect(held.calls.map(({body}) => body)).to.deep.equal([{roomId: OTHER_ROOM}]);
  room.remove();
});

it('after leaving, a button and join() go back in with a fresh launch', async () => {
  const all = await setup();
  await open(all);
  all.room.leave();
  await all.room.updateComplete;
  partOf(all.room, 'join')?.click();
  await open(all);
  all.room.leave();
  all.room.join();
  await open(all);
  expect(all.held.calls.filter(({mode}) => mode !== 'no-cors')).to.have.length(3);
});

it('left after it was given another room in the same turn, it stays out', async () => {
  const all = await setup();
  await open(all);
  all.room.roomId = OTHER_ROOM;
  all.room.leave();
  await all.room.updateComplete;
  await turn();
  expect(all.room.state).to.equal('idle');
  expect(all.held.calls).to.have.length(2);
});

it('left before it said that it loads, it says nothing', async () => {
  const {held} = await setup(html`<p></p>`);
  const [first, second] = [made({}), made({})];
  const events = listen(second);
  first.addEventListener('kaltura-room-loading', () => second.leave());
  document.body.append(first, second);
  await held.next();
  expect([second.state, ...events]).to.deep.equal(['idle']);
  first.remove();
  second.remove();
});

for (const [what, end, said] of [
  ['removed', room => room.remove(), []],
  ['put elsewhere', room => document.body.prepend(room), []],
  ['left', room => room.leave(), ['left']],
] satisfies [string, (room: KalturaRoomElement) => void, string[]][])
  it(`losing its room-id, and ${what} before it said so, it says ${said.join() || 'nothing'}`, async () => {
    const {held} = await setup(html`<p></p>`);
    const [first, second] = [made({}), made({})];
    document.body.append(first, second);
    for (const {} of [first, second]) await held.next();
    const events = listen(second);
    first.addEventListener('kaltura-room-left', () => end(second));
    for (const room of [first, second]) room.roomId = '';
    await turn();
    expect(events).to.deep.equal(said);
    first.remove();
    second.remove();
  });

for (const [what, end, said] of [
  ['removed', room => room.remove(), []],
  ['left', room => room.leave(), ['left']],
] satisfies [string, (room: KalturaRoomElement) => void, string[]][])
  it(`${what} once more by the function that is stopped, it says ${said.join() || 'nothing'}`, async () => {
    const fetchLaunch = (_: unknown, signal: AbortSignal) => {
      signal.addEventListener('abort', () => room.leave());
      return new Promise(() => {});
    };
    const {room, events} = await setup(
      html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
    );
    await turn();
    end(room);
    await turn();
    expect(events).to.deep.equal(said);
  });

for (const [what, end, said] of [
  ['removed', room => room.remove(), ['loading']],
  ['left', room => room.leave(), ['loading', 'left']],
] satisfies [string, (room: KalturaRoomElement) => void, string[]][])
  it(`${what} by the function that is asked, it waits as if it had not been`, async () => {
    const {room} = await setup(html`<kaltura-room></kaltura-room>`);
    const events = listen(room);
    room.fetchLaunch = () => {
      end(room);
      return new Promise(() => {});
    };
    room.roomId = ROOM;
    await turn();
    expect([room.state, ...events]).to.deep.equal(['idle', ...said]);
    if (!room.isConnected) document.body.append(room);
    room.fetchLaunch = () => new Promise(() => {});
    room.join();
    await room.updateComplete;
    expect(room.state).to.equal('loading');
    room.remove();
  });

const unasked: [string, (room: KalturaRoomElement) => void][] = [
  ['a role', room => (room.roomModerator = true)],
  ['an endpoint', room => (room.tokenUrl = '/other')],
  ['a function', room => (room.fetchLaunch = async () => launchFor().data)],
  ['a launch', room => (room.launch = launchFor().data)],
  ['being put elsewhere', room => room.parentElement?.append(room)],
];
for (const [what, change] of unasked)
  it(`after leaving, ${what} brings nobody back`, async () => {
    const all = await setup();
    await open(all);
    all.room.leave();
    change(all.room);
    await all.room.updateComplete;
    await turn();
    expect(all.room.state).to.equal('idle');
    expect(all.held.calls).to.have.length(2);
    expect(partOf(all.room, 'join')).not.to.be.null;
  });

it('after leaving, another room opens by itself', async () => {
  const all = await setup();
  await open(all);
  all.room.leave();
  await all.room.updateComplete;
  all.room.roomId = OTHER_ROOM;
  await open(all);
});

it('a wish to join goes with the removal', async () => {
  const {room, held} = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  const parent = room.parentElement;
  room.join();
  room.remove();
  parent?.append(room);
  await turn();
  expect(room.state).to.equal('idle');
  expect(held.calls).to.have.length(0);
});

it('reload() opens the room anew with a fresh launch', async () => {
  const all = await setup();
  const old = await open(all);
  all.room.reload();
  expect((await open(all, 'again')) === old).to.be.false;
  expect(all.events).to.deep.equal(['ready', 'loading', 'ready']);
});

it('losing its room-id, it leaves', async () => {
  const all = await setup();
  await open(all);
  all.room.removeAttribute('room-id');
  await all.room.updateComplete;
  await turn();
  expect(all.room.state).to.equal('idle');
  expect(frameOf(all.room) === null).to.be.true;
  expect(all.events).to.deep.equal(['ready', 'left']);
});

it('without a room-id it says that there is no room yet, and asks for nothing', async () => {
  const {room, held} = await setup(html`<kaltura-room token-url="/token"></kaltura-room>`);
  await turn();
  expect(room.state).to.equal('idle');
  expect(textOf(room)).to.contain('No room has been chosen yet.');
  expect(partOf(room, 'join')).to.be.null;
  expect(held.calls).to.have.length(0);
  room.setAttribute('room-id', ROOM);
  expect((await held.next()).body).to.deep.equal({roomId: ROOM});
});

it('loading="click" waits for the click', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  await turn();
  all.room.roomId = OTHER_ROOM;
  await turn();
  expect(all.held.calls).to.have.length(0);
  partOf(all.room, 'join')?.click();
  await open(all);
  expect(all.held.calls[0]?.body).to.deep.equal({roomId: OTHER_ROOM});
});

it('loading="lazy" waits until it is scrolled to', async () => {
  const all = await setup(
    html`<div>
      <div style="height: 10000px"></div>
      <kaltura-room room-id=${ROOM} token-url="/token" loading="lazy"></kaltura-room>
    </div>`,
  );
  await all.room.updateComplete;
  // An observer tells its first state within two frames.
  for (const {} of [1, 2, 3]) await new Promise(requestAnimationFrame);
  expect(all.room.state).to.equal('idle');
  expect(all.held.calls).to.have.length(0);
  all.room.scrollIntoView();
  await open(all);
});

it('no longer lazy, it is not opened by being scrolled to', async () => {
  const {room, held} = await setup(
    html`<div>
      <div style="height: 10000px"></div>
      <kaltura-room room-id=${ROOM} token-url="/token" loading="lazy"></kaltura-room>
    </div>`,
  );
  for (const {} of [1, 2, 3]) await new Promise(requestAnimationFrame);
  expect(room.state).to.equal('idle');
  room.loading = 'click';
  await room.updateComplete;
  room.scrollIntoView();
  for (const {} of [1, 2, 3]) await new Promise(requestAnimationFrame);
  expect(room.state).to.equal('idle');
  expect(held.calls).to.have.length(0);
});

it('a launch that the page has needs no request; the one after it is asked for', async () => {
  const all = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      .launch=${{ks: ksFor('given'), kafUrl: KAF}}
    ></kaltura-room>`,
  );
  const ready = next(all.room, 'kaltura-room-ready');
  (await reachability(all.held)).answer();
  await ready;
  expect(all.held.calls).to.have.length(1);
  all.room.reload();
  await open(all);
});

it('a launch of the page whose time is over is not opened: another is asked for', async () => {
  const launch = {ks: ksFor('given'), kafUrl: KAF, expiresAt: Date.now() / 1000 - 1};
  const {held} = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" .launch=${launch}></kaltura-room>`,
  );
  expect((await held.next()).url).to.equal(`${location.origin}/token`);
});

it('a launch of the page is for the room that it came with', async () => {
  const {room, held} = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      loading="click"
      .launch=${{ks: ksFor('given'), kafUrl: KAF}}
    ></kaltura-room>`,
  );
  room.roomId = OTHER_ROOM;
  await room.updateComplete;
  room.join();
  expect((await held.next()).body).to.deep.equal({roomId: OTHER_ROOM});
});

it('a launch that is given while the element is nowhere is used where it is put', async () => {
  const {room, held} = await setup();
  const parent = room.parentElement;
  room.remove();
  room.launch = {ks: ksFor('given'), kafUrl: KAF};
  await turn();
  parent?.append(room);
  expect((await held.next()).url).to.equal(`${location.origin}/token`);
  const reachable = await held.next();
  expect(reachable.url).to.equal(`${KAF}/version`);
});

it('fetchLaunch may answer at once', async () => {
  const {room, held} = await setup(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${() => launchFor().data}></kaltura-room>`,
  );
  const ready = next(room, 'kaltura-room-ready');
  (await reachability(held)).answer();
  await ready;
});

it('fetchLaunch stands in for token-url', async () => {
  const asked: unknown[] = [];
  const fetchLaunch = async (request: object) => {
    asked.push(request);
    return launchFor().data;
  };
  const {room, held} = await setup(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
  );
  const ready = next(room, 'kaltura-room-ready');
  (await reachability(held)).answer();
  await ready;
  expect(asked).to.deep.equal([{roomId: ROOM}]);
  expect(held.calls).to.have.length(1);
});

it('tells its state to style sheets', async () => {
  const all = await setup();
  expect(all.room.matches(':state(loading)')).to.be.true;
  await open(all);
  expect(all.room.matches(':state(ready)')).to.be.true;
  expect(all.room.matches(':state(loading)')).to.be.false;
});

it('many rooms on a page each open once', async () => {
  const room = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;
  const {room: first, held} = await setup(html`<div>${room}${room}${room}</div>`);
  const rooms = [...(first.parentElement?.querySelectorAll('kaltura-room') ?? [])];
  const events = rooms.map(listen);
  const ready = Promise.all(rooms.map(one => next(one, 'kaltura-room-ready')));
  for (const {} of rooms) (await held.next()).answerJson(launchFor());
  for (const {} of rooms) (await reachability(held)).answer();
  await ready;
  expect(events).to.deep.equal([['ready'], ['ready'], ['ready']]);
});
