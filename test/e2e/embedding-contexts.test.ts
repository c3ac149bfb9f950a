import type {Page} from '@playwright/test';
import {expect, test} from './set-up.js';

/*
 * Elements in different places of a page, inserted before or after the script.
 */

type InsertedElement = Element & {
  readonly state?: string;
  readonly updateComplete?: Promise<unknown>;
};

declare global {
  interface Window {
    /** The inserted elements. */
    elements: Set<InsertedElement>;
  }
}

/** Description of an element that a test inserts. */
interface ElementSpec {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}
const ROOM: ElementSpec = {
  tag: 'kaltura-room',
  attributes: {'room-id': '1_townhall', 'token-url': '/api/kaltura/token'},
};
const FORM: ElementSpec = {
  tag: 'kaltura-room-creator',
  attributes: {'create-url': '/api/kaltura/rooms'},
};

/**
 * Runs `insert` in a page. It inserts elements and stores them in the global `elements`. If `isScriptLate`
 * is set, the page loads the script after that.
 */
async function insertElements(
  page: Page,
  url: string,
  insert: (spec: ElementSpec) => unknown,
  {isScriptLate = false, spec = ROOM} = {},
): Promise<void> {
  // This page of the same origin has no script.
  await page.goto(`${url}/demo.css`);
  const load = () =>
    page.evaluate(async script => {
      await import(script);
    }, '/dist/cdn/kaltura-room.js');
  if (!isScriptLate) await load();
  await page.evaluate(insert, spec);
  if (isScriptLate) await load();
}

/** Counts the inserted rooms that are open. */
const countOpenRooms = (page: Page) =>
  page.evaluate(() => [...(window.elements ?? [])].filter(({state}) => state === 'ready').length);

interface Context {
  /** The place of the element, which completes a test name. */
  readonly name: string;
  readonly insert: (spec: ElementSpec) => void;
  /** The number of inserted elements. */
  readonly count?: number;
  /** Whether the element moves to another document. */
  readonly isMoved?: boolean;
  /** Whether a test also loads the script after the insertion. */
  readonly isTestedWithLateScript?: boolean;
}

const IN_PAGE: Context = {
  name: 'in the page',
  isTestedWithLateScript: true,
  insert: ({tag, attributes}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
    window.elements = new Set([element]);
  },
};

const CONTEXTS: readonly Context[] = [
  IN_PAGE,
  {
    name: 'in a template that is cloned twice',
    count: 2,
    isTestedWithLateScript: true,
    insert: ({tag, attributes}) => {
      const template = document.createElement('template');
      const element = template.content.ownerDocument.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      template.content.append(element);
      document.body.append(
        template,
        template.content.cloneNode(true),
        document.importNode(template.content, true),
      );
      window.elements = new Set(document.querySelectorAll(tag));
    },
  },
  {
    name: 'in a closed shadow root',
    insert: ({tag, attributes}) => {
      const host = document.createElement('div');
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      host.attachShadow({mode: 'closed'}).append(element);
      document.body.append(host);
      window.elements = new Set([element]);
    },
  },
  {
    name: 'in a frame of the same origin',
    insert: ({tag, attributes}) => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      frame.contentDocument!.body.append(element);
      window.elements = new Set([element]);
    },
  },
  {
    name: 'that moves from the page to a frame of the same origin',
    isMoved: true,
    insert: ({tag, attributes}) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const move = () => frame.contentDocument!.body.append(element);
      if (tag === 'kaltura-room')
        element.addEventListener('kaltura-room-ready', move, {once: true});
      else
        void (element as unknown as {updateComplete: Promise<unknown>}).updateComplete.then(move);
      window.elements = new Set([element]);
    },
  },
];

const isInOtherDocument = () => [...window.elements].every(room => room.ownerDocument !== document);

/** Waits for each inserted form, fills it in and submits it. */
const createInEach = (page: Page) =>
  page.evaluate(async () => {
    for (const form of window.elements) {
      await form.updateComplete;
      const name = form.shadowRoot!.querySelector('input')!;
      name.value = 'Ours';
      name.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
      form.shadowRoot!.querySelector('form')!.requestSubmit();
    }
  });

/** Counts the inserted forms that have created their room. */
const countCreatedRooms = (page: Page) =>
  page.evaluate(() => [...window.elements].filter(({state}) => state === 'created').length);

/** Returns the layout and the first label of each inserted form. */
const describeForms = () =>
  [...window.elements].map(form => {
    const getStyle = (element: Element) =>
      form.ownerDocument.defaultView!.getComputedStyle(element);
    const label = form.shadowRoot!.querySelector('label')!;
    const {display} = getStyle(form.shadowRoot!.querySelector('[part~=fields]')!);
    return `${getStyle(form).display}, ${display} of labels: ${label.textContent.trim()}`;
  });

