import {expect, html} from '@open-wc/testing';
import type {RoomErrorCode} from '../../src/index.js';
import type {PendingRequest} from '../mock-fetch.js';
import {
  KAF,
  ROOM,
  answerAll,
  renderFailedRoom,
  getFrame,
  buildKs,
  buildLaunchResponse,
  nextEvent,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  restoreFetch,
  reportViolation,
  postFromFrame,
  renderRoom,
  getText,
  nextTask,
  waitUntil,
  withStubbedOpen,
} from './set-up.js';

afterEach(() => restoreFetch());

const json = (status: number, errorCode: string) => (call: PendingRequest) =>
  call.answerJson({success: false, errorCode, error: 'because'}, {status});
const data = (value: unknown) => (call: PendingRequest) =>
  call.answerJson({success: true, data: value});
const text =
  (status: number, body: string, type = 'text/html') =>
  (call: PendingRequest) =>
    call.answer(body, {status, headers: {'content-type': type}});

const answers: [string, (call: PendingRequest) => void, RoomErrorCode, string][] = [
  ['is not there', call => call.fail(), 'endpoint-unreachable', 'We cannot reach the server.'],
  ['answers 401', json(401, 'sign-in-required'), 'sign-in-required', 'Please sign in'],
  ['answers 401 with HTML', text(401, '<h1>'), 'sign-in-required', 'Please sign in'],
  ['answers 403', json(403, 'access-denied'), 'access-denied', 'You do not have access.'],
  ['answers 403 with HTML', text(403, '<h1>'), 'access-denied', 'You do not have access.'],
  [
    'answers 404 for the room',
    json(404, 'room-not-found'),
    'room-not-found',
    'This room does not exist',
  ],
  ['answers 404 with HTML', text(404, '<h1>'), 'endpoint-not-found', 'not set up correctly'],
  ['answers 405', text(405, ''), 'endpoint-not-found', 'not set up correctly'],
  ['answers 429', text(429, ''), 'rate-limited', 'Too many attempts.'],
  ['answers 500', json(500, 'internalError'), 'internalError', 'Something went wrong on our side.'],
  [
    'answers 500 with HTML',
    text(500, '<h1>'),
    'endpoint-failed',
    'Something went wrong on our side.',
  ],
  [
    'answers 502 for Kaltura',
    json(502, 'kaltura-unreachable'),
    'kaltura-unreachable',
    'The meeting service is not answering.',
  ],
  ['answers a code of its own', json(403, 'ROOM_FULL'), 'access-denied', 'You do not have access.'],
  ['answers failure with 200', json(200, 'surprise'), 'endpoint-invalid', 'not set up correctly'],
  [
    'answers success with 500',
    call => call.answerJson(buildLaunchResponse(), {status: 500}),
    'endpoint-failed',
    'Something went wrong',
  ],
  ['answers HTML', text(200, '<h1>Hello</h1>'), 'endpoint-invalid', 'not set up correctly'],
  ['answers nothing', text(200, ''), 'endpoint-invalid', 'not set up correctly'],
  [
    'answers half a body',
    text(200, '{"success": tr', 'application/json'),
    'endpoint-invalid',
    'not set up',
  ],
  ['answers {}', call => call.answerJson({}), 'endpoint-invalid', 'not set up correctly'],
  ['answers null', call => call.answerJson(null), 'endpoint-invalid', 'not set up correctly'],
  [
    'answers no data',
    call => call.answerJson({success: true}),
    'endpoint-invalid',
    'not set up correctly',
  ],
  ['answers no KS', data({kafUrl: KAF}), 'endpoint-invalid', 'not set up correctly'],
  [
    'answers a KS that is a path',
    data({ks: '../../evil-path-of-some-length', kafUrl: KAF}),
    'endpoint-invalid',
    'not set up',
  ],
  [
    'answers a KS that is a query',
    data({ks: 'djJ8MTIzNDV8?x=1&y=2', kafUrl: KAF}),
    'endpoint-invalid',
    'not set up',
  ],
  [
    'answers a launch of no known kind',
    data({auth: 'saml', ks: buildKs()}),
    'endpoint-invalid',
    'not set up',
  ],
  [
    'answers half a launch by LTI',
    data({auth: 'lti-1.1', action: KAF}),
    'endpoint-invalid',
    'not set up',
  ],
  [
    'sends to http:',
    data({ks: buildKs(), kafUrl: 'http://kaf.example'}),
    'origin-not-allowed',
    'not set up',
  ],
  [
    'sends to javascript:',
    data({ks: buildKs(), kafUrl: 'javascript:alert(1)'}),
    'origin-not-allowed',
    'not set up',
  ],
  [
    'sends to a user of a host',
    data({ks: buildKs(), kafUrl: 'https://u@kaf.example'}),
    'origin-not-allowed',
    'not set up',
  ],
  [
    "sends to the page's own origin",
    data({ks: buildKs(), kafUrl: location.origin}),
    'origin-not-allowed',
    'not set up',
  ],
  ['says nothing of KAF', data({ks: buildKs()}), 'origin-not-allowed', 'not set up'],
];
for (const [label, answer, code, sentence] of answers)
  it(`a token endpoint that ${label}: ${code}, once, in words, with a way on`, async () => {
    const {room, fetchMock, events} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    void answerAll(fetchMock, answer);
    const {error} = await failed;
    await room.updateComplete;
    expect(error.code).to.equal(code);
    expect(fetchMock.calls.length).to.equal(error.retryable ? 3 : 1);
    expect(room.error).to.equal(error);
    expect(room.state).to.equal('failed');
    expect(events).to.deep.equal(['error']);
    expect(getText(room)).to.contain(sentence);
    expect(getText(room)).to.contain(code);
    expect(error.message).not.to.contain('djJ8');
    expect(getFrame(room) === null).to.be.true;
    const {length} = fetchMock.calls;
    getPart(room, 'retry')?.click();
    await waitUntil(() => fetchMock.calls.length > length);
    expect(fetchMock.calls.at(-1)?.body).to.deep.equal({roomId: ROOM});
  });

