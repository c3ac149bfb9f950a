import {expect, html} from '@open-wc/testing';
import {KalturaRoomElement} from '../../src/index.js';
import {isEqual} from '../../src/browser/equality.js';
import {ATTRIBUTE_CHANGES, ROOM_STATES, type RoomStateName} from '../support/attribute-changes.js';
import {nextEvent, nextTask} from '../support/events.js';
import type {PendingRequest} from '../support/mock-fetch.js';
import {
  KAF,
  OTHER_ROOM,
  ROOM,
  waitForFrame,
  getFrame,
  nextProbe,
  buildKs,
  buildLaunchResponse,
  recordEvents,
  waitForLoadedFrame,
  waitForState,
  postFromFrame,
  renderRoom,
  type RenderedRoom,
} from '../support/room-fixture.js';

/*
 * Applies each change to a room in each state, and compares the effect with `ATTRIBUTE_CHANGES`, from
 * which a page of the documentation is generated.
 */

type Change = (room: KalturaRoomElement) => void;

const set =
  (name: string, value: string): Change =>
  room =>
    room.setAttribute(name, value);

const CHANGES: Readonly<Record<string, Change>> = {
  'room-id': set('room-id', OTHER_ROOM),
  'token-url': set('token-url', '/other'),
  'kaf-url': set('kaf-url', KAF),
  'room-moderator': set('room-moderator', ''),
  'chat-moderator': set('chat-moderator', ''),
  loading: room => (room.loading = room.loading === 'eager' ? 'lazy' : 'eager'),
  timeout: set('timeout', '20'),
  credentials: set('credentials', 'omit'),
  headers: set('headers', '{"X-WP-Nonce": "new"}'),
  allow: set('allow', 'camera *'),
  'allow-origins': set('allow-origins', 'https://other.example'),
  sandbox: set('sandbox', 'allow-scripts'),
  label: set('label', 'Town hall'),
  'auto-height': set('auto-height', ''),
  controls: set('controls', ''),
  launch: room => (room.launch = {ks: buildKs('given'), kafUrl: KAF}),
  fetchLaunch: room => (room.fetchLaunch = () => new Promise(() => {})),
  lang: set('lang', 'he'),
  dir: set('dir', 'rtl'),
  class: set('class', 'wide'),
  style: set('style', 'height: 900px'),
  hidden: set('hidden', ''),
  title: set('title', 'Town hall'),
  id: set('id', 'other'),
  slot: set('slot', 'other'),
};

