import assert from 'node:assert/strict';
import {expect as usual, type Browser, type FrameLocator, type Page} from '@playwright/test';
import {decodeKs, type CreationOutcome} from '../../dist/server/index.js';
import type {Simulator} from '../../dist/simulator/index.js';
import {keep, type People} from './people.js';
import type {Site} from './site.js';

/** With time for a machine that is busy. */
export const expect = usual.configure({timeout: 15_000});

/** The site, the Kaltura that it asks, and who is there. */
export interface World extends People {
  readonly site: Site;
  readonly simulator: Simulator;
  readonly browser: Browser;
  readonly node: {readonly url: string};
  /** Whom the simulator kept out, and why. */
  readonly refusals: readonly string[];
}

/** A test: a sentence, and what must hold. */
export type Row = readonly [sentence: string, check: (world: World) => Promise<void>];

export const ROUTES = '/wp-json/kaltura-room/v1';

/** An answer, in its envelope. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly success: boolean;
  readonly data?: Record<string, unknown>;
  readonly errorCode?: string;
  readonly error?: string;
  readonly outcome?: string;
}

/** Posts with this person's cookies and these headers alone, as no page would. */
export async function post(
  page: Page,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await page.request.post(path, {
    data: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {'content-type': 'application/json', ...headers},
  });
  const text = await answer.text();
  keep(JSON.stringify(answer.headers()) + text);
  assert.equal(answer.headers()['cache-control'], 'no-store', text);
  assert.match(answer.headers()['content-type'] ?? '', /^application\/json\b/, text);
  const envelope = JSON.parse(text) as Omit<Answer, 'status' | 'headers'>;
  assert.equal(envelope.success, answer.ok(), text);
  return {status: answer.status(), headers: answer.headers(), ...envelope};
}

/**
 * Asserts that an answer is this refusal, and holds no session.
 * @param outcome of a request to create a room; absent from any other
 */
export function assertRefused(
  answer: Answer,
  status: number,
  errorCode: string,
  outcome?: CreationOutcome,
): void {
  assert.deepEqual([answer.status, answer.errorCode], [status, errorCode], answer.error);
  assert.equal(answer.outcome, outcome);
  assert.equal(typeof answer.error, 'string');
  assert.equal(answer.data, undefined);
}

/** The headers that the page at `path` gives its element for this person; a visitor has none. */
export async function headersOn(page: Page, path: string, element = 'kaltura-room') {
  const answer = await page.request.get(path);
  const markup = await answer.text();
  keep(markup);
  assert.match(markup, new RegExp(`<${element} `));
  const headers = new RegExp(`<${element} [^>]*headers="([^"]*)"`).exec(markup)?.[1] ?? '{}';
  return JSON.parse(headers.replaceAll('&quot;', '"')) as Record<string, string>;
}

/** Opens the page, and answers what is in the frame once the room is there, and the KS it has. */
export async function join(world: World, page: Page, url: string) {
  const answered = page.waitForResponse(/\/token$/);
  await page.goto(url);
  const {data} = (await (await answered).json()) as {data: {ks: string}};
  return {room: await inRoom(page), ks: decodeKs(data.ks, world.simulator.adminSecret)};
}

export async function inRoom(page: Page): Promise<FrameLocator> {
  await expect
    .poll(() =>
      page.locator('kaltura-room').evaluate(room => (room as HTMLElement & {state?: string}).state),
    )
    .toBe('ready');
  return page.frameLocator('kaltura-room iframe');
}
