import {expect, html} from '@open-wc/testing';
import {nextEvent, nextTask} from '../support/events.js';
import {
  KAF,
  ROOM,
  getFrame,
  buildLaunchResponse,
  waitForState,
  postFromFrame,
  renderRoom,
} from '../support/room-fixture.js';

async function renderFrame(
  template = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`,
) {
  const {room, fetchMock} = await renderRoom(template);
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  await fetchMock.next();
  return getFrame(room)!;
}

describe('the attributes of the frame', () => {
  it('allows the origin, forms, pop-ups, dialogs and downloads, but not top navigation', async () => {
    const frame = await renderFrame();
    expect([...frame.sandbox].sort()).to.deep.equal([
      'allow-downloads',
      'allow-forms',
      'allow-modals',
      'allow-popups',
      'allow-popups-to-escape-sandbox',
      'allow-presentation',
      'allow-same-origin',
      'allow-scripts',
      'allow-storage-access-by-user-activation',
    ]);
  });

  it('allows camera, microphone and screen for any origin', async () => {
    const {allow} = await renderFrame();
    for (const feature of ['camera', 'microphone', 'display-capture', 'fullscreen', 'autoplay'])
      expect(allow.split('; ')).to.include(`${feature} *`);
  });

  it('lists only features that the browser supports', async () => {
    const {allow} = await renderFrame();
    const {featurePolicy} = document as {featurePolicy?: {features(): string[]}};
    const named = allow.split('; ').map(directive => directive.split(' ')[0]);
    expect(named).to.have.length.greaterThan(4);
    if (featurePolicy) expect(featurePolicy.features()).to.include.members(named);
  });

  it('limits the features to the origins of `allow-origins`', async () => {
    const {allow} = await renderFrame(
      html`<kaltura-room
        room-id=${ROOM}
        token-url="/token"
        allow-origins="https://smart.newrow.com  https://b.example/"
      ></kaltura-room>`,
    );
    expect(allow).to.contain(`camera ${KAF} https://smart.newrow.com https://b.example;`);
    expect(allow).not.to.contain('*');
  });

  it('copies the `allow` and `sandbox` attributes of the element', async () => {
    const frame = await renderFrame(
      html`<kaltura-room
        room-id=${ROOM}
        token-url="/token"
        allow="camera *"
        sandbox="allow-scripts allow-same-origin"
      ></kaltura-room>`,
    );
    expect(frame.allow).to.equal('camera *');
    expect([...frame.sandbox]).to.deep.equal(['allow-scripts', 'allow-same-origin']);
  });

  it('applies its sandbox to the first page', async () => {
    const frame = await renderFrame(
      html`<kaltura-room
        room-id=${ROOM}
        token-url="/token"
        sandbox="allow-scripts"
      ></kaltura-room>`,
    );
    const received = new Promise<MessageEvent>(resolve =>
      window.addEventListener('message', resolve, {once: true}),
    );
    postFromFrame(frame, 'who am I');
    expect((await received).origin).to.equal('null');
  });
});

describe('the size of the frame', () => {
  it('fills the default size of the element', async () => {
    const frame = await renderFrame();
    const host = (frame.getRootNode() as ShadowRoot).host.getBoundingClientRect();
    const {width, height} = frame.getBoundingClientRect();
    expect([width, height]).to.deep.equal([host.width, host.height]);
    expect(height).to.be.at.least(480);
  });

  for (const display of ['', 'block', 'inline-block', 'inline-flex'])
    it(`fills the element${display && ` with display: ${display}`}`, async () => {
      const frame = await renderFrame(
        html`<kaltura-room room-id=${ROOM} token-url="/token" style="width: 640px"></kaltura-room>`,
      );
      const room = (frame.getRootNode() as ShadowRoot).host as HTMLElement;
      room.style.display = display;
      for (const height of ['', '700px']) {
        room.style.height = height;
        const [inner, outer] = [frame, room].map(element => element.getBoundingClientRect());
        for (const side of ['left', 'right', 'top', 'bottom'] as const)
          expect(inner![side]).to.be.closeTo(outer![side], 0.5, `${side} at ${height}`);
      }
    });
});

describe('a blank first page', () => {
  it('does not make the room ready when it loads', async () => {
    const {room, fetchMock} = await renderRoom();
    (await fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
    await waitForState(room, 'joining');
    getFrame(room)?.dispatchEvent(new Event('load'));
    await nextTask();
    expect(room.state).to.equal('joining');
    expect(fetchMock.calls).to.have.length(1);
  });
});

describe('a room inside the frame of another room', () => {
  it('fails, which prevents endless nesting', async () => {
    const {id, roomId} = (await (await fetch('/test-server', {method: 'POST'})).json()) as {
      id: string;
      roomId: string;
    };
    const {room: outer} = await renderRoom(html`<kaltura-room></kaltura-room>`);
    const frame = document.createElement('iframe');
    frame.src = `/test-server/${id}/page`;
    const loaded = nextEvent(frame, 'load');
    outer.shadowRoot?.append(frame);
    await loaded;
    const inner = frame.contentDocument!.querySelector('kaltura-room')!;
    const failed = nextEvent(inner, 'kaltura-room-error');
    Object.assign(inner, {tokenUrl: `/test-server/${id}/token`, roomId});
    inner.join();
    expect((await failed).error.code).to.equal('origin-not-allowed');
  });
});
