import assert from 'node:assert/strict';
import {after, describe, it} from 'node:test';
import {startSimulator} from '../../src/simulator/index.js';
import {importSnippet} from './import-snippet.js';

/* Runs the server route for Nuxt with stand-ins for the functions that Nuxt imports by itself. */

interface Event {
  readonly request: Request;
  readonly context: {
    readonly user?: {readonly id: string; readonly name: string; readonly isHost: boolean};
  };
}
type Handler = (event: Event) => Response | Promise<Response>;

const ROUTE = 'frameworks/nuxt/server/api/kaltura/[...].ts';

describe('the server route for Nuxt', () => {
  const startEnv = {...process.env};
  after(() => {
    process.env = startEnv;
  });

  it('launches a room for the user of the event', async test => {
    const simulator = await startSimulator();
    test.after(() => simulator.close());
    Object.assign(process.env, {
      KALTURA_PARTNER_ID: String(simulator.partnerId),
      KALTURA_ADMIN_SECRET: simulator.adminSecret,
      KAF_URL: simulator.url,
    });
    Object.assign(globalThis, {
      defineEventHandler: (handler: Handler) => handler,
      toWebRequest: ({request}: Event) => request,
    });
    const {default: handle} = await importSnippet<{default: Handler}>(ROUTE);
    const launch = async (context: Event['context']) => {
      const request = new Request('http://localhost:3000/api/kaltura/token', {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: '{"roomId": "1_townhall"}',
      });
      return (await handle({request, context})).status;
    };
    assert.equal(await launch({user: {id: 'jane', name: 'Jane', isHost: true}}), 200);
    assert.equal(await launch({}), 401);
  });
});
