import {readFileSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Page} from '@playwright/test';
import {run} from '../../src/cli/run.js';
import {expect, test} from './set-up.js';

/*
 * Pages with the tag that `kaltura-room script-tag` prints. The script is on another origin.
 */

interface Options {
  /** The page's Content-Security-Policy. The test replaces `{cdn}` by the origin of the script. */
  readonly policy?: string;
  /** Headers of the script's origin, in addition to the content type. */
  readonly cdnHeaders?: Readonly<Record<string, string>>;
  /** Returns what the script's origin sends for a file, given its real text. */
  readonly serve?: (file: string, text: string) => string;
  /** Markup before the script tag, given the origin of the script. */
  readonly head?: (cdn: string) => string;
}

const CORS = {'access-control-allow-origin': '*'};
const NONCE = 'c2NyaXB0LXRhZw';
const STRICT_DYNAMIC =
  `script-src 'nonce-${NONCE}' 'strict-dynamic'; object-src 'none'; base-uri 'none';` +
  "require-trusted-types-for 'script'; trusted-types lit-html";

/** Opens a German page with a room whose token endpoint denies access. */
async function openPage(
  page: Page,
  {policy, cdnHeaders = CORS, serve = (_, text) => text, head = () => ''}: Options,
): Promise<void> {
  const cdn = await listen('127.0.0.1', ({url = ''}, response) => {
    const file = url.replace('/kaltura-room@0.1.0/', '');
    response.writeHead(200, {'content-type': 'text/javascript', ...cdnHeaders});
    response.end(serve(file, readFileSync(`dist/cdn/${file}`, 'utf8')));
  });
  let tag = '';
  await run(['script-tag', `${cdn}/kaltura-room@0.1.0/room.js`], {
    env: {},
    colour: false,
    err: () => {},
    out: text => void (tag += text),
  });
  const host = await listen('localhost', ({url}, response) => {
    if (url === '/token') {
      response.writeHead(403, {'content-type': 'application/json'});
      response.end('{"success": false, "errorCode": "access-denied", "error": "no"}');
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/html',
      ...(policy && {'content-security-policy': policy.replaceAll('{cdn}', cdn)}),
    });
    response.end(`<!doctype html><html lang="de"><title>Room</title><link rel="icon" href="data:,">
      ${head(cdn)}${tag.replace('<script', `<script nonce="${NONCE}"`)}
      <kaltura-room room-id="1_townhall" token-url="/token"></kaltura-room>`);
  });
  await page.goto(host);
}

const servers = new Set<ReturnType<typeof createServer>>();
test.afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers.clear();
});

/** Starts a server on this machine, and returns its origin. */
async function listen(
  hostname: string,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  servers.add(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://${hostname}:${(server.address() as AddressInfo).port}`;
}

const GERMAN = 'Sie haben keinen Zugang';
const ENGLISH = 'You do not have access';
/** Whether the element logged a line. The browser logs the rejected request and blocked files. */
const isElementLog = (line: string) =>
  !/403|Content Security Policy|Content-Security-Policy|CORS|integrity|Loading module|Failed to load|blocked a script|error loading/i.test(
    line,
  );

for (const {condition, policy} of [
  {condition: 'without a policy', policy: undefined},
  {condition: "under 'strict-dynamic' with a nonce and Trusted Types", policy: STRICT_DYNAMIC},
  {condition: 'under a policy that lists its origin', policy: 'script-src {cdn}'},
])
  test(`a script from a CDN runs ${condition}, and loads its translation`, async ({
    page,
    consoleMessages,
  }) => {
    await openPage(page, policy ? {policy} : {});
    await expect(page.getByRole('alert')).toContainText(GERMAN);
    expect(consoleMessages.filter(isElementLog)).toEqual([]);
  });

test('a policy that forbids the translation leaves the room in English, without a log', async ({
  page,
  consoleMessages,
}) => {
  await openPage(page, {policy: 'script-src {cdn}/kaltura-room@0.1.0/room.js'});
  await expect(page.getByRole('alert')).toContainText(ENGLISH);
  expect(consoleMessages.filter(isElementLog)).toEqual([]);
});

test('a modified script does not run', async ({page}) => {
  await openPage(page, {serve: (_, text) => `${text}\nglobalThis.isModified = true;`});
  expect(
    await page.evaluate(() => [customElements.get('kaltura-room'), 'isModified' in self]),
  ).toEqual([undefined, false]);
});

test('an import map blocks a translation with another hash', async ({page}) => {
  const hashes = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<
    string,
    string
  >;
  await openPage(page, {
    serve: (file, text) =>
      file === 'languages/de.js' ? `${text}\nglobalThis.isModified = true;` : text,
    head: cdn =>
      `<script type="importmap">${JSON.stringify({
        integrity: {
          [`${cdn}/kaltura-room@0.1.0/languages/de.js`]: hashes['languages/de.js'],
        },
      })}</script>`,
  });
  await expect(page.getByRole('alert')).toContainText(ENGLISH);
  expect(await page.evaluate(() => 'isModified' in self)).toBe(false);
});

test('a script from a CDN without CORS headers does not run, and the browser logs why', async ({
  page,
  consoleMessages,
}) => {
  await openPage(page, {cdnHeaders: {}});
  await expect.poll(() => consoleMessages.join('\n')).toMatch(/CORS|Cross-Origin/);
  expect(await page.evaluate(() => customElements.get('kaltura-room'))).toBeUndefined();
});
