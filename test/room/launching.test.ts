import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {
  KAF,
  OTHER_ROOM,
  ROOM,
  waitForFrame,
  getFrame,
  buildKs,
  buildLaunchResponse,
  recordEvents,
  nextEvent,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  restoreFetch,
  renderRoom,
  getText,
  nextTask,
} from './set-up.js';

beforeEach(() => window.scrollTo(0, 0));
afterEach(() => restoreFetch());

/** A room that a script makes: its events can be heard from the first one on. */
const createRoom = (properties: object) =>
  Object.assign(document.createElement('kaltura-room'), {
    roomId: ROOM,
    tokenUrl: '/token',
    ...properties,
  });

it('asks for a launch once, and shows the room in a frame', async () => {
  const rendered = await renderRoom();
  const {room, fetchMock, events} = rendered;
  expect(room.state).to.equal('loading');
  const frame = await openRoom(rendered);
  expect(room.state).to.equal('ready');
  expect(events).to.deep.equal(['ready']);
  expect(frame.title).to.equal('Meeting room');
  const [token, ...others] = fetchMock.calls;
  expect(token?.url).to.equal(`${location.origin}/token`);
  expect(token?.method).to.equal('POST');
  expect(token?.body).to.deep.equal({roomId: ROOM});
  expect(token?.credentials).to.equal('same-origin');
  expect(token?.headers.get('content-type')).to.equal('application/json');
  expect(others.map(({url}) => url)).to.deep.equal([`${KAF}/version`]);
});

it('is made by a script as well as by HTML', async () => {
  const {fetchMock} = await renderRoom(html`<p></p>`);
  const room = createRoom({});
  const events = recordEvents(room);
  document.body.append(room);
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  (await nextProbe(fetchMock)).answer();
  await ready;
  expect(events).to.deep.equal(['loading', 'ready']);
  room.remove();
});

it('opens the room under its launch, with the KS in no attribute and nothing in the history', async () => {
  const {length} = history;
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  expect(rendered.room.shadowRoot?.innerHTML).not.to.contain('djJ8');
  expect(history.length).to.equal(length);
  const answered = nextEvent(rendered.room, 'kaltura-room-message');
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  expect((await answered).data).to.deep.equal({
    method: 'GET',
    path: `/embeddedrooms/index/view-room/ks/${buildKs()}`,
    body: '',
  });
});

it('opens a launch that says it is by KS as one that says nothing', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered, {auth: 'ks', ...buildLaunchResponse().data});
});

it('asks for the roles that its attributes name', async () => {
  const {fetchMock} = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      room-moderator
      chat-moderator
    ></kaltura-room>`,
  );
  const asked = {roomId: ROOM, roomModerator: true, chatModerator: true};
  expect((await fetchMock.next()).body).to.deep.equal(asked);
});

it('sends the headers and the credentials that its attributes name', async () => {
  const {fetchMock} = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      credentials="include"
      headers='{"X-WP-Nonce": "n"}'
    ></kaltura-room>`,
  );
  const {headers, credentials} = await fetchMock.next();
  expect(headers.get('x-wp-nonce')).to.equal('n');
  expect(credentials).to.equal('include');
});

it('shows the last room asked for, whatever the order of answers', async () => {
  const {room, fetchMock, events} = await renderRoom();
  const first = await fetchMock.next();
  room.roomId = OTHER_ROOM;
  const second = await fetchMock.next();
  expect(first.signal?.aborted).to.be.true;
  expect(second.body).to.deep.equal({roomId: OTHER_ROOM});
  const ready = nextEvent(room, 'kaltura-room-ready');
  second.answerJson(buildLaunchResponse('second'));
  first.answerJson(buildLaunchResponse('first'));
  (await nextProbe(fetchMock)).answer();
  await ready;
  expect(fetchMock.calls).to.have.length(3);
  expect(events).to.deep.equal(['loading', 'ready']);
});

it('shows the last room asked for where an answer cannot be stopped', async () => {
  const answers: ((launch: object) => void)[] = [];
  const fetchLaunch = () => new Promise<object>(resolve => answers.push(resolve));
  const {room} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
  );
  room.roomId = OTHER_ROOM;
  await room.updateComplete;
  await nextTask();
  answers[0]?.(buildLaunchResponse('first').data);
  await nextTask();
  expect(room.state).to.equal('loading');
  expect((await waitForFrame(room)).contentDocument?.URL).to.equal('about:blank');
  answers[1]?.(buildLaunchResponse('second').data);
  await waitForState(room, 'joining');
});

