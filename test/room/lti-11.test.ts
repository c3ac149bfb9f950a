import {expect, html} from '@open-wc/testing';
import {navigate} from '../../src/room/frame/navigate.js';
import type {RoomErrorCode} from '../../src/index.js';
import {nextEvent, nextTask} from '../support/events.js';
import {
  KAF,
  ROOM,
  TIMEOUT_MS,
  renderFailedRoom,
  getFrame,
  buildLti11Launch,
  openRoom,
  getPart,
  nextProbe,
  getFrameRequest,
  renderRoom,
  waitForState,
  withStubbedTab,
} from '../support/room-fixture.js';

const {fields: FIELDS} = buildLti11Launch();
const asFields = (body: string) => Object.fromEntries(new URLSearchParams(body));

const rejectedLaunches: {
  readonly name: string;
  readonly changes: object;
  readonly code: RoomErrorCode;
}[] = [
  {name: 'without action', changes: {action: undefined}, code: 'endpoint-invalid'},
  {name: 'without fields', changes: {fields: undefined}, code: 'endpoint-invalid'},
  {name: 'with a list of fields', changes: {fields: ['a']}, code: 'endpoint-invalid'},
  {
    name: 'with a field that is a number',
    changes: {fields: {secret: 987654321}},
    code: 'endpoint-invalid',
  },
  {
    name: 'with a field that holds fields',
    changes: {fields: {secret: {}}},
    code: 'endpoint-invalid',
  },
  {name: 'with a text as expiry', changes: {expiresAt: 'soon'}, code: 'endpoint-invalid'},
  {name: 'of another kind', changes: {auth: 'lti-2.0'}, code: 'endpoint-invalid'},
  {name: 'of a kind in capitals', changes: {auth: 'LTI'}, code: 'endpoint-invalid'},
  {
    name: 'posted to http:',
    changes: {action: 'http://kaf.example/x'},
    code: 'origin-not-allowed',
  },
  {
    name: 'posted to javascript:',
    changes: {action: 'javascript:alert(1)'},
    code: 'origin-not-allowed',
  },
  {name: 'posted to a path', changes: {action: '/frame/x'}, code: 'origin-not-allowed'},
  {
    name: 'posted to a URL with a user name',
    changes: {action: 'https://u:p@kaf.example/x'},
    code: 'origin-not-allowed',
  },
  {
    name: "posted to the page's own origin",
    changes: {action: `${location.origin}/x`},
    code: 'origin-not-allowed',
  },
];

describe('an LTI 1.1 launch', () => {
  it('posts the signed form into the frame, and adds nothing to URLs or history', async () => {
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

  it('removes the form from the page', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered, buildLti11Launch());
    const inPage = document.documentElement.outerHTML + rendered.room.shadowRoot!.innerHTML;
    expect(inPage).not.to.contain('oauth_signature');
    expect(inPage).not.to.contain('frame/lti');
    expect(document.forms).to.have.length(0);
  });

  it('adds no history entry when the room reloads', async () => {
    const rendered = await renderRoom();
    const frames = new Set([await openRoom(rendered, buildLti11Launch())]);
    const {length} = history;
    for (let count = 1; count <= 2; count++) {
      rendered.room.reload();
      frames.add(await openRoom(rendered, buildLti11Launch()));
    }
    expect(frames.size).to.equal(3);
    expect(history.length).to.equal(length);
  });

  const names = [
    'submit',
    'action',
    'method',
    'target',
    'append',
    'acceptCharset',
    'ownerDocument',
  ];
  it('posts fields with any name and any text', async () => {
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

  it('posts UTF-8 from a page with another encoding', async () => {
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

  it('posts the form even if the `sandbox` attribute lacks allow-forms, and then applies that sandbox', async () => {
    const rendered = await renderRoom(
      html`<kaltura-room
        room-id=${ROOM}
        token-url="/token"
        sandbox="allow-scripts"
      ></kaltura-room>`,
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

  it('opens in a sandbox without top navigation', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered, buildLti11Launch());
    expect([...frame.sandbox]).to.include.members(['allow-scripts', 'allow-same-origin']);
    expect([...frame.sandbox].filter(word => word.includes('top-navigation'))).to.deep.equal([]);
  });

  it('opens the `launch` property once, then requests another launch', async () => {
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

  it('opens a launch from `fetchLaunch`', async () => {
    const fetchLaunch = async () => buildLti11Launch('fetched');
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
    );
    const ready = nextEvent(room, 'kaltura-room-ready');
    (await nextProbe(fetchMock)).answer();
    await ready;
    expect((await getFrameRequest(room, getFrame(room)!)).path).to.equal('/frame/fetched');
  });

  it('keeps the room open if the page sets an equal `launch` again', async () => {
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
});

describe('a rejected LTI 1.1 launch', () => {
  for (const {name, changes, code} of rejectedLaunches)
    it(`fails with ${code} and posts no form: ${name}`, async () => {
      const {room, fetchMock} = await renderRoom();
      const failed = nextEvent(room, 'kaltura-room-error');
      (await fetchMock.next()).answerJson({success: true, data: buildLti11Launch('lti', changes)});
      const {error} = await failed;
      expect(error.code).to.equal(code);
      for (const secret of ['c2lnbmF0', 'u:p', '987654321'])
        expect(error.message).not.to.contain(secret);
      await room.updateComplete;
      expect(getFrame(room) === null).to.be.true;
      expect(getPart(room, 'retry')).not.to.be.null;
    });

  it('fails with origin-not-allowed if its origin differs from kaf-url', async () => {
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

  it('opens if its origin equals kaf-url', async () => {
    const rendered = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" kaf-url=${KAF}></kaltura-room>`,
    );
    await openRoom(rendered, buildLti11Launch());
  });
});

describe('the result of an LTI 1.1 launch', () => {
  it('posts no form if the room is removed before the answer', async () => {
    const {room, fetchMock, events} = await renderRoom();
    const token = await fetchMock.next();
    room.remove();
    token.answerJson({success: true, data: buildLti11Launch()});
    await nextTask();
    expect(fetchMock.calls).to.have.length(1);
    expect(getFrame(room) === null).to.be.true;
    expect(events).to.deep.equal([]);
  });

  it("fails with origin-not-allowed if KAF redirects to the page's own origin", async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson({
      success: true,
      data: buildLti11Launch('redirects-to-own-origin'),
    });
    expect((await failed).error.code).to.equal('origin-not-allowed');
  });

  it('fails with frame-timeout if KAF does not answer, and a retry posts a new form', async () => {
    const rendered = await renderRoom();
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    (await rendered.fetchMock.next()).answerJson({
      success: true,
      data: buildLti11Launch('never-answers'),
    });
    await waitForState(rendered.room, 'joining');
    await rendered.clock.advance(TIMEOUT_MS);
    expect((await failed).error.code).to.equal('frame-timeout');
    await rendered.room.updateComplete;
    getPart(rendered.room, 'retry')?.click();
    await openRoom(rendered, buildLti11Launch());
  });

  it('posts a new form into a tab, which has no opener', () =>
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
});
