import {expect, oneEvent} from '@open-wc/testing';
import {pageHeaders} from '../../src/csp/index.js';
import type {KalturaRoomElement} from '../../src/index.js';
import {KAF, ROOM, ksFor, lti13Launch, ltiLaunch, next, partOf, turn} from './set-up.js';

/*
 * A page in which nothing runs but what has its nonce: whatever the elements load later must have
 * inherited it.
 */

interface StrictWindow extends Window {
  /** What its policy blocked. */
  readonly heard: readonly string[];
}

async function strictPage(auth: 'ks' | 'lti' | 'lti-1.3', lang: string) {
  const nonce = crypto.randomUUID();
  const {'Content-Security-Policy': policy} = pageHeaders({kafUrl: KAF, auth, nonce});
  const body = `<kaltura-room room-id="${ROOM}" loading="click" lang="${lang}"></kaltura-room>
    <kaltura-room-creator create-url="/rooms"></kaltura-room-creator>`;
  const frame = document.createElement('iframe');
  frame.src = `/__strict?${new URLSearchParams({policy, nonce, body}).toString()}`;
  document.body.append(frame);
  await oneEvent(frame, 'load');
  const page = frame.contentWindow as unknown as StrictWindow & typeof globalThis;
  await page.customElements.whenDefined('kaltura-room');
  const room = page.document.querySelector<KalturaRoomElement>('kaltura-room')!;
  // It has no words before those of its language are loaded.
  const seen = async (part: string) => {
    while (!partOf(room, part)?.textContent) await turn();
    return partOf(room, part)!;
  };
  return {page, room, seen, remove: () => frame.remove()};
}

const launches = {ks: {ks: ksFor(), kafUrl: KAF}, lti: ltiLaunch(), 'lti-1.3': lti13Launch()};
for (const auth of ['ks', 'lti', 'lti-1.3'] as const)
  it(`opens a room by ${auth} where scripts need a nonce, and violates nothing`, async () => {
    const {page, room, seen, remove} = await strictPage(auth, 'ar');
    room.launch = launches[auth];
    const ready = next(room, 'kaltura-room-ready');
    (await seen('join')).click();
    await ready;
    expect(page.heard).to.deep.equal([]);
    remove();
  });

it('says what is wrong there, in the words of its language', async () => {
  const {page, room, seen, remove} = await strictPage('ks', 'de');
  room.timeout = -1;
  (await seen('join')).click();
  expect((await seen('error')).textContent).to.include('nicht richtig eingerichtet');
  expect(page.heard).to.deep.equal([]);
  remove();
});

it('would tell of a style that the page does not allow', async () => {
  const {page, remove} = await strictPage('ks', 'en');
  const style = page.document.createElement('style');
  style.textContent = 'p {color: red}';
  page.document.head.append(style);
  while (!page.heard.length) await turn();
  expect(page.heard[0]).to.include('style-src-elem');
  remove();
});
