import assert from 'node:assert/strict';
import {after, describe, it} from 'node:test';
import {startSimulator} from '../../src/simulator/index.js';
import {createLaunchRequest, getAccountEnv, importSnippet} from './import-snippet.js';

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
    Object.assign(process.env, getAccountEnv(simulator));
    Object.assign(globalThis, {
      defineEventHandler: (handler: Handler) => handler,
      toWebRequest: ({request}: Event) => request,
    });
    const {default: handle} = await importSnippet<{default: Handler}>(ROUTE);
    const launch = async (context: Event['context']) =>
      (await handle({request: createLaunchRequest({}), context})).status;
    assert.equal(await launch({user: {id: 'jane', name: 'Jane', isHost: true}}), 200);
    assert.equal(await launch({}), 401);
  });
});
