import {expect, html} from '@open-wc/testing';
import {navigate} from '../../src/room/frame/navigate.js';
import type {RoomErrorCode} from '../../src/index.js';
import {
  KAF,
  ROOM,
  failedRoom,
  frameOf,
  ltiLaunch,
  next,
  open,
  partOf,
  reachability,
  reaches,
  release,
  requestOf,
  setup,
  turn,
  withTab,
} from './set-up.js';

afterEach(() => release());

const {fields: FIELDS} = ltiLaunch();
const asFields = (body: string) => Object.fromEntries(new URLSearchParams(body));

it('posts the signed form in the frame, with nothing in an address and nothing in the history', async () => {
  const {length} = history;
  const all = await setup();
  const frame = await open(all, ltiLaunch());
  const {method, path, body} = await requestOf(all.room, frame);
  expect({method, path}).to.deep.equal({method: 'POST', path: '/frame/lti'});
  expect(asFields(body)).to.deep.equal(FIELDS);
  expect(history.length).to.equal(length);
  expect(location.href).not.to.contain('oauth');
  expect(all.events).to.deep.equal(['ready', 'message']);
});

it('leaves nothing of the form in the page', async () => {
  const all = await setup();
  await open(all, ltiLaunch());
  const inPage = document.documentElement.outerHTML + all.room.shadowRoot!.innerHTML;
  expect(inPage).not.to.contain('oauth_signature');
  expect(inPage).not.to.contain('frame/lti');
  expect(document.forms).to.have.length(0);
});

it('history stays as it is over one launch after another', async () => {
  const all = await setup();
  const frames = new Set([await open(all, ltiLaunch())]);
  const {length} = history;
  for (const {} of [1, 2]) {
    all.room.reload();
    frames.add(await open(all, ltiLaunch()));
  }
  expect(frames.size).to.equal(3);
  expect(history.length).to.equal(length);
});

const names = ['submit', 'action', 'method', 'target', 'append', 'acceptCharset', 'ownerDocument'];
it('posts fields of any name and any text', async () => {
  const fields = {
    ...Object.fromEntries(names.map(name => [name, `value of ${name}`])),
    lis_person_name_full: 'Żofia & Søn="<script>" 会議',
    empty: '',
  };
  const all = await setup();
  const frame = await open(all, ltiLaunch('lti', {fields}));
  const {path, body} = await requestOf(all.room, frame);
  expect(path).to.equal('/frame/lti');
  expect(asFields(body)).to.deep.equal(fields);
});

it('posts in UTF-8 from a page that is written in another encoding', async () => {
  const frame = document.createElement('iframe');
  const loaded = () => next(frame, 'load');
  frame.src = '/__latin';
  document.body.append(frame);
  await loaded();
  const posted = loaded();
  const url = new URL('/frame/latin', KAF);
  navigate(frame.contentWindow!, {url, fields: {name: 'Żofia 会議'}}, () => {});
  await posted;
  const heard = new Promise<MessageEvent<{body: string}>>(resolve =>
    window.addEventListener('message', resolve, {once: true}),
  );
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  expect(asFields((await heard).data.body)).to.deep.equal({name: 'Żofia 会議'});
  frame.remove();
});

it('posts although the sandbox that the page writes allows no forms, and has that in force', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" sandbox="allow-scripts"></kaltura-room>`,
  );
  const frame = await open(all, ltiLaunch());
  const heard = new Promise<MessageEvent<{method: string}>>(resolve =>
    window.addEventListener('message', resolve, {once: true}),
  );
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  const {origin, data} = await heard;
  expect(origin).to.equal('null');
  expect(data.method).to.equal('POST');
});

it('is sandboxed as any other room', async () => {
  const all = await setup();
  const frame = await open(all, ltiLaunch());
  expect([...frame.sandbox]).to.include.members(['allow-scripts', 'allow-same-origin']);
  expect([...frame.sandbox].filter(word => word.includes('top-navigation'))).to.deep.equal([]);
});

