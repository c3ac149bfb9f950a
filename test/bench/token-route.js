// @ts-check
import {Hono} from 'hono';
import {backend} from './backend.js';
import {compare} from './compare.js';

/** `POST /token`, all of it but the network, beside a Hono route that reads the body and is done. */
export async function tokenRoute() {
  const app = backend();
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
  /** @param {Hono} target */
  const post = async target => {
    const response = await target.fetch(new Request('http://localhost/token', init));
    if (!response.ok) throw new Error(await response.text());
    return response.text();
  };
  return compare({'POST /token': () => post(app), 'an empty Hono route': () => post(empty)});
}
