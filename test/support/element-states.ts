import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Page, Route} from '@playwright/test';

/*
 * Every state of both elements, each in columns of several widths on one page. The page has no server:
 * Playwright answers its requests. The contact sheets and the tests of the appearance use them.
 */

/** An origin for which `localhost` makes the page a secure context. Nothing listens there. */
const PAGE = 'http://localhost:4999';
const KAF = 'http://127.0.0.1:4999';
const DIST = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));

const LONG_NAME = 'W'.repeat(256);
const LONG_LINK = `https://meetings.example.com/${'departments/'.repeat(12)}join/{id}`;

type Answer = 'launch' | 'never' | {status: number; body: object; headers: Record<string, string>};

export interface ElementState {
  readonly name: string;
  readonly html: string;
  /** Answer of the token or create endpoint. */
  readonly answer?: Answer;
  /** Whether the frame's page loads. */
  readonly frame?: 'room' | 'never';
  /** Does what a person would do, once both elements are defined. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** The state that the elements have in the end. */
  readonly until: string;
}

const room = (attributes = '') =>
  `<kaltura-room room-id="1_townhall" token-url="/token" ${attributes}></kaltura-room>`;
const creator = (attributes = '') =>
  `<kaltura-room-creator create-url="/rooms" ${attributes}></kaltura-room-creator>`;

const refuse = (status: number, errorCode: string, headers = {}): Answer => ({
  status,
  body: {success: false, errorCode, error: 'recorded'},
  headers,
});

const failedRoom = (errorCode: string, status: number, headers = {}) => ({
  name: `room ${errorCode}`,
  html: room(),
  answer: refuse(status, errorCode, headers),
  until: 'failed',
});

const submitForms = (page: Page) =>
  page
    .locator('kaltura-room-creator')
    .evaluateAll(forms =>
      forms.forEach(form => form.shadowRoot?.querySelector('form')?.requestSubmit()),
    );

const leaveRooms = (page: Page) =>
  page
    .locator('kaltura-room')
    .evaluateAll((rooms: (HTMLElement & {leave(): void})[]) => rooms.forEach(room => room.leave()));

const created: Answer = {
  status: 201,
  body: {success: true, data: {id: '1_standup0'}},
  headers: {},
};

export const ELEMENT_STATES: readonly ElementState[] = [
  {name: 'room idle', html: room('loading="click"'), until: 'idle'},
  {name: 'room without a room', html: '<kaltura-room></kaltura-room>', until: 'idle'},
  {name: 'room loading', html: room(), answer: 'never', until: 'loading'},
  {name: 'room joining', html: room(), answer: 'launch', frame: 'never', until: 'joining'},
  {name: 'room ready', html: room('controls'), answer: 'launch', frame: 'room', until: 'ready'},
  {
    name: 'room with a warning',
    html: room('controls'),
    answer: 'launch',
    frame: 'room',
    act: async page => {
      await waitForState(page, 'ready');
      await page.evaluate(() => window.dispatchEvent(new Event('offline')));
    },
    until: 'ready',
  },
  {
    name: 'room left',
    html: room('controls'),
    answer: 'launch',
    frame: 'room',
    act: async page => {
      await waitForState(page, 'ready');
      await leaveRooms(page);
    },
    until: 'idle',
  },
  failedRoom('sign-in-required', 401),
  failedRoom('access-denied', 403),
  failedRoom('room-not-found', 404),
  failedRoom('rate-limited', 429, {'Retry-After': '3600'}),
  failedRoom('invalidConfiguration', 502),
  failedRoom('kaltura-refused', 502),
  failedRoom('internalError', 500),
  failedRoom('kaltura-timeout', 504),
  failedRoom('launch-expired', 403),
  failedRoom('endpoint-unreachable', 502),
  failedRoom('endpoint-timeout', 504),
  failedRoom('offline', 502),
  failedRoom('tab-blocked', 502),
  failedRoom('frame-blocked', 502),
  {
    name: 'room frame-timeout',
    html: room('timeout="2"'),
    answer: 'launch',
    frame: 'never',
    until: 'failed',
  },
  {name: 'creator editing', html: creator(), until: 'editing'},
  {
    name: 'creator with all fields',
    html: creator(
      `expanded allow-another defaults='{"name": "Weekly stand-up", "description": "Every Monday", "tags": "team, weekly", "roomModeratorUserIds": ["jane", "omar"]}' templates='[{"id": "1_classic0", "name": "Classic room"}, {"id": "1_webinar0", "name": "Webinar stage"}]'`,
    ),
    until: 'editing',
  },
  {name: 'creator invalid', html: creator(), act: submitForms, until: 'editing'},
  {
    name: 'creator creating',
    html: creator(`defaults='{"name": "Weekly stand-up"}'`),
    answer: 'never',
    act: submitForms,
    until: 'creating',
  },
  {
    name: 'creator created',
    html: creator(
      `defaults='{"name": "Weekly stand-up"}' allow-another share-url="https://www.example.com/join/{id}"`,
    ),
    answer: created,
    act: submitForms,
    until: 'created',
  },
  {
    name: 'creator created, long',
    html: creator(`defaults='{"name": "${LONG_NAME}"}' allow-another share-url="${LONG_LINK}"`),
    answer: created,
    act: submitForms,
    until: 'created',
  },
  {
    name: 'creator failed',
    html: creator(`defaults='{"name": "Weekly stand-up"}'`),
    answer: refuse(502, 'invalidConfiguration'),
    act: submitForms,
    until: 'failed',
  },
  {
    name: 'creator with an earlier attempt',
    html: creator(`defaults='{"name": "Weekly stand-up"}' draft-key="sheet"`),
    answer: refuse(500, 'internalError'),
    act: async page => {
      await submitForms(page);
      await waitForState(page, 'failed');
      await page.reload();
      await waitForElements(page);
    },
    until: 'editing',
  },
];

