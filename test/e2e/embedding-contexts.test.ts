import type {Page} from '@playwright/test';
import {expect, test} from './set-up.js';

/*
 * Elements in different places of a page, inserted before or after the script.
 */

/** An element as it is to be placed. */
interface Placed {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}
const ROOM: Placed = {
  tag: 'kaltura-room',
  attributes: {'room-id': '1_townhall', 'token-url': '/api/kaltura/token'},
};
const FORM: Placed = {
  tag: 'kaltura-room-creator',
  attributes: {'create-url': '/api/kaltura/rooms'},
};

/** Places an element by `place`, which keeps it in `rooms`; `late` gets the script first after it. */
async function placed(
  page: Page,
  url: string,
  place: (what: Placed) => unknown,
  {late = false, what = ROOM} = {},
): Promise<void> {
  // A page of the site's own without a script.
  await page.goto(`${url}/demo.css`);
  const load = () =>
    page.evaluate(async script => {
      await import(script);
    }, '/dist/cdn/kaltura-room.js');
  if (!late) await load();
  await page.evaluate(place, what);
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

const PLACES: Record<string, (what: Placed) => void> = {
  'in the page': ({tag, attributes}) => {
    const room = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    document.body.append(room);
    Object.assign(globalThis, {rooms: new Set([room])});
  },
  'in a template that is cloned twice': ({tag, attributes}) => {
    const template = document.createElement('template');
    const room = template.content.ownerDocument.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    template.content.append(room);
    document.body.append(
      template,
      template.content.cloneNode(true),
      document.importNode(template.content, true),
    );
    Object.assign(globalThis, {rooms: new Set(document.querySelectorAll(tag))});
  },
  'in a closed shadow root': ({tag, attributes}) => {
    const host = document.createElement('div');
    const room = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    host.attachShadow({mode: 'closed'}).append(room);
    document.body.append(host);
    Object.assign(globalThis, {rooms: new Set([room])});
  },
  'in a frame of the page’s own': ({tag, attributes}) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const room = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    frame.contentDocument!.body.append(room);
    Object.assign(globalThis, {rooms: new Set([room])});
  },
  'in the page, and then in a frame of the page’s own': ({tag, attributes}) => {
    const room = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    document.body.append(room);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const move = () => frame.contentDocument!.body.append(room);
    if (tag === 'kaltura-room') room.addEventListener('kaltura-room-ready', move, {once: true});
    else void (room as unknown as {updateComplete: Promise<unknown>}).updateComplete.then(move);
    Object.assign(globalThis, {rooms: new Set([room])});
  },
};

const isElsewhere = () =>
  [...(globalThis as unknown as {rooms: Set<Element>}).rooms].every(
    room => room.ownerDocument !== document,
  );

/** Fills in and submits each form that was placed, once it is there. */
const createInEach = (page: Page) =>
  page.evaluate(async () => {
    const {rooms} = globalThis as unknown as {
      rooms: Set<Element & {updateComplete: Promise<unknown>}>;
    };
    for (const form of rooms) {
      await form.updateComplete;
      const name = form.shadowRoot!.querySelector('input')!;
      name.value = 'Ours';
      name.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
      form.shadowRoot!.querySelector('form')!.requestSubmit();
    }
  });

/** How many forms of all those placed have created their room. */
const created = (page: Page) =>
  page.evaluate(
    () =>
      [...(globalThis as unknown as {rooms: Set<Element & {state: string}>}).rooms].filter(
        ({state}) => state === 'created',
      ).length,
  );

/** How each form that was placed is laid out, and its first label. */
const looks = () =>
  [...(globalThis as unknown as {rooms: Set<Element>}).rooms].map(form => {
    const styleOf = (element: Element) => form.ownerDocument.defaultView!.getComputedStyle(element);
    const label = form.shadowRoot!.querySelector('label')!;
    const {display} = styleOf(form.shadowRoot!.querySelector('[part~=fields]')!);
    return `${styleOf(form).display}, ${display} of labels: ${label.textContent.trim()}`;
  });

for (const [where, place] of Object.entries(PLACES)) {
  const many = where.includes('twice') ? 2 : 1;
  test(`a room ${where} opens with the usual styles`, async ({page, demo, noise}) => {
    await placed(page, demo.url, place);
    await expect.poll(() => open(page)).toBe(many);
    if (where.includes('then')) await page.waitForFunction(isElsewhere);
    await expect.poll(() => open(page)).toBe(many);
    const displays = await page.evaluate(() =>
      [...(globalThis as unknown as {rooms: Set<Element>}).rooms].map(
        room => room.ownerDocument.defaultView!.getComputedStyle(room).display,
      ),
    );
    expect(new Set(displays)).toEqual(new Set(['flex']));
    expect(noise.filter(line => !line.includes('favicon'))).toEqual([]);
  });

  test(`a form ${where} creates a room with the usual styles`, async ({page, demo, noise}) => {
    await placed(page, demo.url, place, {what: FORM});
    if (where.includes('then')) await page.waitForFunction(isElsewhere);
    await createInEach(page);
    await expect.poll(() => created(page)).toBe(many);
    expect(new Set(await page.evaluate(looks))).toEqual(
      new Set(['block, grid of labels: Room name']),
    );
    expect(demo.simulator.counts['create-room']).toBe(many);
    expect(noise.filter(line => !line.includes('favicon'))).toEqual([]);
  });

  if (!where.includes('frame') && !where.includes('closed'))
    test(`a room ${where} opens after a late script`, async ({page, demo}) => {
      await placed(page, demo.url, place, {late: true});
      await expect.poll(() => open(page)).toBe(many);
    });
}

test('properties that are set before the script take effect', async ({page, demo}) => {
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

test('a clone of an open room opens, and the first room stays open', async ({
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

test('a room in a popup opens with the usual styles', async ({page, demo}) => {
  await placed(page, demo.url, () => {});
  const opened = page.waitForEvent('popup');
  await page.evaluate(({attributes}) => {
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

test('a form in a popup creates a room with the usual styles', async ({page, demo}) => {
  await placed(page, demo.url, () => {});
  const opened = page.waitForEvent('popup');
  await page.evaluate(({tag, attributes}) => {
    const {document: blank} = window.open('', '_blank', 'width=600,height=400')!;
    const form = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, value);
    blank.body.append(form);
    Object.assign(globalThis, {rooms: new Set([form])});
  }, FORM);
  const popup = await opened;
  await popup.getByLabel('Room name').fill('Ours');
  await popup.getByRole('button', {name: 'Create room'}).click();
  await expect.poll(() => created(page)).toBe(1);
  expect(await page.evaluate(looks)).toEqual(['block, grid of labels: Room name']);
});