it('says to the developer what was expected and what came', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/api/token?secret=1"></kaltura-room>`,
  );
  const failed = nextEvent(room, 'kaltura-room-error');
  text(200, '<h1>')(await fetchMock.next());
  expect((await failed).error.message).to.equal(
    `POST ${location.origin}/api/token must answer {success, data}; got 200 text/html`,
  );
});

const attributes: [string, ReturnType<typeof html>][] = [
  ['without token-url', html`<kaltura-room room-id=${ROOM}></kaltura-room>`],
  ['token-url="http://"', html`<kaltura-room room-id=${ROOM} token-url="http://"></kaltura-room>`],
  [
    'token-url="javascript:…"',
    html`<kaltura-room room-id=${ROOM} token-url="javascript:1"></kaltura-room>`,
  ],
  [
    'token-url with a user',
    html`<kaltura-room room-id=${ROOM} token-url="https://u:p@host.example"></kaltura-room>`,
  ],
  ['room-id="../x"', html`<kaltura-room room-id="../x" token-url="/token"></kaltura-room>`],
  [
    'room-id with a privilege',
    html`<kaltura-room room-id="1_abcd1234,roomModerator:1" token-url="/token"></kaltura-room>`,
  ],
  [
    'headers that are no JSON',
    html`<kaltura-room room-id=${ROOM} token-url="/token" headers="{x"></kaltura-room>`,
  ],
  [
    'headers that are a number',
    html`<kaltura-room room-id=${ROOM} token-url="/token" headers="7"></kaltura-room>`,
  ],
  [
    'headers with a bad name',
    html`<kaltura-room room-id=${ROOM} token-url="/token" headers='{"a b": "c"}'></kaltura-room>`,
  ],
  [
    'credentials="always"',
    html`<kaltura-room room-id=${ROOM} token-url="/token" credentials=${'always'}></kaltura-room>`,
  ],
  [
    'timeout="soon"',
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="soon"></kaltura-room>`,
  ],
  [
    'timeout="0"',
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="0"></kaltura-room>`,
  ],
  [
    'timeout="-1"',
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="-1"></kaltura-room>`,
  ],
  [
    'allow-origins that are no origins',
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      allow-origins="https://ok.example *"
    ></kaltura-room>`,
  ],
  ['a launch that is none', html`<kaltura-room .launch=${{ks: 7}}></kaltura-room>`],
];
for (const [label, template] of attributes)
  it(`${label}: attribute-invalid, at once, without a request`, async () => {
    const {room, fetchMock} = await renderRoom(template);
    await waitForState(room, 'failed');
    expect(room.error?.code).to.equal('attribute-invalid');
    expect(getText(room)).to.contain('not set up correctly');
    expect(fetchMock.calls).to.have.length(0);
  });

