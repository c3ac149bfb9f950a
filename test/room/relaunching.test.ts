import {expect, html} from '@open-wc/testing';
import {KalturaRoomElement} from '../../src/index.js';
import {
  KAF,
  OTHER_ROOM,
  ROOM,
  waitForFrame,
  getFrame,
  buildKs,
  buildLaunchResponse,
  recordEvents,
  waitForLoadedFrame,
  nextEvent,
  waitForState,
  restoreFetch,
  postFromFrame,
  renderRoom,
  nextTask,
  type RenderedRoom,
} from './set-up.js';

/*
 * The README's table of what a change does, done: each change to a room in each state.
 */

afterEach(() => restoreFetch());

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

const room = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;

/** How a room comes into each state, by the column of the table that the state is in. */
const STATES: readonly [state: string, column: string, come: () => Promise<RenderedRoom>][] = [
  [
    'without a room',
    'no room yet',
    () => renderRoom(html`<kaltura-room token-url="/token"></kaltura-room>`),
  ],
  [
    'that waits for a click',
    'waiting',
    () =>
      renderRoom(
        html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
      ),
  ],
  [
    'that is loading',
    'opening',
    async () => {
      const rendered = await renderRoom(room);
      await rendered.fetchMock.next();
      await waitForFrame(rendered.room);
      return rendered;
    },
  ],
  [
    'that is joining',
    'opening',
    async () => {
      const rendered = await renderRoom(room);
      (await rendered.fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
      await waitForState(rendered.room, 'joining');
      return rendered;
    },
  ],
  [
    'that is open',
    'open',
    async () => {
      const rendered = await renderRoom(room);
      (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
      postFromFrame(await waitForLoadedFrame(rendered.room), 'here');
      await nextEvent(rendered.room, 'kaltura-room-ready');
      return rendered;
    },
  ],
  [
    'that failed',
    'failed',
    async () => {
      const rendered = await renderRoom(room);
      const failed = nextEvent(rendered.room, 'kaltura-room-error');
      (await rendered.fetchMock.next()).answer('', {status: 403});
      await failed;
      return rendered;
    },
  ],
  [
    'that failed for an attribute',
    'failed',
    async () => {
      const rendered = await renderRoom(
        html`<kaltura-room room-id=${ROOM} token-url="javascript:"></kaltura-room>`,
      );
      await waitForState(rendered.room, 'failed');
      return rendered;
    },
  ],
  [
    'that was left',
    'left',
    async () => {
      const rendered = await renderRoom(room);
      await rendered.fetchMock.next();
      rendered.room.leave();
      return rendered;
    },
  ],
];

const ELSE = 'anything else';
const [[, ...columns], ...rows] = await readTable('A change of');

const namesOf = (text: string) => [...text.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!);
const named = rows.flatMap(([what = '']) => namesOf(what));

it('the README says of every attribute and property what a change of it does', () => {
  const own = [...KalturaRoomElement.elementProperties].map(([property, {attribute}]) =>
    typeof attribute === 'string' ? attribute : String(property),
  );
  expect(Object.keys(CHANGES)).to.include.members(own);
  expect(Object.keys(CHANGES)).to.include.members(named);
  expect(named.length).to.equal(new Set(named).size);
  expect(rows.at(-1)?.[0]).to.equal(ELSE);
  expect(columns).to.have.members([...new Set(STATES.map(([, column]) => column))]);
});

for (const [name, change] of Object.entries(CHANGES)) {
  const [, ...cells] = rows.find(([what = '']) =>
    named.includes(name) ? namesOf(what).includes(name) : what === ELSE,
  )!;
  for (const [state, column, come] of STATES) {
    const cell = cells[columns.indexOf(column)]!;
    const opens = /attribute-invalid/.test(cell) ? /attribute/.test(state) : cell !== '';
    it(`a change of ${name} in a room ${state}: ${opens ? 'opens' : 'nothing'}`, async () => {
      const rendered = await come();
      await rendered.room.updateComplete;
      await nextTask();
      const frame = getFrame(rendered.room);
      const before = seen(rendered);
      const events = recordEvents(rendered.room);
      change(rendered.room);
      await rendered.room.updateComplete;
      await nextTask();
      if (!opens) {
        expect(events).to.deep.equal([]);
        expect(seen(rendered)).to.deep.equal(before);
        expect(getFrame(rendered.room) === frame).to.be.true;
        if (frame) await goesOn(rendered.room, frame);
        return;
      }
      expect(events.filter(event => event === 'loading')).to.have.length(1);
      expect(frame?.isConnected).not.to.be.true;
      expect(before.underWay.every(({signal}) => signal?.aborted)).to.be.true;
      expect(seen(rendered).underWay.length).to.be.at.most(1);
    });
  }
}

/** What must be the same after a change that opens nothing. */
const seen = ({room, fetchMock: {calls}}: RenderedRoom) => ({
  state: room.state,
  error: room.error,
  asked: calls.length,
  underWay: calls.filter(({signal}) => !signal?.aborted),
});

/** The page in the frame is there still, if it ever was, and is heard. */
async function goesOn(room: KalturaRoomElement, frame: HTMLIFrameElement): Promise<void> {
  expect(frame.isConnected).to.be.true;
  if (room.state !== 'ready') return;
  const heard = nextEvent(room, 'kaltura-room-message');
  postFromFrame(frame, 'still here');
  expect((await heard).data).to.equal('still here');
}

/** The cells of the README's table whose first one is `first`. */
async function readTable(first: string): Promise<[string[], ...string[][]]> {
  const readme = await (await fetch('/README.md')).text();
  const lines = readme.split('\n');
  const start = lines.findIndex(line => line.startsWith(`| ${first} `));
  const table = lines.slice(start, lines.indexOf('', start));
  const [head, , ...body] = table.map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
  return [head!, ...body];
}
