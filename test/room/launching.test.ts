import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {nextEvent, nextTask} from '../support/events.js';
import {
  KAF,
  OTHER_ROOM,
  ROOM,
  waitForFrame,
  waitForIntersectionReport,
  getFrame,
  buildKs,
  buildLaunchResponse,
  recordEvents,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  type RenderedRoom,
  renderRoom,
  getText,
  buildLti11Launch,
  getFrameRequest,
} from '../support/room-fixture.js';

beforeEach(() => window.scrollTo(0, 0));

/** Creates a room that is not in the document yet, so that a test can record all its events. */
const createRoom = (properties: object) =>
  Object.assign(document.createElement('kaltura-room'), {
    roomId: ROOM,
    tokenUrl: '/token',
    ...properties,
  });

describe('opening a room', () => {
  it('requests one launch and shows the room in a frame', async () => {
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

  it('opens a room that a script creates', async () => {
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

  it('keeps the KS out of the attributes and adds no history entry', async () => {
    const {length} = history;
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    expect(rendered.room.shadowRoot?.innerHTML).not.to.contain('djJ8');
    expect(history.length).to.equal(length);
    expect(await getFrameRequest(rendered.room, frame)).to.deep.equal({
      method: 'GET',
      path: `/embeddedrooms/index/view-room/ks/${buildKs()}`,
      body: '',
    });
  });

  it('treats a launch with `auth: "ks"` like a launch without `auth`', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered, {auth: 'ks', ...buildLaunchResponse().data});
  });

  it('requests the roles of the attributes', async () => {
    const {fetchMock} = await renderRoom(
      html`<kaltura-room
        room-id=${ROOM}
        token-url="/token"
        room-moderator
        chat-moderator
      ></kaltura-room>`,
    );
    const body = {roomId: ROOM, roomModerator: true, chatModerator: true};
    expect((await fetchMock.next()).body).to.deep.equal(body);
  });

  describe('lang of the request', () => {
    it('is the nearest lang, through shadow roots', async () => {
      const {room, fetchMock} = await renderRoom(
        html`<section lang="pt-BR">
          <kaltura-room room-id=${ROOM}></kaltura-room>
        </section>`,
      );
      const host = document.createElement('div');
      room.parentElement?.append(host);
      host.attachShadow({mode: 'open'}).append(room);
      room.tokenUrl = '/token';
      expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM, lang: 'pt-br'});
    });

    it('is at most 35 characters long', async () => {
      const {fetchMock} = await renderRoom(
        html`<kaltura-room
          lang=${'en-' + 'x'.repeat(40)}
          room-id=${ROOM}
          token-url="/token"
        ></kaltura-room>`,
      );
      expect((await fetchMock.next()).body)
        .to.have.property('lang')
        .with.lengthOf(35);
    });

    it('is absent if the page has no lang, or an empty one', async () => {
      const {fetchMock} = await renderRoom(
        html`<kaltura-room lang="" room-id=${ROOM} token-url="/token"></kaltura-room>`,
      );
      expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM});
    });
  });

  it('sends the headers and the credentials of the attributes', async () => {
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

  it('asks a function for the headers of each attempt', async () => {
    let nonce = 0;
    const headers = async () => ({'X-WP-Nonce': String(++nonce)});
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" .headers=${headers}></kaltura-room>`,
    );
    const first = await fetchMock.next();
    first.answer('', {status: 401});
    await waitForState(room, 'failed');
    getPart(room, 'retry')?.click();
    const second = await fetchMock.next();
    expect(first.headers.get('x-wp-nonce')).to.equal('1');
    expect(second.headers.get('x-wp-nonce')).to.equal('2');
  });

  it('opens the latest room even if the answers arrive in another order', async () => {
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

  it('opens the latest room even if `fetchLaunch` ignores its signal', async () => {
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
});

describe('removal', () => {
  it('aborts the token request, opens no frame and emits no event', async () => {
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

  it('stays idle and emits no event if it happens while the answer is read', async () => {
    const {room, fetchMock, events} = await renderRoom();
    const call = await fetchMock.next();
    await nextTask();
    call.answerJson(buildLaunchResponse());
    room.remove();
    // Waits as long as reading an answer takes.
    await Response.json(buildLaunchResponse()).text();
    await nextTask();
    expect([room.state, ...events]).to.deep.equal(['idle']);
    expect(getFrame(room) === null).to.be.true;
  });

  it('sends no request if it happens before the first update', async () => {
    const {fetchMock} = await renderRoom(html`<p></p>`);
    const room = createRoom({});
    document.body.append(room);
    room.remove();
    await nextTask();
    expect(fetchMock.calls).to.have.length(0);
  });

  it('opens a new frame with a new launch after the room is inserted again', async () => {
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
});

describe('a change while the room opens', () => {
  it('requests one launch for several attribute changes in the same task', async () => {
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
});

describe('leave()', () => {
  it('removes the frame and emits one event', async () => {
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

  it('aborts a pending token request without an error', async () => {
    const {room, fetchMock, events} = await renderRoom();
    const token = await fetchMock.next();
    room.leave();
    await nextTask();
    expect(token.signal?.aborted).to.be.true;
    expect(events).to.deep.equal(['left']);
    expect(room.error).to.be.null;
  });

  it('emits no event if it runs before `kaltura-room-loading`', async () => {
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

  it('prevents the request if a listener of `kaltura-room-loading` calls it', async () => {
    const {fetchMock} = await renderRoom(html`<p></p>`);
    const room = createRoom({});
    room.addEventListener('kaltura-room-loading', () => room.leave());
    document.body.append(room);
    await nextTask();
    expect(fetchMock.calls).to.have.length(0);
    expect(room.state).to.equal('idle');
    room.remove();
  });
});

describe('a listener of `kaltura-room-loading`', () => {
  it('can change room-id, and the new room opens', async () => {
    const {fetchMock} = await renderRoom(html`<p></p>`);
    const room = createRoom({});
    room.addEventListener('kaltura-room-loading', () => (room.roomId = OTHER_ROOM), {once: true});
    document.body.append(room);
    await nextTask();
    expect(fetchMock.calls.map(({body}) => body)).to.deep.equal([{roomId: OTHER_ROOM}]);
    room.remove();
  });
});

describe('leave() and join()', () => {
  it('requests a new launch when the guest joins again by button or by `join()`', async () => {
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

  it('keeps the room closed if room-id changes in the same task', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered);
    rendered.room.roomId = OTHER_ROOM;
    rendered.room.leave();
    await rendered.room.updateComplete;
    await nextTask();
    expect(rendered.room.state).to.equal('idle');
    expect(rendered.fetchMock.calls).to.have.length(2);
  });
});

describe('the end of a session', () => {
  for (const {name, end, expectedEvents} of [
    {name: 'removed', end: room => room.remove(), expectedEvents: []},
    {name: 'moved', end: room => document.body.prepend(room), expectedEvents: []},
    {name: 'left', end: room => room.leave(), expectedEvents: ['left']},
  ] satisfies {
    readonly name: string;
    readonly end: (room: KalturaRoomElement) => void;
    readonly expectedEvents: string[];
  }[])
    it(`emits ${expectedEvents.join() || 'no event'} if the room is ${name} before \`kaltura-room-left\``, async () => {
      const {fetchMock} = await renderRoom(html`<p></p>`);
      const [first, second] = [createRoom({}), createRoom({})];
      document.body.append(first, second);
      await fetchMock.next();
      await fetchMock.next();
      const events = recordEvents(second);
      first.addEventListener('kaltura-room-left', () => end(second));
      for (const room of [first, second]) room.roomId = '';
      await nextTask();
      expect(events).to.deep.equal(expectedEvents);
      first.remove();
      second.remove();
    });

  for (const {name, end, expectedEvents} of [
    {name: 'removed', end: room => room.remove(), expectedEvents: []},
    {name: 'left', end: room => room.leave(), expectedEvents: ['left']},
  ] satisfies {
    readonly name: string;
    readonly end: (room: KalturaRoomElement) => void;
    readonly expectedEvents: string[];
  }[])
    it(`emits ${expectedEvents.join() || 'no event'} if the room is ${name}, then left again by an abort listener of \`fetchLaunch\``, async () => {
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
      expect(events).to.deep.equal(expectedEvents);
    });

  for (const {name, end, expectedEvents} of [
    {name: 'removed', end: room => room.remove(), expectedEvents: ['loading']},
    {name: 'left', end: room => room.leave(), expectedEvents: ['loading', 'left']},
  ] satisfies {
    readonly name: string;
    readonly end: (room: KalturaRoomElement) => void;
    readonly expectedEvents: string[];
  }[])
    it(`stays idle if \`fetchLaunch\` itself causes the room to be ${name}, and can open again`, async () => {
      const {room} = await renderRoom(html`<kaltura-room></kaltura-room>`);
      const events = recordEvents(room);
      room.fetchLaunch = () => {
        end(room);
        return new Promise(() => {});
      };
      room.roomId = ROOM;
      await nextTask();
      expect([room.state, ...events]).to.deep.equal(['idle', ...expectedEvents]);
      if (!room.isConnected) document.body.append(room);
      room.fetchLaunch = () => new Promise(() => {});
      room.join();
      await room.updateComplete;
      expect(room.state).to.equal('loading');
      room.remove();
    });
});

describe('a room that the guest left', () => {
  const ignoredChanges: {
    readonly name: string;
    readonly change: (room: KalturaRoomElement) => void;
  }[] = [
    {name: 'a new role', change: room => (room.roomModerator = true)},
    {name: 'a new endpoint', change: room => (room.tokenUrl = '/other')},
    {
      name: 'a new function',
      change: room => (room.fetchLaunch = async () => buildLaunchResponse().data),
    },
    {name: 'a new launch', change: room => (room.launch = buildLaunchResponse().data)},
    {name: 'a move in the document', change: room => room.parentElement?.append(room)},
  ];
  for (const {name, change} of ignoredChanges)
    it(`keeps the room closed after ${name}`, async () => {
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

  it('opens the room automatically after a new room-id', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered);
    rendered.room.leave();
    await rendered.room.updateComplete;
    rendered.room.roomId = OTHER_ROOM;
    await openRoom(rendered);
  });
});

describe('leave() before an opening is announced', () => {
  for (const {name, prepare} of [
    {
      name: 'a failure',
      prepare: async ({room, fetchMock}: RenderedRoom) => {
        (await fetchMock.next()).answer('', {status: 403});
        await waitForState(room, 'failed');
      },
    },
    {
      name: 'the guest has left',
      prepare: async (rendered: RenderedRoom) => {
        await openRoom(rendered);
        rendered.room.leave();
      },
    },
  ])
    it(`emits no event after ${name}`, async () => {
      const rendered = await renderRoom();
      await prepare(rendered);
      const before = [...rendered.events];
      rendered.room.reload();
      // The state changes in a microtask, and the event follows in a task.
      for (let turn = 0; turn < 100 && rendered.room.state !== 'loading'; turn++)
        await Promise.resolve();
      expect(rendered.room.state).to.equal('loading');
      rendered.room.leave();
      await nextTask();
      expect(rendered.room.state).to.equal('idle');
      expect(rendered.events).to.deep.equal(before);
    });
});

describe('removal before the next update', () => {
  it('cancels a pending join()', async () => {
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
});

describe('reload()', () => {
  it('opens the room in a new frame with a new launch', async () => {
    const rendered = await renderRoom();
    const old = await openRoom(rendered);
    rendered.room.reload();
    expect((await openRoom(rendered, 'again')) === old).to.be.false;
    expect(rendered.events).to.deep.equal(['ready', 'loading', 'ready']);
  });
});

describe('`room-id`', () => {
  it('leaves the room if it is removed', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered);
    rendered.room.removeAttribute('room-id');
    await rendered.room.updateComplete;
    await nextTask();
    expect(rendered.room.state).to.equal('idle');
    expect(getFrame(rendered.room) === null).to.be.true;
    expect(rendered.events).to.deep.equal(['ready', 'left']);
  });

  it('shows that no room is chosen and sends no request if it is missing', async () => {
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room token-url="/token"></kaltura-room>`,
    );
    await nextTask();
    expect(room.state).to.equal('idle');
    expect(getText(room)).to.contain('No room has been chosen yet.');
    expect(getPart(room, 'join') === null).to.be.true;
    expect(fetchMock.calls).to.have.length(0);
    room.setAttribute('room-id', ROOM);
    expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM});
  });
});

describe('`loading`', () => {
  it('waits for a click if it is "click"', async () => {
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

  it('waits until the room is scrolled into view if it is "lazy"', async () => {
    const rendered = await renderRoom(
      html`<div>
        <div style="height: 10000px"></div>
        <kaltura-room room-id=${ROOM} token-url="/token" loading="lazy"></kaltura-room>
      </div>`,
    );
    await rendered.room.updateComplete;
    await waitForIntersectionReport();
    expect(rendered.room.state).to.equal('idle');
    expect(rendered.fetchMock.calls).to.have.length(0);
    rendered.room.scrollIntoView();
    await openRoom(rendered);
  });

  it('ignores scrolling after it changes from "lazy" to "click"', async () => {
    const {room, fetchMock} = await renderRoom(
      html`<div>
        <div style="height: 10000px"></div>
        <kaltura-room room-id=${ROOM} token-url="/token" loading="lazy"></kaltura-room>
      </div>`,
    );
    await waitForIntersectionReport();
    expect(room.state).to.equal('idle');
    room.loading = 'click';
    await room.updateComplete;
    room.scrollIntoView();
    await waitForIntersectionReport();
    expect(room.state).to.equal('idle');
    expect(fetchMock.calls).to.have.length(0);
  });
});

describe('`launch`', () => {
  it('opens without a request; reload() requests another launch', async () => {
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

  it('causes a request if it has expired', async () => {
    const launch = {ks: buildKs('given'), kafUrl: KAF, expiresAt: Date.now() / 1000 - 1};
    const {fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" .launch=${launch}></kaltura-room>`,
    );
    expect((await fetchMock.next()).url).to.equal(`${location.origin}/token`);
  });

  const expired = {ks: buildKs('given'), kafUrl: KAF, expiresAt: 1};
  const onlySources: {readonly name: string; readonly template: ReturnType<typeof html>}[] = [
    {
      name: 'the page has no token-url and no `fetchLaunch`',
      template: html`<kaltura-room room-id=${ROOM} .launch=${expired}></kaltura-room>`,
    },
    {
      name: 'the page has no room-id',
      template: html`<kaltura-room token-url="/token" .launch=${expired}></kaltura-room>`,
    },
    {
      name: 'the page has no room-id, by LTI 1.1',
      template: html`<kaltura-room
        .launch=${buildLti11Launch('given', {expiresAt: 1})}
      ></kaltura-room>`,
    },
  ];
  for (const {name, template} of onlySources)
    it(`opens if it has expired by the guest’s clock and ${name}`, async () => {
      const {room, fetchMock} = await renderRoom(template);
      const ready = nextEvent(room, 'kaltura-room-ready');
      (await nextProbe(fetchMock)).answer();
      await ready;
      const {path} = await getFrameRequest(room, getFrame(room)!);
      expect(path).to.contain('given');
    });

  it('applies only to the room-id that it was set with', async () => {
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

  it('opens without a request if it was set while the room was outside the document', async () => {
    const {room, fetchMock} = await renderRoom();
    await fetchMock.next(); // the request of the first opening
    const parent = room.parentElement;
    room.remove();
    room.launch = {ks: buildKs('given'), kafUrl: KAF};
    await nextTask();
    parent?.append(room);
    await nextProbe(fetchMock);
    expect(fetchMock.calls).to.have.length(2);
  });
});

describe('a launch of the token endpoint', () => {
  it('opens if it has expired only by the guest’s clock', async () => {
    const {room, fetchMock} = await renderRoom();
    const ready = nextEvent(room, 'kaltura-room-ready');
    const serverTime = new Date(Date.now() - 600_000);
    const expiresAt = serverTime.getTime() / 1000 + 60;
    const headers = {date: serverTime.toUTCString()};
    const data = {ks: buildKs('given'), kafUrl: KAF, expiresAt};
    (await fetchMock.next()).answerJson({success: true, data}, {headers});
    (await nextProbe(fetchMock)).answer();
    await ready;
    expect(room.error).to.equal(null);
  });
});

describe('`fetchLaunch`', () => {
  it('can return a launch synchronously', async () => {
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

  it('replaces token-url', async () => {
    const requests: unknown[] = [];
    const fetchLaunch = async (request: object) => {
      requests.push(request);
      return buildLaunchResponse().data;
    };
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
    );
    const ready = nextEvent(room, 'kaltura-room-ready');
    (await nextProbe(fetchMock)).answer();
    await ready;
    expect(requests).to.deep.equal([{roomId: ROOM}]);
    expect(fetchMock.calls).to.have.length(1);
  });
});

describe('<kaltura-room>', () => {
  it('opens each of several rooms once', async () => {
    const template = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;
    const {room: first, fetchMock} = await renderRoom(
      html`<div>${template}${template}${template}</div>`,
    );
    const rooms = [...(first.parentElement?.querySelectorAll('kaltura-room') ?? [])];
    const events = rooms.map(recordEvents);
    const ready = Promise.all(rooms.map(room => nextEvent(room, 'kaltura-room-ready')));
    for (let count = 0; count < rooms.length; count++)
      (await fetchMock.next()).answerJson(buildLaunchResponse());
    for (let count = 0; count < rooms.length; count++) (await nextProbe(fetchMock)).answer();
    await ready;
    expect(events).to.deep.equal([['ready'], ['ready'], ['ready']]);
  });
});
