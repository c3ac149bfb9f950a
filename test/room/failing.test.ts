import {expect, html} from '@open-wc/testing';
import type {RoomErrorCode} from '../../src/index.js';
import type {PendingRequest} from '../support/mock-fetch.js';
import {installFakeClock} from '../support/fake-clock.js';
import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {
  KAF,
  ROOM,
  TIMEOUT_MS,
  answerAll,
  answerProbes,
  renderFailedRoom,
  getFrame,
  getFrameRequest,
  buildKs,
  buildLaunchResponse,
  openRoom,
  getPart,
  nextProbe,
  nextProbeOfSlowFrame,
  waitForLoadedFrame,
  waitForState,
  reportViolation,
  postFromFrame,
  renderRoom,
  getText,
  withStubbedOpen,
  withStubbedTab,
} from '../support/room-fixture.js';

const json = (status: number, errorCode: string) => (call: PendingRequest) =>
  call.answerJson({success: false, errorCode, error: 'because'}, {status});
const data = (value: unknown) => (call: PendingRequest) =>
  call.answerJson({success: true, data: value});
const text =
  (status: number, body: string, type = 'text/html') =>
  (call: PendingRequest) =>
    call.answer(body, {status, headers: {'content-type': type}});

const answers: {
  readonly name: string;
  readonly answer: (call: PendingRequest) => void;
  readonly code: RoomErrorCode;
  readonly title: string;
}[] = [
  {
    name: 'is unreachable',
    answer: call => call.fail(),
    code: 'endpoint-unreachable',
    title: 'We cannot reach the server',
  },
  {
    name: 'answers 401',
    answer: json(401, 'sign-in-required'),
    code: 'sign-in-required',
    title: 'You are not signed in',
  },
  {
    name: 'answers 401 with HTML',
    answer: text(401, '<h1>'),
    code: 'sign-in-required',
    title: 'You are not signed in',
  },
  {
    name: 'answers 419',
    answer: text(419, '<h1>'),
    code: 'sign-in-required',
    title: 'You are not signed in',
  },
  {
    name: 'answers 403',
    answer: json(403, 'access-denied'),
    code: 'access-denied',
    title: 'You do not have access',
  },
  {
    name: 'answers 403 with HTML',
    answer: text(403, '<h1>'),
    code: 'access-denied',
    title: 'You do not have access',
  },
  {
    name: 'answers 404 with room-not-found',
    answer: json(404, 'room-not-found'),
    code: 'room-not-found',
    title: 'This room does not exist',
  },
  {
    name: 'answers 404 with HTML',
    answer: text(404, '<h1>'),
    code: 'endpoint-not-found',
    title: 'not set up correctly',
  },
  {
    name: 'answers 405',
    answer: text(405, ''),
    code: 'endpoint-not-found',
    title: 'not set up correctly',
  },
  {
    name: 'answers 429',
    answer: text(429, ''),
    code: 'rate-limited',
    title: 'Too many attempts',
  },
  {
    name: 'answers 500',
    answer: json(500, 'internalError'),
    code: 'internalError',
    title: 'Something went wrong on our side',
  },
  {
    name: 'answers 500 with HTML',
    answer: text(500, '<h1>'),
    code: 'endpoint-failed',
    title: 'Something went wrong on our side',
  },
  {
    name: 'answers 502 for Kaltura',
    answer: json(502, 'kaltura-unreachable'),
    code: 'kaltura-unreachable',
    title: 'The meeting service is not answering',
  },
  {
    name: 'answers an unknown error code',
    answer: json(403, 'ROOM_FULL'),
    code: 'access-denied',
    title: 'You do not have access',
  },
  {
    name: 'answers failure with 200',
    answer: json(200, 'surprise'),
    code: 'endpoint-invalid',
    title: 'not set up correctly',
  },
  {
    name: 'answers success with 500',
    answer: call => call.answerJson(buildLaunchResponse(), {status: 500}),
    code: 'endpoint-failed',
    title: 'Something went wrong',
  },
  {
    name: 'answers HTML',
    answer: text(200, '<h1>Hello</h1>'),
    code: 'endpoint-invalid',
    title: 'not set up correctly',
  },
  {
    name: 'answers an empty body',
    answer: text(200, ''),
    code: 'endpoint-invalid',
    title: 'not set up correctly',
  },
  {
    name: 'answers truncated JSON',
    answer: text(200, '{"success": tr', 'application/json'),
    code: 'endpoint-invalid',
    title: 'not set up',
  },
  {
    name: 'answers {}',
    answer: call => call.answerJson({}),
    code: 'endpoint-invalid',
    title: 'not set up correctly',
  },
  {
    name: 'answers null',
    answer: call => call.answerJson(null),
    code: 'endpoint-invalid',
    title: 'not set up correctly',
  },
  {
    name: 'answers without data',
    answer: call => call.answerJson({success: true}),
    code: 'endpoint-invalid',
    title: 'not set up correctly',
  },
  {
    name: 'answers without a KS',
    answer: data({kafUrl: KAF}),
    code: 'endpoint-invalid',
    title: 'not set up correctly',
  },
  {
    name: 'answers a KS that is a path',
    answer: data({ks: '../../evil-path-of-some-length', kafUrl: KAF}),
    code: 'endpoint-invalid',
    title: 'not set up',
  },
  {
    name: 'answers a KS that is a query',
    answer: data({ks: 'djJ8MTIzNDV8?x=1&y=2', kafUrl: KAF}),
    code: 'endpoint-invalid',
    title: 'not set up',
  },
  {
    name: 'answers an unknown kind of launch',
    answer: data({auth: 'saml', ks: buildKs()}),
    code: 'endpoint-invalid',
    title: 'not set up',
  },
  {
    name: 'answers an incomplete LTI 1.1 launch',
    answer: data({auth: 'lti-1.1', action: KAF}),
    code: 'endpoint-invalid',
    title: 'not set up',
  },
  {
    name: 'answers an http: KAF URL',
    answer: data({ks: buildKs(), kafUrl: 'http://kaf.example'}),
    code: 'origin-not-allowed',
    title: 'not set up',
  },
  {
    name: 'answers a javascript: KAF URL',
    answer: data({ks: buildKs(), kafUrl: 'javascript:alert(1)'}),
    code: 'origin-not-allowed',
    title: 'not set up',
  },
  {
    name: 'answers a KAF URL with a user name',
    answer: data({ks: buildKs(), kafUrl: 'https://u@kaf.example'}),
    code: 'origin-not-allowed',
    title: 'not set up',
  },
  {
    name: "answers the page's own origin as KAF URL",
    answer: data({ks: buildKs(), kafUrl: location.origin}),
    code: 'origin-not-allowed',
    title: 'not set up',
  },
  {
    name: 'answers without a KAF URL',
    answer: data({ks: buildKs()}),
    code: 'origin-not-allowed',
    title: 'not set up',
  },
];
describe('a token endpoint that fails', () => {
  for (const {name, answer, code, title} of answers)
    it(`fails with ${code} and offers a retry if it ${name}`, async () => {
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
      expect(getPart(room, 'title')?.textContent).to.contain(title);
      expect(getPart(room, 'code')?.textContent).to.equal(code);
      expect(error.message).not.to.contain('djJ8');
      expect(getFrame(room) === null).to.be.true;
      const {length} = fetchMock.calls;
      getPart(room, 'retry')?.click();
      await waitUntil(() => fetchMock.calls.length > length);
      expect(fetchMock.calls.at(-1)?.body).to.deep.equal({roomId: ROOM});
    });

  it('explains the expected and the actual answer in the message for the developer', async () => {
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/api/token?secret=1"></kaltura-room>`,
    );
    const failed = nextEvent(room, 'kaltura-room-error');
    text(200, '<h1>')(await fetchMock.next());
    expect((await failed).error.message).to.equal(
      `POST ${location.origin}/api/token must answer {success, data}; got 200 text/html`,
    );
  });

  it('is sent with redirect: "manual", because a redirect could send the headers elsewhere', async () => {
    const {fetchMock} = await renderRoom();
    expect((await fetchMock.next()).init.redirect).to.equal('manual');
  });

  it('aborts the request and fails at the deadline if no answer arrives', async () => {
    const {room, fetchMock, clock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    await fetchMock.next();
    await clock.advance(TIMEOUT_MS);
    const {error} = await failed;
    expect(error.code).to.equal('endpoint-timeout');
    expect(fetchMock.calls[0]?.signal?.aborted).to.be.true;
  });

  it('fails at the deadline if the answer stops halfway', async () => {
    const {room, fetchMock, clock} = await renderRoom();
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
    await nextTask();
    await clock.advance(TIMEOUT_MS);
    expect((await failed).error.code).to.equal('endpoint-timeout');
  });

  it('shortens its error message and removes a KS from it', async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    const error = `no: djJ8c2VjcmV0LQ==, ${'x'.repeat(100_000)}`;
    (await fetchMock.next()).answerJson({success: false, error}, {status: 403});
    const {message} = (await failed).error;
    expect(message).to.contain('no: [KS], xxx');
    expect(message.length).to.be.below(400);
  });
});