it('after removal it mints nothing, opens nothing and says nothing', async () => {
  const {room, fetchMock, events} = await renderRoom();
  const token = await fetchMock.next();
  room.remove();
  expect(token.signal?.aborted).to.be.true;
  token.answerJson(buildLaunchResponse());
  await nextTask();
  expect(events).to.deep.equal([]);
  expect(fetchMock.calls).to.have.length(1);
  expect(getFrame(room) === null).to.be.true;
});

it('removed while its answer is being read, it stays idle and says nothing', async () => {
  const {room, fetchMock, events} = await renderRoom();
  const call = await fetchMock.next();
  await nextTask();
  call.answerJson(buildLaunchResponse());
  room.remove();
  // As long as it takes to read one.
  await Response.json(buildLaunchResponse()).text();
  await nextTask();
  expect([room.state, getFrame(room), ...events]).to.deep.equal(['idle', null]);
});

it('removed before its first update, it asks for nothing', async () => {
  const {fetchMock} = await renderRoom(html`<p></p>`);
  const room = createRoom({});
  document.body.append(room);
  room.remove();
  await nextTask();
  expect(fetchMock.calls).to.have.length(0);
});

it('put back after removal, it launches anew in a new frame', async () => {
  const rendered = await renderRoom();
  const old = await openRoom(rendered);
  const parent = rendered.room.parentElement;
  rendered.room.remove();
  await nextTask();
  expect(rendered.room.state).to.equal('idle');
  expect(getFrame(rendered.room) === null).to.be.true;
  parent?.append(rendered.room);
  expect((await openRoom(rendered)) === old).to.be.false;
  expect(rendered.events).to.deep.equal(['ready', 'loading', 'ready']);
});

it('several changes in one turn make one launch', async () => {
  const {room, fetchMock} = await renderRoom();
  const first = await fetchMock.next();
  room.roomId = OTHER_ROOM;
  room.tokenUrl = '/other';
  room.roomModerator = true;
  room.setAttribute('chat-moderator', '');
  const {url, body} = await fetchMock.next();
  expect(url).to.equal(`${location.origin}/other`);
  expect(body).to.deep.equal({roomId: OTHER_ROOM, roomModerator: true, chatModerator: true});
  await nextTask();
  expect(fetchMock.calls).to.have.length(2);
  expect(first.signal?.aborted).to.be.true;
});

it('leave() takes the frame away, and one event tells', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  rendered.room.leave();
  await rendered.room.updateComplete;
  expect(rendered.room.state).to.equal('idle');
  expect(frame.isConnected).to.be.false;
  expect(rendered.events).to.deep.equal(['ready', 'left']);
  rendered.room.leave();
  expect(rendered.events).to.deep.equal(['ready', 'left']);
});

it('leave() ends a request for a launch, which is no error', async () => {
  const {room, fetchMock, events} = await renderRoom();
  const token = await fetchMock.next();
  room.leave();
  await nextTask();
  expect(token.signal?.aborted).to.be.true;
  expect(events).to.deep.equal(['left']);
  expect(room.error).to.be.null;
});

it('left from within its own event, it asks for nothing', async () => {
  const {fetchMock} = await renderRoom(html`<p></p>`);
  const room = createRoom({});
  room.addEventListener('kaltura-room-loading', () => room.leave());
  document.body.append(room);
  await nextTask();
  expect(fetchMock.calls).to.have.length(0);
  expect(room.state).to.equal('idle');
  room.remove();
});

it('given another room from within its own event, it opens that one', async () => {
  const {fetchMock} = await renderRoom(html`<p></p>`);
  const room = createRoom({});
  room.addEventListener('kaltura-room-loading', () => (room.roomId = OTHER_ROOM), {once: true});
  document.body.append(room);
  await nextTask();
  expect(fetchMock.calls.map(({body}) => body)).to.deep.equal([{roomId: OTHER_ROOM}]);
  room.remove();
});

it('after leaving, a button and join() go back in with a fresh launch', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered);
  rendered.room.leave();
  await rendered.room.updateComplete;
  getPart(rendered.room, 'join')?.click();
  await openRoom(rendered);
  rendered.room.leave();
  rendered.room.join();
  await openRoom(rendered);
  expect(rendered.fetchMock.calls.filter(({mode}) => mode !== 'no-cors')).to.have.length(3);
});

