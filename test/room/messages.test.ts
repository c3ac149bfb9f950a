import {expect} from '@open-wc/testing';
import {html} from 'lit';
import {nextEvent, nextTask} from '../support/events.js';
import {
  KAF,
  ROOM,
  reportBlockedFrame,
  getFrame,
  buildLaunchResponse,
  buildMessageEvent,
  recordEvents,
  openRoom,
  postFromFrame,
  renderRoom,
} from '../support/room-fixture.js';

/** Returns the events that `dispatch` causes, until a genuine message arrives. */
async function recordEventsOf(dispatch: (frame: HTMLIFrameElement) => void | Promise<void>) {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  await dispatch(frame);
  const marker = nextEvent(rendered.room, 'kaltura-room-message');
  postFromFrame(frame, 'marker');
  await marker;
  return rendered.events.slice(1, -1); // without `ready`, and `message` of the marker
}

const resize = {subject: 'lti.frameResize', height: 5};

/** Data of messages, some of which are made to confuse or block a page, and the event that they cause. */
const contents: readonly {name: string; data: unknown; event: 'message' | 'resize'}[] = [
  {name: 'a resize', data: resize, event: 'resize'},
  {name: 'a resize as JSON', data: JSON.stringify(resize), event: 'resize'},
  {name: 'null', data: null, event: 'message'},
  {
    name: 'a look-alike of a resize',
    data: {subject: new String('lti.frameResize'), height: {valueOf: () => 5}},
    event: 'message',
  },
  {name: 'a megabyte of text', data: 'x'.repeat(2 ** 20), event: 'message'},
  {
    name: 'a resize in a megabyte of JSON',
    data: JSON.stringify({...resize, more: 'x'.repeat(2 ** 20)}),
    event: 'message',
  },
  {
    name: 'a resize in an object of a megabyte',
    data: {...resize, more: Array.from({length: 2 ** 17}, (_, n) => `${n}`)},
    event: 'resize',
  },
];

describe('a message from the frame', () => {
  it('causes one event', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const received = nextEvent(rendered.room, 'kaltura-room-message');
    postFromFrame(frame, {subject: 'lti.navigation'});
    expect((await received).data).to.deep.equal({subject: 'lti.navigation'});
    expect(rendered.events).to.deep.equal(['ready', 'message']);
  });

  it('can be a JSON string', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const received = nextEvent(rendered.room, 'kaltura-room-resize');
    postFromFrame(frame, '{"subject":"lti.frameResize","height":720}');
    expect((await received).height).to.equal(720);
  });

  const subjects: {
    readonly name: string;
    readonly data: unknown;
    readonly subject: string | undefined;
  }[] = [
    {
      name: 'an object',
      data: {subject: 'lti.contentSelected', items: []},
      subject: 'lti.contentSelected',
    },
    {name: 'JSON', data: '{"subject": "lti.hideModuleHeader"}', subject: 'lti.hideModuleHeader'},
    {name: 'an unknown subject', data: {subject: 'room.left'}, subject: 'room.left'},
    {name: 'null', data: null, subject: undefined},
    {name: 'a number', data: 5, subject: undefined},
    {name: 'text', data: 'lti.navigation', subject: undefined},
    {name: 'a list', data: [{subject: 'lti.navigation'}], subject: undefined},
    {
      name: 'a subject that is not a string',
      data: {subject: {toString: 'lti.navigation'}},
      subject: undefined,
    },
  ];

  it('has a `subject` if its data, as an object or as JSON, has a string of that name', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    for (const {name, data, subject} of subjects) {
      const received = nextEvent(rendered.room, 'kaltura-room-message');
      postFromFrame(frame, data);
      expect((await received).subject, name).to.equal(subject);
    }
    expect(rendered.events).to.deep.equal(['ready', ...subjects.map(() => 'message')]);
  });

  it('passes a megabyte of JSON on as a string', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const text = JSON.stringify({subject: 'lti.frameResize', height: 5, more: 'x'.repeat(2 ** 20)});
    const received = nextEvent(rendered.room, 'kaltura-room-message');
    postFromFrame(frame, text);
    const {data, subject} = await received;
    expect([data, subject]).to.deep.equal([text, undefined]);
  });
});

describe('lti.frameResize', () => {
  for (const {name, template} of [
    {
      name: 'the attribute auto-height',
      template: html`<kaltura-room room-id=${ROOM} token-url="/token" auto-height></kaltura-room>`,
    },
    {
      name: 'the property autoHeight',
      template: html`<kaltura-room
        room-id=${ROOM}
        token-url="/token"
        .autoHeight=${true}
      ></kaltura-room>`,
    },
  ])
    it(`changes the height of the room with ${name}`, async () => {
      const rendered = await renderRoom(template);
      const frame = await openRoom(rendered);
      const received = nextEvent(rendered.room, 'kaltura-room-resize');
      postFromFrame(frame, {subject: 'lti.frameResize', height: 777});
      await received;
      expect(frame.getBoundingClientRect().height).to.equal(777);
      expect(rendered.room.getBoundingClientRect().height).to.equal(777);
    });

  it('does not change the height of the room without auto-height', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const before = frame.getBoundingClientRect().height;
    const received = nextEvent(rendered.room, 'kaltura-room-resize');
    postFromFrame(frame, {subject: 'lti.frameResize', height: 777});
    await received;
    expect(frame.getBoundingClientRect().height).to.equal(before);
  });

  it('causes a message event if its height is not valid', async () => {
    const heights = ['12px', '101%', 'calc(1px)', null, {}, Number.NaN, 0, -5, 1e9, Infinity];
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    for (const height of heights) {
      const received = nextEvent(rendered.room, 'kaltura-room-message');
      postFromFrame(frame, {subject: 'lti.frameResize', height});
      await received;
    }
    expect(rendered.events).to.deep.equal(['ready', ...heights.map(() => 'message')]);
  });
});

