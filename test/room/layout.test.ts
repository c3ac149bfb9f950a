import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.js';
import type {KalturaRoomElement} from '../../src/index.js';
import {waitUntil} from '../support/events.js';
import {ROOM, getFrame, getPart, openRoom, renderRoom} from '../support/room-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

/** Minimum height of a room without a height of its own: `min(30rem, 100svh)`. */
const getMinHeight = () => Math.min(480, window.innerHeight);

describe('the height of a room', () => {
  for (const {name, width, expected} of [
    {
      name: '30 rem or the height of a lower window, in a narrow column',
      width: 390,
      expected: getMinHeight,
    },
    {name: '9/16 of the width, in a wide column', width: 1280, expected: () => 720},
  ])
    it(`is ${name}`, async () => {
      const box = await fixture<HTMLElement>(
        html`<div style="inline-size: ${width}px"><kaltura-room></kaltura-room></div>`,
      );
      const room = box.querySelector('kaltura-room')!;
      expect(room.getBoundingClientRect().height).to.equal(expected());
      expect(box.getBoundingClientRect().height).to.equal(expected());
    });

  for (const {name, parent, child} of [
    {
      name: 'a box with padding in per cent, such as Bootstrap’s `.ratio`',
      parent: 'position: relative; padding-block-start: 56.25%',
      child: 'position: absolute; top: 0; left: 0; width: 100%; height: 100%',
    },
    {
      name: 'a box with padding in per cent and `inset: 0`',
      parent: 'position: relative; padding-block-start: 56.25%',
      child: 'position: absolute; inset: 0',
    },
    {
      name: 'a column of 300 px with `flex: 1`',
      parent: 'block-size: 300px; display: flex; flex-direction: column',
      child: 'flex: 1',
    },
    {
      name: 'a grid of 300 px',
      parent: 'block-size: 300px; display: grid; grid-template-rows: minmax(0, 1fr)',
      child: '',
    },
    {
      name: 'a box of 300 px with `height: 100%`',
      parent: 'block-size: 300px',
      child: 'height: 100%',
    },
    {name: 'a room of 200 px', parent: '', child: 'height: 200px'},
    {name: 'a room of at most 200 px', parent: '', child: 'max-height: 200px'},
    {name: 'a room with `aspect-ratio: 2`', parent: '', child: 'aspect-ratio: 2'},
  ])
    it(`leaves the next element uncovered: ${name}`, async () => {
      const rendered = await renderRoom(
        html`<div style="inline-size: 390px">
          <div style=${parent} class="parent">
            <kaltura-room
              style=${child}
              room-id=${ROOM}
              token-url="/token"
              loading="click"
            ></kaltura-room>
          </div>
          <p>Next</p>
        </div>`,
      );
      const {room} = rendered;
      const expectNoOverlap = () => {
        const {bottom, height} = room.getBoundingClientRect();
        expect(height).to.be.within(190, 301);
        const parent = room.parentElement!;
        expect(parent.scrollHeight, 'scroll height').to.equal(parent.clientHeight);
        expect(bottom).to.be.at.most(
          room.parentElement!.nextElementSibling!.getBoundingClientRect().top,
        );
      };
      expectNoOverlap();
      room.join();
      const frame = await openRoom(rendered);
      expectNoOverlap();
      expect(frame.getBoundingClientRect().height).to.be.closeTo(room.clientHeight, 0.5);
    });
});

describe('the width of a room', () => {
  for (const {name, parent, child} of [
    {name: 'in a row', parent: 'display: flex', child: ''},
    {name: 'in a centered column', parent: 'display: grid; place-items: center', child: ''},
    {
      name: 'with `inline-block` and a height',
      parent: '',
      child: 'display: inline-block; height: 300px',
    },
  ])
    it(`fills a narrow parent ${name}`, async () => {
      const box = await fixture<HTMLElement>(
        html`<div style="inline-size: 390px; ${parent}">
          <kaltura-room style=${child}></kaltura-room>
        </div>`,
      );
      const {width} = box.querySelector('kaltura-room')!.getBoundingClientRect();
      expect(width).to.be.closeTo(390, 0.5);
    });
});

describe('the style that reserves the space of a room', () => {
  for (const {name, width, style} of [
    {name: 'a narrow column', width: 390, style: ''},
    {name: 'a wide column', width: 1280, style: ''},
    {name: 'a box of 200 px', width: 390, style: 'block-size: 200px'},
  ])
    it(`has the height of the room in ${name}`, async () => {
      const box = await fixture<HTMLElement>(
        html`<div style="inline-size: ${width}px">
          <style>
            x-room {
              display: block;
              overflow: clip;
            }
            x-room::before {
              content: '';
              display: block;
              aspect-ratio: 16 / 9;
              min-block-size: min(30rem, 100svh);
            }
          </style>
          <x-room style=${style}></x-room>
          <kaltura-room style=${style}></kaltura-room>
        </div>`,
      );
      const height = (selector: string) =>
        box.querySelector(selector)!.getBoundingClientRect().height;
      expect(height('x-room')).to.be.closeTo(height('kaltura-room'), 0.5);
      expect(box.scrollHeight).to.equal(box.clientHeight);
    });
});

describe('the banner of a warning', () => {
  /** Sets the language of the room, and waits until the banner is in it. */
  async function translate(room: KalturaRoomElement, lang: string) {
    const before = getPart(room, 'warning')!.textContent;
    room.lang = lang;
    await waitUntil(() => lang === 'en' || getPart(room, 'warning')!.textContent !== before);
  }

  // Not a stub of `isSecureContext`: WebKit may go on to use the original of that.
  before(() =>
    stubProperty(HTMLIFrameElement.prototype, 'featurePolicy', {
      features: () => ['camera'],
      allowsFeature: () => false,
    }),
  );
  after(restoreProperties);

  for (const lang of ['en', 'ar', 'de', 'es', 'fr', 'he'])
    it(`shows its whole text, and its buttons above the frame, in lang="${lang}"`, async () => {
      const rendered = await renderRoom(
        html`<kaltura-room room-id=${ROOM} token-url="/token" controls></kaltura-room>`,
      );
      const {room} = rendered;
      await openRoom(rendered);
      await waitUntil(() => getPart(room, 'warning'));
      await translate(room, lang);
      for (const width of [320, 390, 768, 1280]) {
        room.style.inlineSize = `${width}px`;
        room.style.maxInlineSize = 'none';
        const banners = getPart(room, 'warning')!.parentElement!;
        expect(banners.scrollHeight, `height at ${width} px`).to.equal(banners.clientHeight);
        const box = room.getBoundingClientRect();
        const frame = getFrame(room)!.getBoundingClientRect();
        expect(frame.height, `frame at ${width} px`).to.be.greaterThan(150);
        for (const button of banners.querySelectorAll('button')) {
          const {left, right, top, bottom} = button.getBoundingClientRect();
          expect([left >= box.left, right <= box.right, top >= box.top]).to.deep.equal([
            true,
            true,
            true,
          ]);
          expect(bottom, `bottom at ${width} px`).to.be.at.most(frame.top);
        }
      }
    });
});
