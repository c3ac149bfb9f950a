import type {Page} from '@playwright/test';
import {expect, test} from './set-up.js';

/*
 * Wherever a page puts the element, and whenever: it opens there, or says why it does not.
 */

const ROOM = {'room-id': '1_townhall', 'token-url': '/api/kaltura/token'};

/** Places a room by `place`, which answers the document that it is in; `late` gets the script first after it. */
async function placed(
  page: Page,
  url: string,
  place: (attributes: Record<string, string>) => unknown,
  {late = false} = {},
): Promise<void> {
  // A page of the site's own without a script.
  await page.goto(`${url}/demo.css`);
  const load = () =>
    page.evaluate(async script => {
      await import(script);
    }, '/dist/cdn/kaltura-room.js');
  if (!late) await load();
  await page.evaluate(place, ROOM);
  if (late) await load();
}

/** How many rooms of all those placed are open. */
const open = (page: Page) =>
  page.evaluate(
    () =>
      [...((globalThis as {rooms?: Set<HTMLElement & {state: string}>}).rooms ?? [])].filter(
        ({state}) => state === 'ready',
      ).length,
  );

const PLACES: Record<string, (attributes: Record<string, string>) => void> = {
  'in the page': attributes => {
    const room = document.createElement('kaltura-room');
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    document.body.append(room);
    Object.assign(globalThis, {rooms: new Set([room])});
  },
  'in a template that is cloned twice': attributes => {
    const template = document.createElement('template');
    const room = template.content.ownerDocument.createElement('kaltura-room');
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    template.content.append(room);
    document.body.append(
      template,
      template.content.cloneNode(true),
      document.importNode(template.content, true),
    );
    Object.assign(globalThis, {rooms: new Set(document.querySelectorAll('kaltura-room'))});
  },
  'in a closed shadow root': attributes => {
    const host = document.createElement('div');
    const room = document.createElement('kaltura-room');
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    host.attachShadow({mode: 'closed'}).append(room);
    document.body.append(host);
    Object.assign(globalThis, {rooms: new Set([room])});
  },
  'in a frame of the page’s own': attributes => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const room = document.createElement('kaltura-room');
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    frame.contentDocument!.body.append(room);
    Object.assign(globalThis, {rooms: new Set([room])});
  },
  'in the page, and then in a frame of the page’s own': attributes => {
    const room = document.createElement('kaltura-room');
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    document.body.append(room);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    room.addEventListener('kaltura-room-ready', () => frame.contentDocument!.body.append(room), {
      once: true,
    });
    Object.assign(globalThis, {rooms: new Set([room])});
  },
};

for (const [where, place] of Object.entries(PLACES)) {
  const many = where.includes('twice') ? 2 : 1;
  test(`a room ${where} opens, and looks as everywhere`, async ({page, demo, noise}) => {
    await placed(page, demo.url, place);
    await expect.poll(() => open(page)).toBe(many);
    if (where.includes('then'))
      await page.waitForFunction(() =>
        [...(globalThis as unknown as {rooms: Set<Element>}).rooms].every(
          room => room.ownerDocument !== document,
        ),
      );
    await expect.poll(() => open(page)).toBe(many);
    const displays = await page.evaluate(() =>
      [...(globalThis as unknown as {rooms: Set<Element>}).rooms].map(
        room => room.ownerDocument.defaultView!.getComputedStyle(room).display,
      ),
    );
    expect(new Set(displays)).toEqual(new Set(['flex']));
    expect(noise.filter(line => !line.includes('favicon'))).toEqual([]);
  });

  if (!where.includes('frame') && !where.includes('closed'))
    test(`a room ${where} before the script opens once the script is there`, async ({
      page,
      demo,
    }) => {
      await placed(page, demo.url, place, {late: true});
      await expect.poll(() => open(page)).toBe(many);
    });
}

test('what was set before the script is not lost', async ({page, demo}) => {
  const asked = page.waitForRequest('**/token');
  await placed(
    page,
    demo.url,
    () => {
      const room = document.createElement('kaltura-room');
      Object.assign(room, {
        ...{roomId: '1_townhall', tokenUrl: '/api/kaltura/token'},
        headers: {'x-app': 'page'},
      });
      document.body.append(room);
      Object.assign(globalThis, {rooms: new Set([room])});
    },
    {late: true},
  );
  expect((await asked).headers()['x-app']).toBe('page');
  await expect.poll(() => open(page)).toBe(1);
});

test('a clone of an open room opens by itself, and leaves the first as it is', async ({
  page,
  demo,
  requests,
}) => {
  await placed(page, demo.url, PLACES['in the page']!);
  await expect.poll(() => open(page)).toBe(1);
  await page.evaluate(() => {
    const {rooms} = globalThis as unknown as {rooms: Set<Element>};
    const clone = [...rooms][0]!.cloneNode(true) as Element;
    document.body.append(clone);
    rooms.add(clone);
  });
  await expect.poll(() => open(page)).toBe(2);
  expect(requests).toEqual(['POST /api/kaltura/token', 'POST /api/kaltura/token']);
});

test('in a popup it opens, and looks as everywhere', async ({page, demo}) => {
  await placed(page, demo.url, () => {});
  const opened = page.waitForEvent('popup');
  await page.evaluate(attributes => {
    const {document: blank} = window.open('', '_blank', 'width=600,height=400')!;
    const room = document.createElement('kaltura-room');
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    blank.body.append(room);
    Object.assign(globalThis, {rooms: new Set([room])});
  }, ROOM);
  const popup = await opened;
  await expect.poll(() => open(page)).toBe(1);
  const room = popup.locator('kaltura-room');
  expect(await room.evaluate(element => getComputedStyle(element).display)).toBe('flex');
  await expect(popup.frameLocator('kaltura-room iframe').getByRole('heading')).toContainText(
    'Town hall',
  );
});
