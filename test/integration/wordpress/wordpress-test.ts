import assert from 'node:assert/strict';
import {expect as baseExpect, type FrameLocator, type Page} from '@playwright/test';
import type {Browser} from '@playwright/test';
import {decodeKs, type CreationOutcome} from '../../../dist/server/index.js';
import type {Simulator} from '../../../dist/simulator/index.js';
import type {Site} from './site.js';
import {recordResponse, type Users} from './users.js';

/** Waits longer than by default, because the machine may be busy. */
export const expect = baseExpect.configure({timeout: 15_000});

/** The site, the simulator that it calls, and the users. */
export interface TestContext extends Users {
  readonly site: Site;
  readonly simulator: Simulator;
  readonly browser: Browser;
  /** The separate host backend. */
  readonly nodeBackend: {readonly url: string};
  /** Refusals of the simulator. */
  readonly refusals: readonly string[];
}

export interface WordPressTest {
  readonly name: string;
  readonly run: (context: TestContext) => Promise<void>;
}

export const ROUTES = '/wp-json/kaltura-room/v1';
export const TOKEN_ROUTE = `${ROUTES}/token`;
export const ROOMS_ROUTE = `${ROUTES}/rooms`;

/** A response in the envelope of the contract. */
export interface RouteResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly success: boolean;
  readonly data?: Record<string, unknown>;
  readonly errorCode?: string;
  readonly error?: string;
  readonly outcome?: string;
}

/** Posts with the cookies of the page's user and with only these headers. */
export async function post(
  page: Page,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<RouteResponse> {
  const response = await page.request.post(path, {
    data: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {'content-type': 'application/json', ...headers},
  });
  const text = await response.text();
  recordResponse(JSON.stringify(response.headers()) + text);
  assert.equal(response.headers()['cache-control'], 'no-store', text);
  assert.match(response.headers()['content-type'] ?? '', /^application\/json\b/, text);
  const envelope = JSON.parse(text) as Omit<RouteResponse, 'status' | 'headers'>;
  assert.equal(envelope.success, response.ok(), text);
  return {status: response.status(), headers: response.headers(), ...envelope};
}

/**
 * Asserts that a response is this error, without data.
 * @param outcome only for a request to create a room
 */
export function assertError(
  response: RouteResponse,
  status: number,
  errorCode: string,
  outcome?: CreationOutcome,
): void {
  assert.equal(response.status, status, response.error);
  assert.equal(response.errorCode, errorCode, response.error);
  assert.equal(response.outcome, outcome);
  assert.equal(typeof response.error, 'string');
  assert.equal(response.data, undefined);
}

/** Returns the `headers` attribute of an element on a page. Visitors have none. */
export async function fetchHeaders(page: Page, path: string, element = 'kaltura-room') {
  const response = await page.request.get(path);
  const markup = await response.text();
  recordResponse(markup);
  assert.match(markup, new RegExp(`<${element} `));
  const headers = new RegExp(`<${element} [^>]*headers="([^"]*)"`).exec(markup)?.[1] ?? '{}';
  return JSON.parse(headers.replaceAll('&quot;', '"')) as Record<string, string>;
}

/** Inserts a post, and returns its ID. */
export const insertPost = ({site}: TestContext, fields: object): Promise<string> =>
  site.runScript('insert_post', JSON.stringify({post_title: 'Rooms', ...fields}));

/** Runs `check` while the site has further PHP code. */
export async function runWithCode(
  {installCode}: Site,
  php: string,
  check: () => Promise<void>,
): Promise<void> {
  await installCode(php);
  try {
    await check();
  } finally {
    await installCode('');
  }
}

/** Opens a page, and returns the frame of the open room and the content of its KS. */
export async function joinRoom({simulator}: TestContext, page: Page, url: string) {
  const responsePromise = page.waitForResponse(/\/token$/);
  await page.goto(url);
  const {data} = (await (await responsePromise).json()) as {data: {ks: string}};
  return {room: await waitForRoom(page), session: decodeKs(data.ks, simulator.adminSecret)};
}

/** Waits until the room is open, and returns its frame. */
export async function waitForRoom(page: Page): Promise<FrameLocator> {
  await expect
    .poll(() =>
      page.locator('kaltura-room').evaluate(room => (room as HTMLElement & {state?: string}).state),
    )
    .toBe('ready');
  return page.frameLocator('kaltura-room iframe');
}