it('an attribute put right launches by itself', async () => {
  const {room, fetchMock} = await renderRoom(html`<kaltura-room room-id=${ROOM}></kaltura-room>`);
  await nextTask();
  expect(room.state).to.equal('failed');
  room.setAttribute('token-url', '/token');
  expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM});
});

const mended: [string, string, string][] = [
  ['timeout', 'soon', '20'],
  ['headers', '{', '{"X-WP-Nonce": "n"}'],
  ['credentials', 'always', 'include'],
  ['allow-origins', '*', 'https://other.example'],
];
for (const [name, bad, good] of mended)
  it(`${name} put right launches by itself`, async () => {
    const {fetchMock} = await renderRoom(html`<p></p>`);
    const room = document.createElement('kaltura-room');
    Object.assign(room, {roomId: ROOM, tokenUrl: '/token'});
    room.setAttribute(name, bad);
    const failed = nextEvent(room, 'kaltura-room-error');
    document.body.append(room);
    await failed;
    room.setAttribute(name, good);
    expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM});
    room.remove();
  });

it('join() without a room says which attribute is missing', async () => {
  const {room} = await renderRoom(html`<kaltura-room token-url="/token"></kaltura-room>`);
  const failed = nextEvent(room, 'kaltura-room-error');
  room.join();
  const {error} = await failed;
  expect(error.code).to.equal('attribute-invalid');
  expect(error.message).to.contain('room-id: expected a room ID such as 1_abcd1234');
});

it('a launch for another origin than the pinned one is refused', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      kaf-url="https://pinned.example"
    ></kaltura-room>`,
  );
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  expect((await failed).error.code).to.equal('origin-not-allowed');
  expect(getFrame(room) === null).to.be.true;
});

it('an empty kaf-url pins nothing by mistake: it is refused', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" kaf-url=""></kaltura-room>`,
  );
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  expect((await failed).error.code).to.equal('origin-not-allowed');
});

it('does not follow a redirect, which could take headers elsewhere', async () => {
  const {fetchMock} = await renderRoom();
  expect((await fetchMock.next()).init.redirect).to.equal('manual');
});

it('a token endpoint that never answers fails at the deadline', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="0.5"></kaltura-room>`,
  );
  const {error} = await nextEvent(room, 'kaltura-room-error');
  expect(error.code).to.equal('endpoint-timeout');
  expect(fetchMock.calls[0]?.signal?.aborted).to.be.true;
});

it('a token endpoint that stops in the middle of its answer fails at the deadline', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="0.5"></kaltura-room>`,
  );
  const failed = nextEvent(room, 'kaltura-room-error');
  const call = await fetchMock.next();
  const {signal} = call;
  call.answer(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"success":'));
        signal?.addEventListener('abort', () => controller.error(signal.reason));
      },
    }),
  );
  expect((await failed).error.code).to.equal('endpoint-timeout');
});