export interface StateOptions {
  /** Widths of the columns, in CSS pixels. */
  readonly widths: readonly number[];
  readonly lang: string;
  /** Style sheet of the page. */
  readonly css?: string;
}

/** Opens a page with a column for each width, and brings each element into the state. */
export async function openState(
  page: Page,
  {html, answer = 'never', frame = 'never', act, until}: ElementState,
  {widths, lang, css = ''}: StateOptions,
): Promise<void> {
  // A session of version 2 starts like this.
  const ks = Buffer.from('v2|1|recorded').toString('base64');
  const launch = {success: true, data: {kafUrl: KAF, ks}};
  await page.route(`${KAF}/**`, route =>
    frame === 'room' ? route.fulfill({contentType: 'text/html', body: ROOM_PAGE}) : undefined,
  );
  await page.route(`${PAGE}/**`, route => {
    const {pathname} = new URL(route.request().url());
    if (pathname === '/')
      return route.fulfill({contentType: 'text/html', body: buildPage(html, widths, lang, css)});
    if (pathname.startsWith('/cdn/')) return fulfillScript(route, pathname.slice('/cdn/'.length));
    if (answer === 'never') return;
    if (answer === 'launch') return route.fulfill({json: launch});
    return route.fulfill({status: answer.status, json: answer.body, headers: answer.headers});
  });
  await page.goto(`${PAGE}/`);
  await waitForElements(page);
  await act?.(page);
  await waitForState(page, until);
}

async function waitForElements(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const element of document.querySelectorAll('kaltura-room, kaltura-room-creator')) {
      await customElements.whenDefined(element.localName);
      await (element as Element & {updateComplete: Promise<unknown>}).updateComplete;
    }
  });
}

/** Waits until every element of the page has the state. */
const waitForState = (page: Page, state: string) =>
  page.waitForFunction(
    name =>
      Array.from(document.querySelectorAll('kaltura-room, kaltura-room-creator')).every(element =>
        element.matches(`:state(${name})`),
      ),
    state,
  );

const fulfillScript = (route: Route, path: string) =>
  route.fulfill({contentType: 'text/javascript', body: readFileSync(DIST + path)});

/** The page of the frame. Its message confirms the room. */
const ROOM_PAGE = `<!doctype html>
<html lang="en"><title>Room</title>
<style>body { display: grid; place-items: center; block-size: 100vh; margin: 0; background: #243447; color: #fff; font: 1rem sans-serif; }</style>
<p>The meeting</p>
<script>parent.postMessage({subject: 'recorded'}, '*')</script>
</html>`;

function buildPage(html: string, widths: readonly number[], lang: string, css: string): string {
  const columns = widths.map(width => `<section class="w${width}">${html}</section>`).join('');
  const rules = widths.map(width => `.w${width} { inline-size: ${width}px; }`).join(' ');
  const dir = lang === 'he' || lang === 'ar' ? 'rtl' : 'ltr';
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<meta charset="utf-8"><title>States</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif;
    color: light-dark(#1c2430, #e8ecf2); background: light-dark(#fff, #151b24); }
  body { display: flex; flex-wrap: wrap; align-items: start; gap: 24px; margin: 24px; }
  ${rules}
  ${css}
</style>
<script type="module" src="/cdn/kaltura-room.js"></script>
${columns}
</html>`;
}
