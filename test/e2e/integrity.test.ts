import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Page} from '@playwright/test';
import {run} from '../../src/cli/run.js';
import {expect, test} from './set-up.js';

/*
 * The tags of `kaltura-room script-tag --parts`, in a page whose scripts come from where somebody
 * may have changed them.
 */

interface Site {
  readonly url: string;
  /** The script files that were asked for, with their query. */
  readonly asked: string[];
}

/** Serves a page with the tags and a room that nobody may enter; `answer` may say what a file is. */
async function withSite(
  answer: (path: string, text: string) => string | undefined,
  use: (site: Site) => Promise<void>,
): Promise<void> {
  let tags = '';
  await run(['script-tag', '/cdn/room.js', '--parts'], {
    ...{env: {}, colour: false, err: () => {}},
    out: text => void (tags += `${text}\n`),
  });
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const file = /^\/cdn\/([\w/.-]+)/.exec(path)?.[1];
    if (file) {
      asked.push(path);
      const text = answer(path, readFileSync(`dist/cdn/${file}`, 'utf8'));
      response.writeHead(text === undefined ? 503 : 200, {'content-type': 'text/javascript'});
      response.end(text);
    } else if (path === '/token') {
      response.writeHead(403, {'content-type': 'application/json'});
      response.end('{"success": false, "errorCode": "access-denied", "error": "no"}');
    } else {
      response.writeHead(200, {'content-type': 'text/html'});
      response.end(`<!doctype html><title>Room</title><link rel="icon" href="data:,">${tags}
        <kaltura-room room-id="1_townhall" token-url="/token"></kaltura-room>`);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    await use({url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked});
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const evil = (text: string) => `${text}\nglobalThis.evil = true;`;
const isEvil = (page: Page) => page.evaluate(() => 'evil' in globalThis);
const codeOf = (page: Page) =>
  page
    .locator('kaltura-room')
    .evaluate((room: HTMLElement & {error?: {code: string} | null}) => room.error?.code);

test('scripts that are as they were run', async ({page, noise}) => {
  await withSite(
    (_, text) => text,
    async ({url}) => {
      await page.goto(url);
      await expect.poll(() => codeOf(page)).toBe('access-denied');
      // The refusal is said by the browser itself.
      expect(noise.filter(line => !line.includes('403'))).toEqual([]);
    },
  );
});

test('a script that was changed does not run', async ({page}) => {
  await withSite(
    (path, text) => (path.endsWith('room.js') ? evil(text) : text),
    async ({url}) => {
      await page.goto(url);
      expect(await page.evaluate(() => customElements.get('kaltura-room'))).toBeUndefined();
      expect(await isEvil(page)).toBe(false);
    },
  );
});

for (const when of ['at once', 'after the first one failed'] as const)
  test(`a part that was changed ${when} does not run, and the room says that it has none`, async ({
    page,
  }) => {
    await withSite(
      (path, text) => {
        if (!path.includes('schemas.js')) return text;
        return when === 'at once' || path.includes('again') ? evil(text) : undefined;
      },
      async ({url, asked}) => {
        await page.goto(url);
        const again = page.getByRole('button', {name: 'Try again'});
        const isUsedUp = () => asked.some(path => path.includes('schemas.js?again=3'));
        for (let isLast = false; !isLast;) {
          await expect.poll(() => codeOf(page)).toBe('script-unreachable');
          isLast = isUsedUp();
          await again.click();
        }
        await expect.poll(() => codeOf(page)).toBe('script-unreachable');
        expect(await isEvil(page)).toBe(false);
        // Under an address that nothing holds to its bytes it is not even asked for.
        expect(asked.filter(path => /again=([4-9]|\d\d)/.test(path))).toEqual([]);
      },
    );
  });