for (const {name, insert, count = 1, isMoved, isTestedWithLateScript} of CONTEXTS) {
  test(`a room ${name} opens with the usual styles`, async ({page, demo, consoleMessages}) => {
    await insertElements(page, demo.url, insert);
    await expect.poll(() => countOpenRooms(page)).toBe(count);
    if (isMoved) await page.waitForFunction(isInOtherDocument);
    await expect.poll(() => countOpenRooms(page)).toBe(count);
    const displays = await page.evaluate(() =>
      [...window.elements].map(
        room => room.ownerDocument.defaultView!.getComputedStyle(room).display,
      ),
    );
    expect(new Set(displays)).toEqual(new Set(['flex']));
    expect(consoleMessages).toEqual([]);
  });

  test(`a form ${name} creates a room with the usual styles`, async ({
    page,
    demo,
    consoleMessages,
  }) => {
    await insertElements(page, demo.url, insert, {spec: FORM});
    if (isMoved) await page.waitForFunction(isInOtherDocument);
    await createInEach(page);
    await expect.poll(() => countCreatedRooms(page)).toBe(count);
    expect(new Set(await page.evaluate(describeForms))).toEqual(
      new Set(['block, grid of labels: Room name']),
    );
    expect(demo.simulator.counts['create-room']).toBe(count);
    expect(consoleMessages).toEqual([]);
  });

  if (isTestedWithLateScript)
    test(`a room ${name} opens after a late script`, async ({page, demo}) => {
      await insertElements(page, demo.url, insert, {isScriptLate: true});
      await expect.poll(() => countOpenRooms(page)).toBe(count);
    });
}

test('properties that are set before the script take effect', async ({page, demo}) => {
  const request = page.waitForRequest('**/token');
  await insertElements(
    page,
    demo.url,
    () => {
      const room = document.createElement('kaltura-room');
      Object.assign(room, {
        roomId: '1_townhall',
        tokenUrl: '/api/kaltura/token',
        headers: {'x-app': 'page'},
      });
      document.body.append(room);
      window.elements = new Set([room]);
    },
    {isScriptLate: true},
  );
  expect((await request).headers()['x-app']).toBe('page');
  await expect.poll(() => countOpenRooms(page)).toBe(1);
});

test('a clone of an open room opens, and the first room stays open', async ({
  page,
  demo,
  requests,
}) => {
  await insertElements(page, demo.url, IN_PAGE.insert);
  await expect.poll(() => countOpenRooms(page)).toBe(1);
  await page.evaluate(() => {
    const clone = [...window.elements][0]!.cloneNode(true) as Element;
    document.body.append(clone);
    window.elements.add(clone);
  });
  await expect.poll(() => countOpenRooms(page)).toBe(2);
  expect(requests).toEqual(['POST /api/kaltura/token', 'POST /api/kaltura/token']);
});

test('a room in a popup opens with the usual styles', async ({page, demo}) => {
  await insertElements(page, demo.url, () => {});
  const opened = page.waitForEvent('popup');
  await page.evaluate(({attributes}) => {
    const {document: popupDocument} = window.open('', '_blank', 'width=600,height=400')!;
    const room = document.createElement('kaltura-room');
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    popupDocument.body.append(room);
    window.elements = new Set([room]);
  }, ROOM);
  const popup = await opened;
  await expect.poll(() => countOpenRooms(page)).toBe(1);
  const room = popup.locator('kaltura-room');
  expect(await room.evaluate(element => getComputedStyle(element).display)).toBe('flex');
  await expect(popup.frameLocator('kaltura-room iframe').getByRole('heading')).toContainText(
    'Town hall',
  );
});

test('a form in a popup creates a room with the usual styles', async ({page, demo}) => {
  await insertElements(page, demo.url, () => {});
  const opened = page.waitForEvent('popup');
  await page.evaluate(({tag, attributes}) => {
    const {document: popupDocument} = window.open('', '_blank', 'width=600,height=400')!;
    const form = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, value);
    popupDocument.body.append(form);
    window.elements = new Set([form]);
  }, FORM);
  const popup = await opened;
  await popup.getByLabel('Room name').fill('Ours');
  await popup.getByRole('button', {name: 'Create room'}).click();
  await expect.poll(() => countCreatedRooms(page)).toBe(1);
  expect(await page.evaluate(describeForms)).toEqual(['block, grid of labels: Room name']);
});
