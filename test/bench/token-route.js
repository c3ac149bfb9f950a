// @ts-check
import {Hono} from 'hono';
import {createBackend} from './backend.js';
import {compareRates, printRates} from './compare-rates.js';

/**
 * Measures and prints how often `POST /token` answers, without the network, beside a Hono route that
 * only reads the body.
 */
export async function benchTokenRoute() {
  const rates = await measureTokenRoute();
  printRates([
    {
      name: 'POST /token',
      rate: rates['POST /token'],
      baseline: 'an empty Hono route',
      baselineRate: rates['an empty Hono route'],
      target: 0.5,
    },
  ]);
  return rates;
}

async function measureTokenRoute() {
  const app = createBackend();
  const empty = new Hono().post('/token', async context => {
    await context.req.json();
    return context.json({success: true, data: {}});
  });
  const body = JSON.stringify({roomId: '1_abcd1234', roomModerator: true});
  const init = {
    method: 'POST',
    headers: {'content-type': 'application/json', 'content-length': String(body.length)},
    body,
  };
  /** @param {{fetch: (request: Request) => Response | Promise<Response>}} target */
  const post = async target => {
    const response = await target.fetch(new Request('http://localhost/token', init));
    if (!response.ok) throw new Error(await response.text());
    return response.text();
  };
  return compareRates({'POST /token': () => post(app), 'an empty Hono route': () => post(empty)});
}