describe('the first message while the room opens', () => {
  it('makes the room ready and aborts the probe', async () => {
    const rendered = await renderRoom();
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
    const probe = await rendered.fetchMock.next();
    expect(rendered.room.state).to.equal('joining');
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    postFromFrame(getFrame(rendered.room)!, 'hello');
    await ready;
    expect(probe.signal?.aborted).to.be.true;
  });

  it('does not reopen a room that a listener of the message has left', async () => {
    const rendered = await renderRoom();
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
    await rendered.fetchMock.next();
    const received = nextEvent(rendered.room, 'kaltura-room-message');
    rendered.room.addEventListener('kaltura-room-message', () => rendered.room.leave());
    postFromFrame(getFrame(rendered.room)!, 'hello');
    await received;
    await nextTask();
    expect(rendered.room.state).to.equal('idle');
    expect(rendered.events).to.deep.equal(['message', 'left']);
  });
});

describe('a forged message', () => {
  it("causes no event if it comes from the page's own window", async () => {
    const events = await recordEventsOf(async () => {
      window.postMessage(resize, '*');
      await nextTask();
    });
    expect(events).to.deep.equal([]);
  });

  it('causes no event if it comes from another frame of the same origin', async () => {
    const other = document.createElement('iframe');
    other.src = `${KAF}/frame/other`;
    document.body.append(other);
    await new Promise(resolve => other.addEventListener('load', resolve, {once: true}));
    const events = await recordEventsOf(async () => {
      const arrived = new Promise(resolve =>
        window.addEventListener('message', resolve, {once: true}),
      );
      postFromFrame(other, resize);
      await arrived;
    });
    other.remove();
    expect(events).to.deep.equal([]);
  });

  const forged: {
    readonly name: string;
    readonly init: (frame: HTMLIFrameElement) => MessageEventInit;
  }[] = [
    {
      name: 'the frame with another origin',
      init: frame => ({source: frame.contentWindow, origin: 'https://evil.example'}),
    },
    {
      name: 'the frame with a look-alike origin',
      init: frame => ({source: frame.contentWindow, origin: `${KAF}.evil.example`}),
    },
    {
      name: 'the frame with the origin null',
      init: frame => ({source: frame.contentWindow, origin: 'null'}),
    },
    {
      name: "the frame with the page's origin",
      init: frame => ({source: frame.contentWindow, origin: location.origin}),
    },
    {name: 'a source that is null', init: () => ({source: null, origin: KAF})},
    {name: "the page with KAF's origin", init: () => ({source: window, origin: KAF})},
  ];

  for (const {name, init} of forged)
    it(`causes no event from ${name}, whatever it contains`, async () => {
      const rendered = await renderRoom();
      const frame = await openRoom(rendered);
      for (const {name, data} of contents) {
        window.dispatchEvent(buildMessageEvent({...init(frame), data}));
        expect(rendered.events, name).to.deep.equal(['ready']);
      }
    });
});

describe('any message from the frame', () => {
  it('causes one event', async () => {
    const rendered = await renderRoom();
    const {contentWindow} = await openRoom(rendered);
    for (const {name, data, event} of contents) {
      rendered.events.length = 0;
      window.dispatchEvent(buildMessageEvent({source: contentWindow, origin: KAF, data}));
      expect(rendered.events, name).to.deep.equal([event]);
    }
  });
});

describe('a message to several rooms or a closed room', () => {
  it('reaches only the room of its own frame', async () => {
    const template = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;
    const {room: first, fetchMock} = await renderRoom(html`<div>${template}${template}</div>`);
    const second = first.nextElementSibling as typeof first;
    const ready = [nextEvent(first, 'kaltura-room-ready'), nextEvent(second, 'kaltura-room-ready')];
    for (let count = 0; count < ready.length; count++)
      (await fetchMock.next()).answerJson(buildLaunchResponse());
    for (let count = 0; count < ready.length; count++) (await fetchMock.next()).answer();
    await Promise.all(ready);
    const events = [recordEvents(first), recordEvents(second)];
    const received = nextEvent(second, 'kaltura-room-message');
    postFromFrame(getFrame(second)!, 'hello');
    await received;
    expect(events).to.deep.equal([[], ['message']]);
  });

  it('causes no event after the room has failed', async () => {
    const rendered = await renderRoom();
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
    await rendered.fetchMock.next();
    const {contentWindow} = getFrame(rendered.room)!;
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    reportBlockedFrame();
    await failed;
    window.dispatchEvent(buildMessageEvent({source: contentWindow, origin: KAF, data: resize}));
    expect(rendered.events).to.deep.equal(['error']);
  });

  it('causes no event after the guest has left', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const {contentWindow} = frame;
    rendered.room.leave();
    window.dispatchEvent(buildMessageEvent({source: contentWindow, origin: KAF, data: resize}));
    expect(rendered.events).to.deep.equal(['ready', 'left']);
  });
});
