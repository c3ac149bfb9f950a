import {expect, html} from '@open-wc/testing';
import {nextEvent, waitUntil} from '../support/events.js';
import {
  finishTransitions,
  KAF,
  ROOM,
  TIMEOUT_MS,
  reportBlockedFrame,
  buildLaunchResponse,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  renderRoom,
  getText,
  type RenderedRoom,
} from '../support/room-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

/** Functions that bring a waiting room into each state. */
const states: Record<string, (rendered: RenderedRoom) => Promise<unknown>> = {
  idle: async () => {},
  loading: ({room}) => waitForControls(room),
  joining: async ({room, fetchMock}) => {
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    await nextProbe(fetchMock);
    await waitForControls(room);
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
    await waitForControls(rendered.room);
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
    await waitUntil(() => getText(room).includes(again));
  },
  'failed, with a retry button and a new tab button': async ({room, fetchMock, clock}) => {
    // The deadline passes before the first probe.
    room.timeout = 4;
    (await fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
    await waitForState(room, 'joining');
    await clock.advance(4000);
    await waitForState(room, 'failed');
    await waitUntil(() => getPart(room, 'new-tab') && getPart(room, 'retry'));
  },
  'with the warning room-silent': async rendered => {
    await openRoom(rendered);
    await rendered.clock.advance(TIMEOUT_MS);
    await waitUntil(() => getPart(rendered.room, 'new-tab'));
  },
  'with the warning room-unreachable': async rendered => {
    const frame = await openRoom(rendered);
    frame.contentWindow?.location.replace(`${KAF}/frame/another`);
    (await nextProbe(rendered.fetchMock)).fail();
    await waitUntil(() => getPart(rendered.room, 'retry'));
  },
  'with the warning that the browser is offline': async rendered => {
    await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    await waitUntil(() => getPart(rendered.room, 'warning'));
  },
};

async function waitForControls(room: HTMLElement) {
  await waitUntil(() => getPart(room, 'controls'));
}

for (const {lang, join} of [
  {lang: 'en', join: 'Join the room'},
  {lang: 'he', join: 'כניסה לחדר'},
] as const)
  describe(`accessibility in light and dark colors, lang="${lang}"`, () => {
    const {style} = document.documentElement;
    afterEach(() => void Object.assign(style, {colorScheme: '', background: ''}));

    for (const [state, reach] of Object.entries(states))
      it(`finds no violations in state: ${state}`, async () => {
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
        await waitUntil(() => getPart(rendered.room, 'join')?.textContent === join);
        if (state !== 'idle') rendered.room.join();
        await reach(rendered);
        for (const colorScheme of ['light', 'dark']) {
          Object.assign(style, {colorScheme, background: 'Canvas'});
          finishTransitions(rendered.room);
          await expect(rendered.room, colorScheme).to.be.accessible();
        }
      });
  });

/** Renders a failed room with these styles. */
async function renderFailed(style: string, fontSize: string) {
  document.documentElement.style.fontSize = fontSize;
  const rendered = await renderRoom(
    html`<kaltura-room lang="de" style=${style} room-id=${ROOM} token-url="/token"></kaltura-room>`,
  );
  const {room, fetchMock} = rendered;
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  await fetchMock.next();
  reportBlockedFrame();
  await waitForState(room, 'failed');
  await waitUntil(() => getPart(room, 'new-tab'));
  return {room, panel: getPart(room, 'error')!};
}
describe('an error panel', () => {
  afterEach(() => void (document.documentElement.style.fontSize = ''));

  for (const {name, style, fontSize} of [
    {name: 'on a small phone', style: 'inline-size: 288px', fontSize: ''},
    {
      name: 'on a small phone with text at 200%',
      style: 'inline-size: 288px',
      fontSize: '200%',
    },
    {
      name: 'in a low box with text at 200%',
      style: 'min-block-size: 0; block-size: 12rem',
      fontSize: '200%',
    },
  ] as const)
    it(`shows or scrolls to all its content ${name}`, async () => {
      const {panel} = await renderFailed(style, fontSize);
      const box = panel.getBoundingClientRect();
      const contents = [...panel.querySelectorAll('h2, p, button, code')];
      expect(contents).to.have.length(5);
      expect(panel.scrollWidth).to.equal(panel.clientWidth);
      for (const content of contents) {
        const {left, right, top, bottom} = content.getBoundingClientRect();
        expect(left).to.be.at.least(box.left);
        expect(right).to.be.at.most(box.right);
        // The panel scrolls, so nothing may lie above its top.
        expect(top).to.be.at.least(box.top);
        expect(bottom - box.top).to.be.at.most(panel.scrollHeight);
      }
      const code = contents.at(-1)!;
      code.scrollIntoView();
      expect(code.getBoundingClientRect().bottom).to.be.at.most(box.bottom + 1);
    });
});

describe('a room on a small phone', () => {
  afterEach(() => void (document.documentElement.style.fontSize = ''));

  const layouts: readonly {
    readonly name: string;
    /** Brings the waiting room into the state. */
    readonly reach: (rendered: RenderedRoom) => Promise<unknown>;
    readonly contentCount: number;
  }[] = [
    // a text and a button
    {name: 'a waiting room', reach: async () => {}, contentCount: 2},
    {
      name: 'an open room with its toolbar and all warnings',
      reach: async rendered => {
        rendered.room.join();
        stubProperty(window, 'isSecureContext', false);
        await openRoom(rendered);
        restoreProperties();
        await rendered.clock.advance(TIMEOUT_MS);
        window.dispatchEvent(new Event('offline'));
        await waitForControls(rendered.room);
        await waitUntil(() => rendered.room.warnings.length >= 3);
      },
      // 3 warnings with 5 buttons, 2 buttons of the toolbar, and the frame
      contentCount: 11,
    },
  ];
  for (const {name, reach, contentCount} of layouts)
    for (const fontSize of ['', '200%'])
      it(`shows all of ${name}${fontSize && ' with text at 200%'}`, async () => {
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
        await waitUntil(() => getPart(room, 'join')?.textContent);
        await reach(rendered);
        await room.updateComplete;
        const contents = [
          ...room.shadowRoot!.querySelectorAll('button, p:not([role]), iframe'),
        ].filter(content => content.checkVisibility());
        expect(contents).to.have.length(contentCount);
        expect(room.scrollWidth).to.equal(room.clientWidth);
        for (const content of contents) {
          // Many warnings scroll in their own area. The room itself must not scroll.
          content.scrollIntoView({block: 'nearest'});
          expect(room.scrollTop).to.equal(0);
          const box = room.getBoundingClientRect();
          const {left, right, top, bottom, height} = content.getBoundingClientRect();
          expect(height).to.be.greaterThan(0);
          expect([left >= box.left, right <= box.right]).to.deep.equal([true, true]);
          expect([top >= box.top - 1, bottom <= box.bottom + 1]).to.deep.equal([true, true]);
        }
      });
});

describe('text sizes of an error panel', () => {
  it('shows the heading larger than the text, and the text larger than the code', async () => {
    const {room} = await renderFailed('', '');
    const size = (selector: string) =>
      parseFloat(getComputedStyle(room.shadowRoot!.querySelector(selector)!).fontSize);
    expect(size('h2')).to.be.greaterThan(size('[part~=error] p'));
    expect(size('[part~=error] p')).to.be.greaterThan(size('code'));
  });
});

describe('the live region', () => {
  it('announces that the room is being prepared, is open, and was left', async () => {
    const rendered = await renderRoom();
    const status = () => rendered.room.shadowRoot?.querySelector('[role=status]')?.textContent;
    expect(status()).to.equal('Preparing the room…');
    await openRoom(rendered);
    await rendered.room.updateComplete;
    expect(status()).to.equal('The room should be open now.');
    rendered.room.leave();
    await rendered.room.updateComplete;
    expect(status()).to.equal('You have left the room.');
    rendered.room.join();
    await waitForState(rendered.room, 'loading');
    expect(status()).to.equal('Preparing the room…');
  });
});

describe('slots', () => {
  for (const {slot, state} of [
    {slot: 'idle', state: 'idle'},
    {slot: 'loading', state: 'loading'},
    {slot: 'error', state: 'failed'},
  ] as const)
    it(`shows the slotted content of ${slot}`, async () => {
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

  it('shows the slotted content of loading above a frame that loads', async () => {
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
});
