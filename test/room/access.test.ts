import {expect, html} from '@open-wc/testing';
import {
  KAF,
  ROOM,
  blockFrame,
  launchFor,
  next,
  open,
  partOf,
  reachability,
  reaches,
  release,
  setup,
  textOf,
  turn,
  until,
  type Setup,
} from './set-up.js';

afterEach(() => release());

/** How a room that waits gets into each state. */
const states: Record<string, (all: Setup) => Promise<unknown>> = {
  idle: async () => {},
  loading: ({room}) => controlsOf(room),
  joining: async ({room, held}) => {
    (await held.next()).answerJson(launchFor());
    await reachability(held);
    await controlsOf(room);
    expect(room.state).to.equal('joining');
  },
  failed: async ({room, held}) => {
    (await held.next()).answerJson(launchFor());
    await reachability(held);
    blockFrame();
    await reaches(room, 'failed');
  },
  ready: async all => {
    await open(all);
    await controlsOf(all.room);
  },
  'no room': async ({room}) => {
    room.leave();
    room.roomId = null;
    await room.updateComplete;
    expect([room.state, partOf(room, 'join')]).to.deep.equal(['idle', null]);
  },
  'trying again': async ({room, held}) => {
    (await held.next()).answer('', {status: 503});
    const again = document.querySelector('[lang=he]') ? 'מנסים שוב' : 'Trying again…';
    while (!textOf(room).includes(again)) await turn();
  },
  'failed, with two ways on': async ({room, held}) => {
    room.timeout = 2;
    (await held.next()).answerJson(launchFor('never-answers'));
    await reaches(room, 'failed');
    while (!partOf(room, 'new-tab') || !partOf(room, 'retry')) await turn();
  },
  'with an offer of a new tab': async all => {
    all.room.timeout = 3;
    await open(all);
    while (!partOf(all.room, 'new-tab')) await turn();
  },
  'with a room that may have stopped': async all => {
    const frame = await open(all);
    frame.contentWindow?.location.replace(`${KAF}/frame/another`);
    (await reachability(all.held)).fail();
    while (!partOf(all.room, 'retry')) await turn();
  },
  'with a warning': async all => {
    await open(all);
    window.dispatchEvent(new Event('offline'));
    while (!partOf(all.room, 'warning')) await turn();
  },
};

async function controlsOf(room: HTMLElement) {
  while (!partOf(room, 'controls')) await turn();
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
          const all = await setup(
            html`<div lang=${lang}>
              <kaltura-room
                room-id=${ROOM}
                token-url="/token"
                loading="click"
                controls
              ></kaltura-room>
            </div>`,
          );
          while (partOf(all.room, 'join')?.textContent !== join) await turn();
          if (state !== 'idle') all.room.join();
          await reach(all);
          await expect(all.room).to.be.accessible();
        });
    });

/** A room that failed, in a box of this size, with text of this size. */
async function failedIn(style: string, fontSize: string) {
  document.documentElement.style.fontSize = fontSize;
  const all = await setup(
    html`<kaltura-room lang="de" style=${style} room-id=${ROOM} token-url="/token"></kaltura-room>`,
  );
  const {room, held} = all;
  (await held.next()).answerJson(launchFor());
  await held.next();
  blockFrame();
  await reaches(room, 'failed');
  while (!partOf(room, 'new-tab')) await turn();
  return {room, panel: partOf(room, 'error')!};
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
const sights: Record<string, (all: Setup) => Promise<unknown>> = {
  'that waits': async () => {},
  'that is open, with its bar and every strip': async all => {
    Object.defineProperty(window, 'isSecureContext', {configurable: true, value: false});
    all.room.timeout = 3;
    await open(all);
    Object.defineProperty(window, 'isSecureContext', {configurable: true, value: true});
    window.dispatchEvent(new Event('offline'));
    await controlsOf(all.room);
    while (all.room.warnings.length < 3) await turn();
  },
};
for (const [what, reach] of Object.entries(sights))
  for (const fontSize of ['', '200%'])
    it(`nothing is cut off of a room ${what}, on a small phone${fontSize && ' with text of twice the size'}`, async () => {
      document.documentElement.style.fontSize = fontSize;
      const all = await setup(
        html`<kaltura-room
          lang="de"
          style="inline-size: 288px"
          room-id=${ROOM}
          token-url="/token"
          loading="click"
          controls
        ></kaltura-room>`,
      );
      const {room} = all;
      while (!partOf(room, 'join')?.textContent) await turn();
      if (what !== 'that waits') room.join();
      await reach(all);
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
  const all = await setup();
  const status = () => all.room.shadowRoot?.querySelector('[role=status]')?.textContent;
  expect(status()).to.equal('Getting your seat ready…');
  await open(all);
  await all.room.updateComplete;
  expect(status()).to.equal('The room should be open now.');
  all.room.leave();
  await all.room.updateComplete;
  expect(status()).to.equal('You have left the room.');
  all.room.join();
  await reaches(all.room, 'loading');
  expect(status()).to.equal('Getting your seat ready…');
});

for (const [slot, state] of [
  ['idle', 'idle'],
  ['loading', 'loading'],
  ['error', 'failed'],
] as const)
  it(`shows what the page puts in its slot ${slot}`, async () => {
    const {room, held} = await setup(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click">
        <p slot=${slot}>The page's own</p>
      </kaltura-room>`,
    );
    if (state !== 'idle') {
      room.join();
      const call = await held.next();
      const failed = next(room, 'kaltura-room-error');
      if (state === 'failed') {
        call.answer('', {status: 403});
        await failed;
      }
    }
    await until(() => room.querySelector('p')?.checkVisibility() ?? false);
    expect(room.state).to.equal(state);
    const shown = room.querySelector('p')?.getBoundingClientRect();
    const host = room.getBoundingClientRect();
    expect(shown?.height).to.be.greaterThan(0);
    expect(shown?.top).to.be.at.least(host.top);
    expect(shown?.bottom).to.be.at.most(host.bottom);
    expect(partOf(room, 'title')?.checkVisibility() ?? false).to.be.false;
  });

it("shows the page's own words over the frame that loads", async () => {
  const {room, held} = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token">
      <p slot="loading">The page's own</p>
    </kaltura-room>`,
  );
  (await held.next()).answerJson(launchFor());
  await held.next();
  expect(room.state).to.equal('joining');
  const shown = room.querySelector('p')?.getBoundingClientRect();
  expect(shown?.bottom).to.be.at.most(room.getBoundingClientRect().bottom);
});
