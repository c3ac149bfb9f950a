import {expect, html} from '@open-wc/testing';
import {
  KAF,
  ROOM,
  getFrame,
  buildLaunchResponse,
  nextEvent,
  waitForState,
  restoreFetch,
  postFromFrame,
  renderRoom,
  nextTask,
} from './set-up.js';

afterEach(() => restoreFetch());

async function frameFor(
  template = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`,
) {
  const {room, fetchMock} = await renderRoom(template);
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  await fetchMock.next();
  return getFrame(room)!;
}

it('lets the room use its own origin, forms, pop-ups, dialogs and downloads, and never the page', async () => {
  const frame = await frameFor();
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

it('lets the room use camera, microphone and screen wherever it moves to', async () => {
  const {allow} = await frameFor();
  for (const feature of ['camera', 'microphone', 'display-capture', 'fullscreen', 'autoplay'])
    expect(allow.split('; ')).to.include(`${feature} *`);
});

for (const display of ['', 'block', 'inline-block', 'inline-flex'])
  it(`fills the room${display && `, where the page says display: ${display}`}`, async () => {
    const frame = await frameFor(
      html`<kaltura-room room-id=${ROOM} token-url="/token" style="width: 640px"></kaltura-room>`,
    );
    const room = (frame.getRootNode() as ShadowRoot).host as HTMLElement;
    room.style.display = display;
    for (const height of ['', '700px']) {
      room.style.height = height;
      const [inner, outer] = [frame, room].map(one => one.getBoundingClientRect());
      for (const side of ['left', 'right', 'top', 'bottom'] as const)
        expect(inner![side]).to.be.closeTo(outer![side], 0.5, `${side} at ${height}`);
    }
  });

it('names no feature that this browser would warn of', async () => {
  const {allow} = await frameFor();
  const {featurePolicy} = document as {featurePolicy?: {features(): string[]}};
  const named = allow.split('; ').map(directive => directive.split(' ')[0]);
  expect(named).to.have.length.greaterThan(4);
  if (featurePolicy) expect(featurePolicy.features()).to.include.members(named);
});

it('allow-origins narrows what is allowed to these origins', async () => {
  const {allow} = await frameFor(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      allow-origins="https://smart.newrow.com  https://b.example/"
    ></kaltura-room>`,
  );
  expect(allow).to.contain(`camera ${KAF} https://smart.newrow.com https://b.example;`);
  expect(allow).not.to.contain('*');
});

it('takes allow and sandbox as the page writes them', async () => {
  const frame = await frameFor(
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

it('has its sandbox in force for the very first page that it opens', async () => {
  const frame = await frameFor(
    html`<kaltura-room room-id=${ROOM} token-url="/token" sandbox="allow-scripts"></kaltura-room>`,
  );
  const heard = new Promise<MessageEvent>(resolve =>
    window.addEventListener('message', resolve, {once: true}),
  );
  postFromFrame(frame, 'who am I');
  expect((await heard).origin).to.equal('null');
});

it('fills the element, which is as wide as its place', async () => {
  const frame = await frameFor();
  const host = (frame.getRootNode() as ShadowRoot).host.getBoundingClientRect();
  const {width, height} = frame.getBoundingClientRect();
  expect([width, height]).to.deep.equal([host.width, host.height]);
  expect(height).to.be.at.least(480);
});

it('keeps a blank frame as joining: a load of nothing is no room', async () => {
  const {room, fetchMock} = await renderRoom();
  (await fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
  await waitForState(room, 'joining');
  getFrame(room)?.dispatchEvent(new Event('load'));
  await nextTask();
  expect(room.state).to.equal('joining');
  expect(fetchMock.calls).to.have.length(1);
});

it('a page that stands in a room itself opens none in it, or there would be no end of them', async () => {
  const {id, roomId} = (await (await fetch('/rig', {method: 'POST'})).json()) as {
    id: string;
    roomId: string;
  };
  const {room: outer} = await renderRoom(html`<kaltura-room></kaltura-room>`);
  const frame = document.createElement('iframe');
  frame.src = `/rig/${id}/page`;
  const loaded = nextEvent(frame, 'load');
  outer.shadowRoot?.append(frame);
  await loaded;
  const inner = frame.contentDocument!.querySelector('kaltura-room')!;
  const failed = nextEvent(inner, 'kaltura-room-error');
  Object.assign(inner, {tokenUrl: `/rig/${id}/token`, roomId});
  inner.join();
  expect((await failed).error.code).to.equal('origin-not-allowed');
});