/** Functions that render a room in each state. */
const STATES: readonly {
  readonly name: string;
  readonly state: RoomStateName;
  /** The room failed with `attribute-invalid`. */
  readonly isInvalid?: boolean;
  readonly render: () => Promise<RenderedRoom>;
}[] = [
  {
    name: 'without a room-id',
    state: 'no-room',
    render: () => renderRoom(html`<kaltura-room token-url="/token"></kaltura-room>`),
  },
  {
    name: 'that waits for a click',
    state: 'waiting',
    render: () =>
      renderRoom(
        html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
      ),
  },
  {
    name: 'that is loading',
    state: 'loading',
    render: async () => {
      const rendered = await renderRoom();
      await rendered.fetchMock.next();
      await waitForFrame(rendered.room);
      return rendered;
    },
  },
  {
    name: 'that is joining',
    state: 'joining',
    render: async () => {
      const rendered = await renderRoom();
      (await rendered.fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
      await waitForState(rendered.room, 'joining');
      return rendered;
    },
  },
  {
    name: 'that is open',
    state: 'open',
    render: async () => {
      const rendered = await renderRoom();
      (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
      postFromFrame(await waitForLoadedFrame(rendered.room), 'here');
      await nextEvent(rendered.room, 'kaltura-room-ready');
      return rendered;
    },
  },
  {
    name: 'that failed',
    state: 'failed',
    render: async () => {
      const rendered = await renderRoom();
      const failed = nextEvent(rendered.room, 'kaltura-room-error');
      (await rendered.fetchMock.next()).answer('', {status: 403});
      await failed;
      return rendered;
    },
  },
  {
    name: 'that failed with attribute-invalid',
    state: 'failed',
    isInvalid: true,
    render: async () => {
      const rendered = await renderRoom(
        html`<kaltura-room room-id=${ROOM} token-url="javascript:"></kaltura-room>`,
      );
      await waitForState(rendered.room, 'failed');
      return rendered;
    },
  },
  {
    name: 'that was left',
    state: 'left',
    render: async () => {
      const rendered = await renderRoom();
      await rendered.fetchMock.next();
      rendered.room.leave();
      return rendered;
    },
  },
];

const named = ATTRIBUTE_CHANGES.flatMap(({names}) => names);

describe('the list of attribute changes', () => {
  it('covers every attribute and property', () => {
    const own = [...KalturaRoomElement.elementProperties].map(([property, {attribute}]) =>
      typeof attribute === 'string' ? attribute : String(property),
    );
    expect(Object.keys(CHANGES)).to.include.members(own);
    expect(Object.keys(CHANGES)).to.include.members(named);
    expect(named.length).to.equal(new Set(named).size);
    expect(STATES.map(({state}) => state)).to.include.members(ROOM_STATES.map(({name}) => name));
  });
});

for (const [change, apply] of Object.entries(CHANGES)) {
  const effects = ATTRIBUTE_CHANGES.find(({names}) => names.includes(change))?.effects ?? {};
  describe(`a change of ${change}`, () => {
    for (const {name, state, isInvalid, render} of STATES) {
      const effect = effects[state];
      const opens = effect === 'reopens-if-invalid' ? isInvalid : effect !== undefined;
      const verb = opens ? (effect === 'opens' ? 'opens' : 'reopens') : 'does not affect';
      it(`${verb} a room ${name}`, async () => {
        const rendered = await render();
        await rendered.room.updateComplete;
        await nextTask();
        const frame = getFrame(rendered.room);
        const before = snapshot(rendered);
        const events = recordEvents(rendered.room);
        apply(rendered.room);
        await rendered.room.updateComplete;
        await nextTask();
        if (!opens) {
          expect(events).to.deep.equal([]);
          expect(snapshot(rendered)).to.deep.equal(before);
          expect(getFrame(rendered.room) === frame).to.be.true;
          if (frame) await verifyFrame(rendered.room, frame);
          return;
        }
        expect(events.filter(event => event === 'loading')).to.have.length(1);
        expect(frame?.isConnected).not.to.be.true;
        expect(before.underWay.every(({signal}) => signal?.aborted)).to.be.true;
        expect(snapshot(rendered).underWay.length).to.be.at.most(1);
      });
    }
  });
}

describe('a property that is set while the launch is requested', () => {
  const hasLateHeader = ({headers}: PendingRequest) => headers.get('x-csrf-token') === 'late';
  const lateProperties: {
    readonly name: string;
    readonly change: Partial<KalturaRoomElement>;
    /** Whether the request has the value. */
    readonly isIn: (request: PendingRequest) => boolean;
  }[] = [
    {name: 'headers', change: {headers: {'X-CSRF-Token': 'late'}}, isIn: hasLateHeader},
    {
      name: 'a function for headers',
      change: {headers: () => ({'X-CSRF-Token': 'late'})},
      isIn: hasLateHeader,
    },
    {
      name: 'credentials',
      change: {credentials: 'include'},
      isIn: ({credentials}) => credentials === 'include',
    },
    {
      name: 'roomModerator',
      change: {roomModerator: true},
      isIn: ({body}) => isEqual(body, {roomId: ROOM, roomModerator: true}),
    },
  ];
  for (const {name, change, isIn} of lateProperties)
    it(`is in the repeated request: ${name}`, async () => {
      const rendered = await renderRoom();
      const first = await rendered.fetchMock.next();
      await waitForFrame(rendered.room);
      Object.assign(rendered.room, change);
      const second = await rendered.fetchMock.next();
      expect(first.signal?.aborted).to.be.true;
      expect(isIn(first)).to.be.false;
      expect(isIn(second)).to.be.true;
      const ready = nextEvent(rendered.room, 'kaltura-room-ready');
      second.answerJson(buildLaunchResponse());
      (await nextProbe(rendered.fetchMock)).answer();
      await ready;
      expect(rendered.events.filter(event => event !== 'loading')).to.deep.equal(['ready']);
    });

  it('takes the place of a request, if it is a launch', async () => {
    const rendered = await renderRoom();
    const {signal} = await rendered.fetchMock.next();
    await waitForFrame(rendered.room);
    rendered.room.launch = {ks: buildKs('given'), kafUrl: KAF};
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    (await nextProbe(rendered.fetchMock)).answer();
    await ready;
    expect(signal?.aborted).to.be.true;
  });

  it('repeats the request at most three times', async () => {
    const rendered = await renderRoom();
    for (let count = 0; count < 5; count++) {
      await waitForFrame(rendered.room);
      rendered.room.headers = {'x-count': String(count)};
      await rendered.room.updateComplete;
      await nextTask();
    }
    expect(rendered.fetchMock.calls).to.have.length(4);
  });

  it('does not repeat a call of `fetchLaunch`, if it is for the token endpoint', async () => {
    let calls = 0;
    const fetchLaunch = () => new Promise<never>(() => void calls++);
    const rendered = await renderRoom(
      html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
    );
    await waitForFrame(rendered.room);
    rendered.room.headers = {'X-CSRF-Token': 'late'};
    rendered.room.fetchLaunch = () => fetchLaunch();
    await rendered.room.updateComplete;
    await nextTask();
    expect(calls).to.equal(1);
  });

  it('does not repeat a request that is not sent yet', async () => {
    const rendered = await renderRoom(html`<kaltura-room token-url="/token"></kaltura-room>`);
    rendered.room.addEventListener('kaltura-room-loading', () => {
      rendered.room.headers = {'X-CSRF-Token': 'late'};
    });
    rendered.room.roomId = ROOM;
    expect((await rendered.fetchMock.next()).headers.get('x-csrf-token')).to.equal('late');
    expect(rendered.events).to.deep.equal(['loading']);
  });
});

describe('a property that changes after a failure', () => {
  it('does not reopen the room if it had a value, because a page may react to each failure', async () => {
    const rendered = await renderRoom(
      html`<kaltura-room
        room-id=${ROOM}
        token-url="/token"
        headers='{"x-count": "0"}'
      ></kaltura-room>`,
    );
    rendered.room.addEventListener('kaltura-room-error', () => {
      rendered.room.headers = {'x-count': '1'};
    });
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    (await rendered.fetchMock.next()).answer('', {status: 401});
    await failed;
    await rendered.room.updateComplete;
    await nextTask();
    expect(rendered.fetchMock.calls).to.have.length(1);
    expect(rendered.room.state).to.equal('failed');
  });
});

/** Returns the facts that must not change if a change has no effect. */
const snapshot = ({room, fetchMock: {calls}}: RenderedRoom) => ({
  state: room.state,
  error: room.error,
  requests: calls.length,
  underWay: calls.filter(({signal}) => !signal?.aborted),
});

/** Checks that the frame is still connected and that its messages arrive. */
async function verifyFrame(room: KalturaRoomElement, frame: HTMLIFrameElement): Promise<void> {
  expect(frame.isConnected).to.be.true;
  if (room.state !== 'ready') return;
  const received = nextEvent(room, 'kaltura-room-message');
  postFromFrame(frame, 'still here');
  expect((await received).data).to.equal('still here');
}