const attributes: {readonly name: string; readonly template: ReturnType<typeof html>}[] = [
  {name: 'a missing token-url', template: html`<kaltura-room room-id=${ROOM}></kaltura-room>`},
  {
    name: 'token-url="http://"',
    template: html`<kaltura-room room-id=${ROOM} token-url="http://"></kaltura-room>`,
  },
  {
    name: 'token-url="javascript:…"',
    template: html`<kaltura-room room-id=${ROOM} token-url="javascript:1"></kaltura-room>`,
  },
  {
    name: 'token-url with a user',
    template: html`<kaltura-room
      room-id=${ROOM}
      token-url="https://u:p@host.example"
    ></kaltura-room>`,
  },
  {
    name: 'room-id="../x"',
    template: html`<kaltura-room room-id="../x" token-url="/token"></kaltura-room>`,
  },
  {
    name: 'room-id with a privilege',
    template: html`<kaltura-room
      room-id="1_abcd1234,roomModerator:1"
      token-url="/token"
    ></kaltura-room>`,
  },
  {
    name: 'headers that are not JSON',
    template: html`<kaltura-room room-id=${ROOM} token-url="/token" headers="{x"></kaltura-room>`,
  },
  {
    name: 'headers that are a number',
    template: html`<kaltura-room room-id=${ROOM} token-url="/token" headers="7"></kaltura-room>`,
  },
  {
    name: 'headers with a bad name',
    template: html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      headers='{"a b": "c"}'
    ></kaltura-room>`,
  },
  {
    name: 'credentials="always"',
    template: html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      credentials=${'always'}
    ></kaltura-room>`,
  },
  {
    name: 'timeout="soon"',
    template: html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="soon"></kaltura-room>`,
  },
  {
    name: 'timeout="0"',
    template: html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="0"></kaltura-room>`,
  },
  {
    name: 'timeout="-1"',
    template: html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="-1"></kaltura-room>`,
  },
  {
    name: 'allow-origins with an invalid origin',
    template: html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      allow-origins="https://ok.example *"
    ></kaltura-room>`,
  },
  {name: 'a malformed launch', template: html`<kaltura-room .launch=${{ks: 7}}></kaltura-room>`},
];
describe('an invalid attribute', () => {
  for (const {name, template} of attributes)
    it(`fails the room at once, without a request: ${name}`, async () => {
      const {room, fetchMock} = await renderRoom(template);
      await waitForState(room, 'failed');
      expect(room.error?.code).to.equal('attribute-invalid');
      expect(getText(room)).to.contain('not set up correctly');
      expect(fetchMock.calls).to.have.length(0);
    });

  it('opens the room once a missing token-url is set', async () => {
    const {room, fetchMock} = await renderRoom(html`<kaltura-room room-id=${ROOM}></kaltura-room>`);
    await nextTask();
    expect(room.state).to.equal('failed');
    room.setAttribute('token-url', '/token');
    expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM});
  });

  const corrections: {readonly name: string; readonly bad: string; readonly good: string}[] = [
    {name: 'timeout', bad: 'soon', good: '20'},
    {name: 'headers', bad: '{', good: '{"X-WP-Nonce": "n"}'},
    {name: 'credentials', bad: 'always', good: 'include'},
    {name: 'allow-origins', bad: '*', good: 'https://other.example'},
  ];
  for (const {name, bad, good} of corrections)
    it(`opens the room once ${name} is corrected`, async () => {
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

  it('appears in the error if join() is called without a room-id', async () => {
    const {room} = await renderRoom(html`<kaltura-room token-url="/token"></kaltura-room>`);
    const failed = nextEvent(room, 'kaltura-room-error');
    room.join();
    const {error} = await failed;
    expect(error.code).to.equal('attribute-invalid');
    expect(error.message).to.contain('room-id: expected a room ID such as 1_abcd1234');
  });
});