it('left after it was given another room in the same turn, it stays out', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered);
  rendered.room.roomId = OTHER_ROOM;
  rendered.room.leave();
  await rendered.room.updateComplete;
  await nextTask();
  expect(rendered.room.state).to.equal('idle');
  expect(rendered.fetchMock.calls).to.have.length(2);
});

it('left before it said that it loads, it says nothing', async () => {
  const {fetchMock} = await renderRoom(html`<p></p>`);
  const [first, second] = [createRoom({}), createRoom({})];
  const events = recordEvents(second);
  first.addEventListener('kaltura-room-loading', () => second.leave());
  document.body.append(first, second);
  await fetchMock.next();
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
    const {fetchMock} = await renderRoom(html`<p></p>`);
    const [first, second] = [createRoom({}), createRoom({})];
    document.body.append(first, second);
    for (const {} of [first, second]) await fetchMock.next();
    const events = recordEvents(second);
    first.addEventListener('kaltura-room-left', () => end(second));
    for (const room of [first, second]) room.roomId = '';
    await nextTask();
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
    const {room, events} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
    );
    await nextTask();
    end(room);
    await nextTask();
    expect(events).to.deep.equal(said);
  });

for (const [what, end, said] of [
  ['removed', room => room.remove(), ['loading']],
  ['left', room => room.leave(), ['loading', 'left']],
] satisfies [string, (room: KalturaRoomElement) => void, string[]][])
  it(`${what} by the function that is asked, it waits as if it had not been`, async () => {
    const {room} = await renderRoom(html`<kaltura-room></kaltura-room>`);
    const events = recordEvents(room);
    room.fetchLaunch = () => {
      end(room);
      return new Promise(() => {});
    };
    room.roomId = ROOM;
    await nextTask();
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
  ['a function', room => (room.fetchLaunch = async () => buildLaunchResponse().data)],
  ['a launch', room => (room.launch = buildLaunchResponse().data)],
  ['being put elsewhere', room => room.parentElement?.append(room)],
];
for (const [what, change] of unasked)
  it(`after leaving, ${what} brings nobody back`, async () => {
    const rendered = await renderRoom();
    await openRoom(rendered);
    rendered.room.leave();
    change(rendered.room);
    await rendered.room.updateComplete;
    await nextTask();
    expect(rendered.room.state).to.equal('idle');
    expect(rendered.fetchMock.calls).to.have.length(2);
    expect(getPart(rendered.room, 'join')).not.to.be.null;
  });

it('after leaving, another room opens by itself', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered);
  rendered.room.leave();
  await rendered.room.updateComplete;
  rendered.room.roomId = OTHER_ROOM;
  await openRoom(rendered);
});

it('a wish to join goes with the removal', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  const parent = room.parentElement;
  room.join();
  room.remove();
  parent?.append(room);
  await nextTask();
  expect(room.state).to.equal('idle');
  expect(fetchMock.calls).to.have.length(0);
});

it('reload() opens the room anew with a fresh launch', async () => {
  const rendered = await renderRoom();
  const old = await openRoom(rendered);
  rendered.room.reload();
  expect((await openRoom(rendered, 'again')) === old).to.be.false;
  expect(rendered.events).to.deep.equal(['ready', 'loading', 'ready']);
});

it('losing its room-id, it leaves', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered);
  rendered.room.removeAttribute('room-id');
  await rendered.room.updateComplete;
  await nextTask();
  expect(rendered.room.state).to.equal('idle');
  expect(getFrame(rendered.room) === null).to.be.true;
  expect(rendered.events).to.deep.equal(['ready', 'left']);
});