it('takes a launch of the page, once, and then asks for another', async () => {
  const all = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      .launch=${ltiLaunch('given', {expiresAt: Date.now() / 1000 + 60})}
    ></kaltura-room>`,
  );
  const ready = next(all.room, 'kaltura-room-ready');
  (await reachability(all.held)).answer();
  await ready;
  expect((await requestOf(all.room, frameOf(all.room)!)).path).to.equal('/frame/given');
  all.room.reload();
  await open(all, ltiLaunch('fetched'));
});

it('does not open a launch of the page whose time is over', async () => {
  const launch = ltiLaunch('given', {expiresAt: 1});
  const {room} = await setup(html`<kaltura-room .launch=${launch}></kaltura-room>`);
  await reaches(room, 'failed');
  expect(room.error?.code).to.equal('launch-expired');
});

it('takes a launch of fetchLaunch', async () => {
  const fetchLaunch = async () => ltiLaunch('fetched');
  const {room, held} = await setup(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
  );
  const ready = next(room, 'kaltura-room-ready');
  (await reachability(held)).answer();
  await ready;
  expect((await requestOf(room, frameOf(room)!)).path).to.equal('/frame/fetched');
});

it('an equal launch handed over again throws nobody out', async () => {
  const {room, held} = await setup(html`<kaltura-room .launch=${ltiLaunch()}></kaltura-room>`);
  const ready = next(room, 'kaltura-room-ready');
  (await reachability(held)).answer();
  await ready;
  room.launch = ltiLaunch();
  await turn();
  expect(room.state).to.equal('ready');
});

const refused: [string, object, RoomErrorCode][] = [
  ['without action', {action: undefined}, 'endpoint-invalid'],
  ['without fields', {fields: undefined}, 'endpoint-invalid'],
  ['with a list of fields', {fields: ['a']}, 'endpoint-invalid'],
  ['with a field that is a number', {fields: {secret: 7}}, 'endpoint-invalid'],
  ['with a field that holds fields', {fields: {secret: {}}}, 'endpoint-invalid'],
  ['with a time that is text', {expiresAt: 'soon'}, 'endpoint-invalid'],
  ['of another kind', {auth: 'lti-2.0'}, 'endpoint-invalid'],
  ['of a kind in capitals', {auth: 'LTI'}, 'endpoint-invalid'],
  ['posted to http:', {action: 'http://kaf.example/x'}, 'origin-not-allowed'],
  ['posted to javascript:', {action: 'javascript:alert(1)'}, 'origin-not-allowed'],
  ['posted to a path', {action: '/frame/x'}, 'origin-not-allowed'],
  ['posted for a user', {action: 'https://u:p@kaf.example/x'}, 'origin-not-allowed'],
  ["posted to the page's own origin", {action: `${location.origin}/x`}, 'origin-not-allowed'],
];
for (const [label, more, code] of refused)
  it(`a launch ${label}: ${code}, and nothing is posted`, async () => {
    const {room, held} = await setup();
    const failed = next(room, 'kaltura-room-error');
    (await held.next()).answerJson({success: true, data: ltiLaunch('lti', more)});
    const {error} = await failed;
    expect(error.code).to.equal(code);
    for (const secret of ['c2lnbmF0', 'u:p', '7'])
      expect(error.message.replaceAll(/:\d+/g, '')).not.to.contain(secret);
    await room.updateComplete;
    expect(frameOf(room) === null).to.be.true;
    expect(partOf(room, 'retry')).not.to.be.null;
  });

it('a form for another origin than the pinned one is not posted', async () => {
  const {room, held} = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      kaf-url="https://pinned.example"
    ></kaltura-room>`,
  );
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).answerJson({success: true, data: ltiLaunch()});
  expect((await failed).error.code).to.equal('origin-not-allowed');
  expect(frameOf(room) === null).to.be.true;
});

it('is posted where its origin is the pinned one', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" kaf-url=${KAF}></kaltura-room>`,
  );
  await open(all, ltiLaunch());
});

it('removed before the answer, it posts nothing', async () => {
  const {room, held, events} = await setup();
  const token = await held.next();
  room.remove();
  token.answerJson({success: true, data: ltiLaunch()});
  await turn();
  expect(held.calls).to.have.length(1);
  expect(frameOf(room) === null).to.be.true;
  expect(events).to.deep.equal([]);
});

it("a form that leads back to the page's own origin is taken away", async () => {
  const {room, held} = await setup();
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).answerJson({success: true, data: ltiLaunch('lands-home')});
  expect((await failed).error.code).to.equal('origin-not-allowed');
});

it('a room that never answers the form: frame-timeout, and Retry posts a fresh one', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="3.5"></kaltura-room>`,
  );
  const failed = next(all.room, 'kaltura-room-error');
  (await all.held.next()).answerJson({success: true, data: ltiLaunch('never-answers')});
  expect((await failed).error.code).to.equal('frame-timeout');
  all.room.timeout = 30;
  await all.room.updateComplete;
  partOf(all.room, 'retry')?.click();
  await open(all, ltiLaunch());
});

it('a new tab is opened by a form of its own, and knows nothing of the page', () =>
  withTab(async frame => {
    const tab = frame.contentWindow!;
    const {room, held} = await failedRoom();
    const loaded = next(frame, 'load');
    const left = next(room, 'kaltura-room-left');
    partOf(room, 'new-tab')?.click();
    expect(tab.opener).to.be.null;
    (await held.next()).answerJson({success: true, data: ltiLaunch('tab')});
    await Promise.all([loaded, left]);
    const heard = new Promise<MessageEvent<{path: string; body: string}>>(resolve =>
      window.addEventListener('message', resolve, {once: true}),
    );
    tab.postMessage({ask: 'request'}, '*');
    const {path, body} = (await heard).data;
    expect(path).to.equal('/frame/tab');
    expect(asFields(body)).to.deep.equal(FIELDS);
    expect(room.state).to.equal('idle');
  }));