describe('a rejected launch', () => {
  it('fails with origin-not-allowed if kaf-url is empty', async () => {
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" kaf-url=""></kaltura-room>`,
    );
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    expect((await failed).error.code).to.equal('origin-not-allowed');
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
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    expect((await failed).error.code).to.equal('origin-not-allowed');
    expect(getFrame(room) === null).to.be.true;
  });
});

describe('a `fetchLaunch` that fails', () => {
  it('fails the room at the deadline if it never settles', async () => {
    const {room, clock} = await renderRoom(
      html`<kaltura-room
        room-id=${ROOM}
        .fetchLaunch=${() => new Promise(() => {})}
      ></kaltura-room>`,
    );
    const failed = nextEvent(room, 'kaltura-room-error');
    await waitForState(room, 'loading');
    await clock.advance(TIMEOUT_MS);
    expect((await failed).error.code).to.equal('endpoint-timeout');
  });

  for (const {name, fetchLaunch, code} of [
    {
      name: 'rejects',
      fetchLaunch: async () => Promise.reject(new Error('no')),
      code: 'endpoint-failed',
    },
    {
      name: 'throws',
      fetchLaunch: () => {
        throw new Error('no');
      },
      code: 'endpoint-failed',
    },
    {
      name: 'returns something other than a launch',
      fetchLaunch: async () => ({}),
      code: 'endpoint-invalid',
    },
  ] as const)
    it(`fails the room with ${code} if it ${name}`, async () => {
      const {room} = await renderRoom(html`<p></p>`);
      void room;
      const element = Object.assign(document.createElement('kaltura-room'), {
        roomId: ROOM,
        fetchLaunch,
      });
      const failed = nextEvent(element, 'kaltura-room-error');
      document.body.append(element);
      expect((await failed).error.code).to.equal(code);
      element.remove();
    });

  it('causes no further call if every render sets a new function', async () => {
    let calls = 0;
    const fetchLaunch = () => async () => {
      calls++;
      return Promise.reject(new Error('no'));
    };
    const {room} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch()}></kaltura-room>`,
    );
    room.addEventListener('kaltura-room-error', () => (room.fetchLaunch = fetchLaunch()));
    await nextEvent(room, 'kaltura-room-error');
    await nextTask();
    expect(calls).to.equal(1);
    expect(room.state).to.equal('failed');
  });
});

const frames: {
  readonly name: string;
  readonly frameAnswer: string;
  readonly code: RoomErrorCode;
}[] = [
  {name: 'never answers', frameAnswer: 'never-answers', code: 'frame-timeout'},
  {name: 'answers 204', frameAnswer: 'status-204', code: 'frame-timeout'},
];
describe('a frame that does not open', () => {
  for (const {name, frameAnswer, code} of frames)
    it(`fails with ${code} at the deadline and offers a new tab if KAF ${name}`, async () => {
      const {room, fetchMock, clock, events} = await renderRoom();
      const failed = nextEvent(room, 'kaltura-room-error');
      (await fetchMock.next()).answerJson(buildLaunchResponse(frameAnswer));
      await waitForState(room, 'joining');
      await clock.advance(TIMEOUT_MS);
      const {error} = await failed;
      await room.updateComplete;
      expect(error.code).to.equal(code);
      expect(getFrame(room) === null).to.be.true;
      expect(getPart(room, 'new-tab')).not.to.be.null;
      expect(events).to.deep.equal(['error']);
    });

  it("disappears if it is redirected to the page's own origin", async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson(buildLaunchResponse('redirects-to-own-origin'));
    expect((await failed).error.code).to.equal('origin-not-allowed');
    await room.updateComplete;
    expect(getFrame(room) === null).to.be.true;
  });

  it('fails with frame-unreachable before the deadline if the probe of its host fails', async () => {
    // `fetchLaunch` is called once, so the element makes no second attempt.
    const fetchLaunch = () => Promise.resolve(buildLaunchResponse('never-answers').data);
    const rendered = await renderRoom(
      html`<kaltura-room room-id=${ROOM} .fetchLaunch=${fetchLaunch}></kaltura-room>`,
    );
    const {room, fetchMock} = rendered;
    const failed = nextEvent(room, 'kaltura-room-error');
    (await nextProbeOfSlowFrame(rendered)).fail();
    if (!('credentialless' in HTMLIFrameElement.prototype)) {
      // This browser does not report a violation of COEP, so the element reads the page's headers.
      const request = await fetchMock.next();
      expect([request.method, request.url]).to.deep.equal(['HEAD', document.URL]);
      request.answer('', {headers: {'cross-origin-embedder-policy': 'unsafe-none'}});
    }
    expect((await failed).error.code).to.equal('frame-unreachable');
  });
});

/** A violation for another frame of the page. */
const otherFrame = {effectiveDirective: 'frame-src', blockedURI: 'https://other.example/x'};

/** Reports a violation repeatedly, like a widget that retries its own blocked frame. Returns its end. */
function reportRepeatedly(violation: Partial<SecurityPolicyViolationEventInit>): () => void {
  reportViolation(violation);
  const timer = setInterval(() => reportViolation(violation), 50);
  return () => clearInterval(timer);
}

describe('a policy violation', () => {
  const harmless: {
    readonly name: string;
    readonly violation: Partial<SecurityPolicyViolationEventInit>;
  }[] = [
    {
      name: 'is report-only',
      violation: {disposition: 'report', effectiveDirective: 'frame-src', blockedURI: KAF},
    },
    {name: 'blocks an image from KAF', violation: {effectiveDirective: 'img-src', blockedURI: KAF}},
    {name: 'blocks another frame', violation: otherFrame},
  ];

  for (const {name, violation} of harmless)
    it(`does not stop the room if the policy ${name}`, async () => {
      const rendered = await renderRoom();
      (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
      const call = await nextProbe(rendered.fetchMock);
      reportViolation(violation);
      call.answer();
      await answerProbes(rendered);
    });

  it('does not stop the room if it concerns an unrelated frame and the room sends a message', async () => {
    // On a busy machine, the message may take longer than the room waits for one.
    installFakeClock();
    const rendered = await renderRoom();
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    const request = await rendered.fetchMock.next();
    const loaded = waitForLoadedFrame(rendered.room);
    request.answerJson(buildLaunchResponse());
    await waitUntil(() => rendered.room.state === 'joining');
    const stop = reportRepeatedly(otherFrame);
    try {
      postFromFrame(await loaded, 'hello');
      expect((await ready).confirmed).to.be.true;
    } finally {
      stop();
    }
  });

  it('fails with frame-blocked if the policy blocks some frame and the room sends no message', async () => {
    const rendered = await renderRoom();
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
    await waitUntil(() => rendered.room.state === 'joining');
    const stop = reportRepeatedly(otherFrame);
    try {
      expect((await failed).error.code).to.equal('frame-blocked');
    } finally {
      stop();
    }
  });
});

describe('a failed room', () => {
  it('shows tab-blocked, without a request, if the browser does not open a tab', () =>
    withStubbedOpen(null, async () => {
      const {room, fetchMock} = await renderFailedRoom();
      getPart(room, 'new-tab')?.click();
      await room.updateComplete;
      expect(room.error?.code).to.equal('tab-blocked');
      expect(getText(room)).to.contain('Allow pop-ups for this page');
      expect(getPart(room, 'new-tab')).not.to.be.null;
      expect(fetchMock.calls).to.have.length(2);
    }));

  for (const {name, status, isOpen} of [
    {name: 'opens the room in a tab, and is left', status: 200, isOpen: true},
    {name: 'closes the tab if the launch fails', status: 403, isOpen: false},
  ])
    it(name, () =>
      withStubbedTab(async ({contentWindow}) => {
        let isClosed = false;
        contentWindow!.close = () => (isClosed = true);
        const {room, fetchMock} = await renderFailedRoom();
        const ended = nextEvent(room, isOpen ? 'kaltura-room-left' : 'kaltura-room-error');
        getPart(room, 'new-tab')?.click();
        (await fetchMock.next()).answerJson(buildLaunchResponse(), {status});
        await ended;
        await nextTask();
        expect(isClosed).to.equal(!isOpen);
      }),
    );

  it('stays failed if `fetchLaunch` changes from undefined to null', async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answer('', {status: 403});
    await failed;
    room.fetchLaunch = null;
    await nextTask();
    expect(room.state).to.equal('failed');
  });

  it('opens a new frame with a new launch when the guest retries', async () => {
    const rendered = await renderFailedRoom();
    getPart(rendered.room, 'retry')?.click();
    const frame = await openRoom(rendered, 'two');
    const {path} = await getFrameRequest(rendered.room, frame);
    expect(path).to.contain(buildKs('two'));
  });

  it('emits no event if it is removed first', async () => {
    const {room, fetchMock, events} = await renderRoom();
    const call = await fetchMock.next();
    room.remove();
    call.fail();
    await nextTask();
    expect(events).to.deep.equal([]);
    expect(room.error).to.be.null;
  });
});