it('without a room-id it says that there is no room yet, and asks for nothing', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room token-url="/token"></kaltura-room>`,
  );
  await nextTask();
  expect(room.state).to.equal('idle');
  expect(getText(room)).to.contain('No room has been chosen yet.');
  expect(getPart(room, 'join')).to.be.null;
  expect(fetchMock.calls).to.have.length(0);
  room.setAttribute('room-id', ROOM);
  expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM});
});

it('loading="click" waits for the click', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  await nextTask();
  rendered.room.roomId = OTHER_ROOM;
  await nextTask();
  expect(rendered.fetchMock.calls).to.have.length(0);
  getPart(rendered.room, 'join')?.click();
  await openRoom(rendered);
  expect(rendered.fetchMock.calls[0]?.body).to.deep.equal({roomId: OTHER_ROOM});
});

it('loading="lazy" waits until it is scrolled to', async () => {
  const rendered = await renderRoom(
    html`<div>
      <div style="height: 10000px"></div>
      <kaltura-room room-id=${ROOM} token-url="/token" loading="lazy"></kaltura-room>
    </div>`,
  );
  await rendered.room.updateComplete;
  // An observer tells its first state within two frames.
  for (const {} of [1, 2, 3]) await new Promise(requestAnimationFrame);
  expect(rendered.room.state).to.equal('idle');
  expect(rendered.fetchMock.calls).to.have.length(0);
  rendered.room.scrollIntoView();
  await openRoom(rendered);
});

it('no longer lazy, it is not opened by being scrolled to', async () => {
  const {room, fetchMock} = await renderRoom(
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
  expect(fetchMock.calls).to.have.length(0);
});

it('a launch that the page has needs no request; the one after it is asked for', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      .launch=${{ks: buildKs('given'), kafUrl: KAF}}
    ></kaltura-room>`,
  );
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  (await nextProbe(rendered.fetchMock)).answer();
  await ready;
  expect(rendered.fetchMock.calls).to.have.length(1);
  rendered.room.reload();
  await openRoom(rendered);
});

it('a launch of the page whose time is over is not opened: another is asked for', async () => {
  const launch = {ks: buildKs('given'), kafUrl: KAF, expiresAt: Date.now() / 1000 - 1};
  const {fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" .launch=${launch}></kaltura-room>`,
  );
  expect((await fetchMock.next()).url).to.equal(`${location.origin}/token`);
});

it('a launch of the page is for the room that it came with', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      loading="click"
      .launch=${{ks: buildKs('given'), kafUrl: KAF}}
    ></kaltura-room>`,
  );
  room.roomId = OTHER_ROOM;
  await room.updateComplete;
  room.join();
  expect((await fetchMock.next()).body).to.deep.equal({roomId: OTHER_ROOM});
});

it('a launch that is given while the element is nowhere is used where it is put', async () => {
  const {room, fetchMock} = await renderRoom();
  const parent = room.parentElement;
  room.remove();
  room.launch = {ks: buildKs('given'), kafUrl: KAF};
  await nextTask();
  parent?.append(room);
  expect((await fetchMock.next()).url).to.equal(`${location.origin}/token`);
  const reachable = await fetchMock.next();
  expect(reachable.url).to.equal(`${KAF}/version`);
});

it('fetchLaunch may answer at once', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      .fetchLaunch=${() => buildLaunchResponse().data}
    ></kaltura-room>`,
  );
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await nextProbe(fetchMock)).answer();
  await ready;
});

it('fetchLaunch stands in for token-url', async () => {
  const asked: unknown[] = [];
  const fetchLaunch = async (request: object) => {
    asked.push(request);
    return buildLaunchResponse().data;
  };
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
  );
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await nextProbe(fetchMock)).answer();
  await ready;
  expect(asked).to.deep.equal([{roomId: ROOM}]);
  expect(fetchMock.calls).to.have.length(1);
});

it('tells its state to style sheets', async () => {
  const rendered = await renderRoom();
  expect(rendered.room.matches(':state(loading)')).to.be.true;
  await openRoom(rendered);
  expect(rendered.room.matches(':state(ready)')).to.be.true;
  expect(rendered.room.matches(':state(loading)')).to.be.false;
});

it('many rooms on a page each open once', async () => {
  const room = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;
  const {room: first, fetchMock} = await renderRoom(html`<div>${room}${room}${room}</div>`);
  const rooms = [...(first.parentElement?.querySelectorAll('kaltura-room') ?? [])];
  const events = rooms.map(recordEvents);
  const ready = Promise.all(rooms.map(one => nextEvent(one, 'kaltura-room-ready')));
  for (const {} of rooms) (await fetchMock.next()).answerJson(buildLaunchResponse());
  for (const {} of rooms) (await nextProbe(fetchMock)).answer();
  await ready;
  expect(events).to.deep.equal([['ready'], ['ready'], ['ready']]);
});