it('a fetchLaunch that never settles fails at the deadline', async () => {
  const {room} = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      timeout="0.5"
      .fetchLaunch=${() => new Promise(() => {})}
    ></kaltura-room>`,
  );
  expect((await nextEvent(room, 'kaltura-room-error')).error.code).to.equal('endpoint-timeout');
});

for (const [label, fetchLaunch, code] of [
  ['rejects', async () => Promise.reject(new Error('no')), 'endpoint-failed'],
  [
    'throws',
    () => {
      throw new Error('no');
    },
    'endpoint-failed',
  ],
  ['answers no launch', async () => ({}), 'endpoint-invalid'],
] as const)
  it(`a fetchLaunch that ${label}: ${code}`, async () => {
    const {room} = await renderRoom(html`<p></p>`);
    void room;
    const made = Object.assign(document.createElement('kaltura-room'), {roomId: ROOM, fetchLaunch});
    const failed = nextEvent(made, 'kaltura-room-error');
    document.body.append(made);
    expect((await failed).error.code).to.equal(code);
    made.remove();
  });

it('a launch of the page whose time is over, with no way to another: launch-expired', async () => {
  const {room} = await renderRoom(
    html`<kaltura-room .launch=${{ks: buildKs(), kafUrl: KAF, expiresAt: 1}}></kaltura-room>`,
  );
  await waitForState(room, 'failed');
  expect(room.error?.code).to.equal('launch-expired');
});

const frames: [string, string, RoomErrorCode][] = [
  ['never answers', 'never-answers', 'frame-timeout'],
  ['answers 204', 'status-204', 'frame-timeout'],
];
for (const [label, behaviour, code] of frames)
  it(`a room that ${label}: ${code} at the deadline, with a new tab as the way on`, async () => {
    const {room, fetchMock, events} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="3.5"></kaltura-room>`,
    );
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson(buildLaunchResponse(behaviour));
    const {error} = await failed;
    await room.updateComplete;
    expect(error.code).to.equal(code);
    expect(getFrame(room) === null).to.be.true;
    expect(getPart(room, 'new-tab')).not.to.be.null;
    expect(events).to.deep.equal(['error']);
  });

it("a room that leads back to the page's own origin is taken away", async () => {
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson(buildLaunchResponse('lands-home'));
  expect((await failed).error.code).to.equal('origin-not-allowed');
  await room.updateComplete;
  expect(getFrame(room) === null).to.be.true;
});

it('a host that does not answer: frame-unreachable, though its frame did load', async () => {
  const {room, fetchMock, events} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  void answerAll(fetchMock, call =>
    call.mode === 'no-cors' ? call.fail() : call.answerJson(buildLaunchResponse()),
  );
  expect((await failed).error.code).to.equal('frame-unreachable');
  expect(fetchMock.calls.map(({mode}) => mode)).to.deep.equal(
    [1, 2, 3].flatMap(() => ['cors', 'no-cors']),
  );
  expect(events).to.deep.equal(['error']);
});

it('a host that does not answer is told of, whatever else the policy of the page forbids', async () => {
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  void answerAll(fetchMock, call => {
    if (call.mode !== 'no-cors') return call.answerJson(buildLaunchResponse());
    call.fail();
    reportViolation({effectiveDirective: 'connect-src', blockedURI: 'https://other.example/x'});
  });
  expect((await failed).error.code).to.equal('frame-unreachable');
});

