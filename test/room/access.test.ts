import {expect, html} from '@open-wc/testing';
import {
  KAF,
  ROOM,
  reportBlockedFrame,
  buildLaunchResponse,
  nextEvent,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  restoreFetch,
  renderRoom,
  getText,
  nextTask,
  waitUntil,
  type RenderedRoom,
} from './set-up.js';

afterEach(() => restoreFetch());

/** How a room that waits gets into each state. */
const states: Record<string, (rendered: RenderedRoom) => Promise<unknown>> = {
  idle: async () => {},
  loading: ({room}) => controlsOf(room),
  joining: async ({room, fetchMock}) => {
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    await nextProbe(fetchMock);
    await controlsOf(room);
    expect(room.state).to.equal('joining');
  },
  failed: async ({room, fetchMock}) => {
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    await nextProbe(fetchMock);
    reportBlockedFrame();
    await waitForState(room, 'failed');
  },
  ready: async rendered => {
    await openRoom(rendered);
    await controlsOf(rendered.room);
  },
  'no room': async ({room}) => {
    room.leave();
    room.roomId = null;
    await room.updateComplete;
    expect([room.state, getPart(room, 'join')]).to.deep.equal(['idle', null]);
  },
  'trying again': async ({room, fetchMock}) => {
    (await fetchMock.next()).answer('', {status: 503});
    const again = document.querySelector('[lang=he]') ? 'מנסים שוב' : 'Trying again…';
    while (!getText(room).includes(again)) await nextTask();
  },
  'failed, with two ways on': async ({room, fetchMock}) => {
    room.timeout = 2;
    (await fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
    await waitForState(room, 'failed');
    while (!getPart(room, 'new-tab') || !getPart(room, 'retry')) await nextTask();
  },
  'with an offer of a new tab': async rendered => {
    rendered.room.timeout = 3;
    await openRoom(rendered);
    while (!getPart(rendered.room, 'new-tab')) await nextTask();
  },
  'with a room that may have stopped': async rendered => {
    const frame = await openRoom(rendered);
    frame.contentWindow?.location.replace(`${KAF}/frame/another`);
    (await nextProbe(rendered.fetchMock)).fail();
    while (!getPart(rendered.room, 'retry')) await nextTask();
  },
  'with a warning': async rendered => {
    await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    while (!getPart(rendered.room, 'warning')) await nextTask();
  },
};

async function controlsOf(room: HTMLElement) {
  while (!getPart(room, 'controls')) await nextTask();
}

for (const scheme of ['light', 'dark'])
  for (const [lang, join] of [
    ['en', 'Join the room'],
    ['he', 'כניסה לחדר'],
  ] as const)
    describe(`has no accessibility finding in ${scheme} colours, in ${lang}`, () => {
      before(() => void (document.documentElement.style.colorScheme = scheme));
      after(() => void (document.documentElement.style.colorScheme = ''));

      for (const [state, reach] of Object.entries(states))
        it(state, async () => {
          const rendered = await renderRoom(
            html`<div lang=${lang}>
              <kaltura-room
                room-id=${ROOM}
                token-url="/token"
                loading="click"
                controls
              ></kaltura-room>
            </div>`,
          );
          while (getPart(rendered.room, 'join')?.textContent !== join) await nextTask();
          if (state !== 'idle') rendered.room.join();
          await reach(rendered);
          await expect(rendered.room).to.be.accessible();
        });
    });

/** A room that failed, in a box of this size, with text of this size. */
async function failedIn(style: string, fontSize: string) {
  document.documentElement.style.fontSize = fontSize;
  const rendered = await renderRoom(
    html`<kaltura-room lang="de" style=${style} room-id=${ROOM} token-url="/token"></kaltura-room>`,
  );
  const {room, fetchMock} = rendered;
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  await fetchMock.next();
  reportBlockedFrame();
  await waitForState(room, 'failed');
  while (!getPart(room, 'new-tab')) await nextTask();
  return {room, panel: getPart(room, 'error')!};
}
after(() => void (document.documentElement.style.fontSize = ''));

for (const [what, style, fontSize] of [
  ['on a small phone', 'inline-size: 288px', ''],
  ['on a small phone with text of twice the size', 'inline-size: 288px', '200%'],
  ['in a low box with text of twice the size', 'min-block-size: 0; block-size: 12rem', '200%'],
] as const)
  it(`all that a person needs after a failure can be reached ${what}`, async () => {
    const {panel} = await failedIn(style, fontSize);
    const box = panel.getBoundingClientRect();
    const things = [...panel.querySelectorAll('h2, p, button, code')];
    expect(things).to.have.length(5);
    expect(panel.scrollWidth).to.equal(panel.clientWidth);
    for (const thing of things) {
      const {left, right, top, bottom} = thing.getBoundingClientRect();
      expect(left).to.be.at.least(box.left);
      expect(right).to.be.at.most(box.right);
      // Whatever does not fit is scrolled to; nothing lies above where scrolling begins.
      expect(top).to.be.at.least(box.top);
      expect(bottom - box.top).to.be.at.most(panel.scrollHeight);
    }
    const code = things.at(-1)!;
    code.scrollIntoView();
    expect(code.getBoundingClientRect().bottom).to.be.at.most(box.bottom + 1);
  });

/** How a room with controls gets to what must fit. */
const sights: Record<string, (rendered: RenderedRoom) => Promise<unknown>> = {
  'that waits': async () => {},
  'that is open, with its bar and every strip': async rendered => {
    Object.defineProperty(window, 'isSecureContext', {configurable: true, value: false});
    rendered.room.timeout = 3;
    await openRoom(rendered);
    Object.defineProperty(window, 'isSecureContext', {configurable: true, value: true});
    window.dispatchEvent(new Event('offline'));
    await controlsOf(rendered.room);
    while (rendered.room.warnings.length < 3) await nextTask();
  },
};
for (const [what, reach] of Object.entries(sights))
  for (const fontSize of ['', '200%'])
    it(`nothing is cut off of a room ${what}, on a small phone${fontSize && ' with text of twice the size'}`, async () => {
      document.documentElement.style.fontSize = fontSize;
      const rendered = await renderRoom(
        html`<kaltura-room
          lang="de"
          style="inline-size: 288px"
          room-id=${ROOM}
          token-url="/token"
          loading="click"
          controls
        ></kaltura-room>`,
      );
      const {room} = rendered;
      while (!getPart(room, 'join')?.textContent) await nextTask();
      if (what !== 'that waits') room.join();
      await reach(rendered);
      await room.updateComplete;
      const things = [...room.shadowRoot!.querySelectorAll('button, p:not([role]), iframe')].filter(
        thing => thing.checkVisibility(),
      );
      expect(things).to.have.length(what === 'that waits' ? 2 : 3 + 5 + 2 + 1);
      expect(room.scrollWidth).to.equal(room.clientWidth);
      for (const thing of things) {
        // The strips scroll where there are many; the room itself cannot be scrolled by a person.
        thing.scrollIntoView({block: 'nearest'});
        expect(room.scrollTop).to.equal(0);
        const box = room.getBoundingClientRect();
        const {left, right, top, bottom, height} = thing.getBoundingClientRect();
        expect(height).to.be.greaterThan(0);
        expect([left >= box.left, right <= box.right]).to.deep.equal([true, true]);
        expect([top >= box.top - 1, bottom <= box.bottom + 1]).to.deep.equal([true, true]);
      }
    });

it('the heading of a failure is larger than its sentence, and this than its code', async () => {
  const {room} = await failedIn('', '');
  const size = (selector: string) =>
    parseFloat(getComputedStyle(room.shadowRoot!.querySelector(selector)!).fontSize);
  expect(size('h2')).to.be.greaterThan(size('[part~=error] p'));
  expect(size('[part~=error] p')).to.be.greaterThan(size('code'));
});

it('announces what it is doing', async () => {
  const rendered = await renderRoom();
  const status = () => rendered.room.shadowRoot?.querySelector('[role=status]')?.textContent;
  expect(status()).to.equal('Getting your seat ready…');
  await openRoom(rendered);
  await rendered.room.updateComplete;
  expect(status()).to.equal('The room should be open now.');
  rendered.room.leave();
  await rendered.room.updateComplete;
  expect(status()).to.equal('You have left the room.');
  rendered.room.join();
  await waitForState(rendered.room, 'loading');
  expect(status()).to.equal('Getting your seat ready…');
});

for (const [slot, state] of [
  ['idle', 'idle'],
  ['loading', 'loading'],
  ['error', 'failed'],
] as const)
  it(`shows what the page puts in its slot ${slot}`, async () => {
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click">
        <p slot=${slot}>The page's own</p>
      </kaltura-room>`,
    );
    if (state !== 'idle') {
      room.join();
      const call = await fetchMock.next();
      const failed = nextEvent(room, 'kaltura-room-error');
      if (state === 'failed') {
        call.answer('', {status: 403});
        await failed;
      }
    }
    await waitUntil(() => room.querySelector('p')?.checkVisibility() ?? false);
    expect(room.state).to.equal(state);
    const shown = room.querySelector('p')?.getBoundingClientRect();
    const host = room.getBoundingClientRect();
    expect(shown?.height).to.be.greaterThan(0);
    expect(shown?.top).to.be.at.least(host.top);
    expect(shown?.bottom).to.be.at.most(host.bottom);
    expect(getPart(room, 'title')?.checkVisibility() ?? false).to.be.false;
  });

it("shows the page's own words over the frame that loads", async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token">
      <p slot="loading">The page's own</p>
    </kaltura-room>`,
  );
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  await fetchMock.next();
  expect(room.state).to.equal('joining');
  const shown = room.querySelector('p')?.getBoundingClientRect();
  expect(shown?.bottom).to.be.at.most(room.getBoundingClientRect().bottom);
});
