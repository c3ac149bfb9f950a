// @ts-check
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {chromium} from '@playwright/test';
import {findChromium} from '../browsers.js';
import {median} from './compare.js';

/** @typedef {{ms: number, requests: string[]}} Run */

const ROUNDS = 21;

/** What is added to every answer of the page's own server, in milliseconds. */
const LATENCIES = [0, 100];

const CDN = new URL('../../dist/cdn/', import.meta.url);
const KS = 'djJ8b2YtdGhlLWJlbmNobWFyaw';

/** A page as one writes it by hand: it fetches the token and sets `src`. */
const BY_HAND = `
  const answer = await fetch('/token', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({roomId: '1_abcd1234'}),
  });
  const {data: {ks, kafUrl}} = await answer.json();
  document.querySelector('iframe').src = kafUrl + '/embeddedrooms/index/view-room/ks/' + ks;`;

const PAGES = {
  'by hand': '<script type="module" src="/by-hand.js"></script><iframe></iframe>',
  '<kaltura-room>':
    '<script type="module" src="/room.js"></script><kaltura-room room-id="1_abcd1234" token-url="/token"></kaltura-room>',
};

/** A room that speaks once it has loaded, as the simulator's does. */
const ROOM = `<!doctype html><title>Room</title><script>
  addEventListener('load', () => parent.postMessage({subject: 'lti.frameResize', height: 500}, '*'));
</script>`;

/**
 * From the request for a page to the frame's for the room, and what the page asked of anybody on
 * its way, scripts apart: the element beside a page by hand, in turns, each time in a browser that
 * has seen neither.
 */
export async function opening() {
  /** Who asked for what since the last page, and when. */
  let asked = /** @type {{what: string, at: number}[]} */ ([]);
  let latency = 0;
  const kaf = await serve('127.0.0.1', async path => {
    asked.push({what: `GET ${path.split('/ks/')[0]}`, at: performance.now()});
    return path === '/version' ? ['text/plain', 'bench'] : ['text/html', ROOM];
  });
  const host = await serve('localhost', async (path, method) => {
    const isScript = path.endsWith('.js');
    if (!isScript) asked.push({what: `${method} ${path}`, at: performance.now()});
    await new Promise(resolve => setTimeout(resolve, latency));
    if (path === '/by-hand.js') return ['text/javascript', BY_HAND];
    if (isScript) return ['text/javascript', await readFile(new URL(`.${path}`, CDN), 'utf8')];
    if (path === '/token')
      return ['application/json', JSON.stringify({success: true, data: {ks: KS, kafUrl: kaf.url}})];
    const body = PAGES[/** @type {keyof typeof PAGES} */ (decodeURIComponent(path.slice(1)))];
    return ['text/html', `<!doctype html><html lang="en"><title>Page</title>${body ?? ''}</html>`];
  });
  const {executablePath, args, env} = findChromium();
  const browser = await chromium.launch({executablePath, args, env: {...process.env, ...env}});

  /** @param {keyof typeof PAGES} name */
  const once = async name => {
    const context = await browser.newContext();
    const page = await context.newPage();
    asked = [];
    await page.goto(`${host.url}/${encodeURIComponent(name)}`);
    await page.frameLocator('iframe').locator('script').waitFor({state: 'attached'});
    if (name === '<kaltura-room>')
      await page.locator('kaltura-room:state(ready)').waitFor({state: 'attached'});
    await context.close();
    const requests = asked.filter(({what}) => !what.includes('favicon'));
    const room = requests.find(({what}) => what.includes('view-room'));
    return {
      ms: (room?.at ?? NaN) - (requests[0]?.at ?? NaN),
      requests: requests.slice(1).map(({what}) => what),
    };
  };

  try {
    const results = [];
    for (latency of LATENCIES) {
      const hand = /** @type {Run[]} */ ([]);
      const element = /** @type {Run[]} */ ([]);
      for (let round = -1; round < ROUNDS; round++) {
        // There and back, so that a slow moment of the machine meets both; the first warms up.
        const early = round % 2 ? await once('by hand') : undefined;
        const one = await once('<kaltura-room>');
        const other = early ?? (await once('by hand'));
        if (round >= 0) {
          hand.push(other);
          element.push(one);
        }
      }
      results.push({
        latency,
        byHand: summary(hand),
        element: summary(element),
        ratio: median(element.map(({ms}, round) => ms / (hand[round]?.ms ?? NaN))),
      });
    }
    return results;
  } finally {
    await browser.close();
    await Promise.all([host.close(), kaf.close()]);
  }
}

/** @param {Run[]} runs */
function summary(runs) {
  const times = runs.map(({ms}) => ms);
  return {
    median: median(times),
    fastest: Math.min(...times),
    slowest: Math.max(...times),
    requests: [...new Set(runs.map(({requests}) => requests.join(', ')))],
  };
}

/**
 * @param {string} hostname
 * @param {(path: string, method: string) => Promise<[type: string, body: string]>} answer
 */
async function serve(hostname, answer) {
  const server = createServer(async ({url = '/', method = 'GET'}, response) => {
    const [type, body] = await answer(url, method);
    response.setHeader('content-type', type).setHeader('cache-control', 'no-store').end(body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${hostname}:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}
