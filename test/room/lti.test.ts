import {expect, html} from '@open-wc/testing';
import {navigate} from '../../src/room/frame/navigate.js';
import type {RoomErrorCode} from '../../src/index.js';
import {
  KAF,
  ROOM,
  renderFailedRoom,
  getFrame,
  buildLti11Launch,
  nextEvent,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  restoreFetch,
  getFrameRequest,
  renderRoom,
  nextTask,
  withStubbedTab,
} from './set-up.js';

afterEach(() => restoreFetch());

const {fields: FIELDS} = buildLti11Launch();
const asFields = (body: string) => Object.fromEntries(new URLSearchParams(body));

it('posts the signed form in the frame, with nothing in an address and nothing in the history', async () => {
  const {length} = history;
  const rendered = await renderRoom();
  const frame = await openRoom(rendered, buildLti11Launch());
  const {method, path, body} = await getFrameRequest(rendered.room, frame);
  expect({method, path}).to.deep.equal({method: 'POST', path: '/frame/lti'});
  expect(asFields(body)).to.deep.equal(FIELDS);
  expect(history.length).to.equal(length);
  expect(location.href).not.to.contain('oauth');
  expect(rendered.events).to.deep.equal(['ready', 'message']);
});

it('leaves nothing of the form in the page', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered, buildLti11Launch());
  const inPage = document.documentElement.outerHTML + rendered.room.shadowRoot!.innerHTML;
  expect(inPage).not.to.contain('oauth_signature');
  expect(inPage).not.to.contain('frame/lti');
  expect(document.forms).to.have.length(0);
});

it('history stays as it is over one launch after another', async () => {
  const rendered = await renderRoom();
  const frames = new Set([await openRoom(rendered, buildLti11Launch())]);
  const {length} = history;
  for (const {} of [1, 2]) {
    rendered.room.reload();
    frames.add(await openRoom(rendered, buildLti11Launch()));
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
  const rendered = await renderRoom();
  const frame = await openRoom(rendered, buildLti11Launch('lti', {fields}));
  const {path, body} = await getFrameRequest(rendered.room, frame);
  expect(path).to.equal('/frame/lti');
  expect(asFields(body)).to.deep.equal(fields);
});

it('posts in UTF-8 from a page that is written in another encoding', async () => {
  const frame = document.createElement('iframe');
  const loaded = () => nextEvent(frame, 'load');
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
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" sandbox="allow-scripts"></kaltura-room>`,
  );
  const frame = await openRoom(rendered, buildLti11Launch());
  const heard = new Promise<MessageEvent<{method: string}>>(resolve =>
    window.addEventListener('message', resolve, {once: true}),
  );
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  const {origin, data} = await heard;
  expect(origin).to.equal('null');
  expect(data.method).to.equal('POST');
});

it('is sandboxed as any other room', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered, buildLti11Launch());
  expect([...frame.sandbox]).to.include.members(['allow-scripts', 'allow-same-origin']);
  expect([...frame.sandbox].filter(word => word.includes('top-navigation'))).to.deep.equal([]);
});

it('takes a launch of the page, once, and then asks for another', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      .launch=${buildLti11Launch('given', {expiresAt: Date.now() / 1000 + 60})}
    ></kaltura-room>`,
  );
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  (await nextProbe(rendered.fetchMock)).answer();
  await ready;
  expect((await getFrameRequest(rendered.room, getFrame(rendered.room)!)).path).to.equal(
    '/frame/given',
  );
  rendered.room.reload();
  await openRoom(rendered, buildLti11Launch('fetched'));
});

it('does not open a launch of the page whose time is over', async () => {
  const launch = buildLti11Launch('given', {expiresAt: 1});
  const {room} = await renderRoom(html`<kaltura-room .launch=${launch}></kaltura-room>`);
  await waitForState(room, 'failed');
  expect(room.error?.code).to.equal('launch-expired');
});

it('takes a launch of fetchLaunch', async () => {
  const fetchLaunch = async () => buildLti11Launch('fetched');
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
  );
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await nextProbe(fetchMock)).answer();
  await ready;
  expect((await getFrameRequest(room, getFrame(room)!)).path).to.equal('/frame/fetched');
});

it('an equal launch handed over again throws nobody out', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room .launch=${buildLti11Launch()}></kaltura-room>`,
  );
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await nextProbe(fetchMock)).answer();
  await ready;
  room.launch = buildLti11Launch();
  await nextTask();
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
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson({success: true, data: buildLti11Launch('lti', more)});
    const {error} = await failed;
    expect(error.code).to.equal(code);
    for (const secret of ['c2lnbmF0', 'u:p', '7'])
      expect(error.message.replaceAll(/:\d+/g, '')).not.to.contain(secret);
    await room.updateComplete;
    expect(getFrame(room) === null).to.be.true;
    expect(getPart(room, 'retry')).not.to.be.null;
  });

it('a form for another origin than the pinned one is not posted', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      kaf-url="https://pinned.example"
    ></kaltura-room>`,
  );
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson({success: true, data: buildLti11Launch()});
  expect((await failed).error.code).to.equal('origin-not-allowed');
  expect(getFrame(room) === null).to.be.true;
});

it('is posted where its origin is the pinned one', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" kaf-url=${KAF}></kaltura-room>`,
  );
  await openRoom(rendered, buildLti11Launch());
});

it('removed before the answer, it posts nothing', async () => {
  const {room, fetchMock, events} = await renderRoom();
  const token = await fetchMock.next();
  room.remove();
  token.answerJson({success: true, data: buildLti11Launch()});
  await nextTask();
  expect(fetchMock.calls).to.have.length(1);
  expect(getFrame(room) === null).to.be.true;
  expect(events).to.deep.equal([]);
});

it("a form that leads back to the page's own origin is taken away", async () => {
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson({success: true, data: buildLti11Launch('lands-home')});
  expect((await failed).error.code).to.equal('origin-not-allowed');
});

it('a room that never answers the form: frame-timeout, and Retry posts a fresh one', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="3.5"></kaltura-room>`,
  );
  const failed = nextEvent(rendered.room, 'kaltura-room-error');
  (await rendered.fetchMock.next()).answerJson({
    success: true,
    data: buildLti11Launch('never-answers'),
  });
  expect((await failed).error.code).to.equal('frame-timeout');
  rendered.room.timeout = 30;
  await rendered.room.updateComplete;
  getPart(rendered.room, 'retry')?.click();
  await openRoom(rendered, buildLti11Launch());
});

it('a new tab is opened by a form of its own, and knows nothing of the page', () =>
  withStubbedTab(async frame => {
    const tab = frame.contentWindow!;
    const {room, fetchMock} = await renderFailedRoom();
    const loaded = nextEvent(frame, 'load');
    const left = nextEvent(room, 'kaltura-room-left');
    getPart(room, 'new-tab')?.click();
    expect(tab.opener).to.be.null;
    (await fetchMock.next()).answerJson({success: true, data: buildLti11Launch('tab')});
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