it('a frame that stays silent: its host is asked before the deadline', async () => {
  // A function is asked once: there is no other attempt.
  const fetchLaunch = () => Promise.resolve(buildLaunchResponse('never-answers').data);
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch} timeout="9"></kaltura-room>`,
  );
  const failed = nextEvent(room, 'kaltura-room-error');
  (await nextProbe(fetchMock)).fail();
  if (!('credentialless' in HTMLIFrameElement.prototype)) {
    // It may have been a COEP of the page, of which such a browser tells nothing.
    const asked = await fetchMock.next();
    expect([asked.method, asked.url]).to.deep.equal(['HEAD', document.URL]);
    asked.answer('', {headers: {'cross-origin-embedder-policy': 'unsafe-none'}});
  }
  expect((await failed).error.code).to.equal('frame-unreachable');
});

const harmless: [string, Partial<SecurityPolicyViolationEventInit>][] = [
  ['only reports', {disposition: 'report', effectiveDirective: 'frame-src', blockedURI: KAF}],
  ["forbids an image of KAF's", {effectiveDirective: 'img-src', blockedURI: KAF}],
  [
    'forbids another frame',
    {effectiveDirective: 'frame-src', blockedURI: 'https://other.example/x'},
  ],
];
for (const [label, violation] of harmless)
  it(`a policy that ${label} is no reason to give up`, async () => {
    const rendered = await renderRoom();
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
    const call = await nextProbe(rendered.fetchMock);
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    reportViolation(violation);
    call.answer();
    await ready;
  });

it('a frame of another’s that the policy forbids just then is not taken for this one', async () => {
  const rendered = await renderRoom();
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  while (rendered.room.state !== 'joining') await nextTask();
  const frame = getFrame(rendered.room)!;
  // As a page's own widget that tries again and again.
  const forbidden = {effectiveDirective: 'frame-src', blockedURI: 'https://other.example/x'};
  reportViolation(forbidden);
  const trying = setInterval(() => reportViolation(forbidden), 50);
  try {
    do await nextEvent(frame, 'load');
    while (frame.contentDocument);
    postFromFrame(frame, 'hello');
    expect((await ready).confirmed).to.be.true;
  } finally {
    clearInterval(trying);
  }
});

it('where nothing comes of it, what was forbidden was this one', async () => {
  const rendered = await renderRoom();
  const failed = nextEvent(rendered.room, 'kaltura-room-error');
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  while (rendered.room.state !== 'joining') await nextTask();
  const forbidden = {effectiveDirective: 'frame-src', blockedURI: 'https://other.example/x'};
  reportViolation(forbidden);
  const trying = setInterval(() => reportViolation(forbidden), 50);
  try {
    expect((await failed).error.code).to.equal('frame-blocked');
  } finally {
    clearInterval(trying);
  }
});

it('what the backend says is told in short, and without a KS', async () => {
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  const error = `no: djJ8c2VjcmV0LQ==, ${'x'.repeat(100_000)}`;
  (await fetchMock.next()).answerJson({success: false, error}, {status: 403});
  const {message} = (await failed).error;
  expect(message).to.contain('no: [KS], xxx');
  expect(message.length).to.be.below(400);
});

it('where the browser opens no tab, it says so, asks for nothing and can be tried again', () =>
  withStubbedOpen(null, async () => {
    const {room, fetchMock} = await renderFailedRoom();
    getPart(room, 'new-tab')?.click();
    await room.updateComplete;
    expect(room.error?.code).to.equal('tab-blocked');
    expect(getText(room)).to.contain('Allow pop-ups here');
    expect(getPart(room, 'new-tab')).not.to.be.null;
    expect(fetchMock.calls).to.have.length(2);
  }));

it('a function that is another one at each render is not asked again and again', async () => {
  let asked = 0;
  const fetchLaunch = () => async () => {
    asked++;
    return Promise.reject(new Error('no'));
  };
  const {room} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch()}></kaltura-room>`,
  );
  room.addEventListener('kaltura-room-error', () => (room.fetchLaunch = fetchLaunch()));
  await nextEvent(room, 'kaltura-room-error');
  await nextTask();
  expect(asked).to.equal(1);
  expect(room.state).to.equal('failed');
});

it('another way to say that there is no function opens no room that failed', async () => {
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answer('', {status: 403});
  await failed;
  room.fetchLaunch = null;
  await nextTask();
  expect(room.state).to.equal('failed');
});

it('Retry mints a fresh launch in a new frame', async () => {
  const rendered = await renderFailedRoom();
  getPart(rendered.room, 'retry')?.click();
  const frame = await openRoom(rendered, 'two');
  const answered = nextEvent(rendered.room, 'kaltura-room-message');
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  expect((await answered).data)
    .to.have.property('path')
    .that.contains(buildKs('two'));
});

it('says nothing of a failure after removal', async () => {
  const {room, fetchMock, events} = await renderRoom();
  const call = await fetchMock.next();
  room.remove();
  call.fail();
  await nextTask();
  expect(events).to.deep.equal([]);
  expect(room.error).to.be.null;
});
