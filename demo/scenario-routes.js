// @ts-check
import {once} from 'node:events';
import {setTimeout} from 'node:timers/promises';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import {Hono} from 'hono';
import {scenarioOf} from './playground/scenarios.js';

/*
 * The playground's own endpoints. They turn the knobs of the demo's simulator, so no host backend
 * has anything like them; with a real Kaltura there is nothing to turn.
 */

const SLOW_MS = 5000;

/**
 * @param {import('kaltura-room/simulator').Simulator | undefined} simulator
 * @param {string} auth how the simulator lets people in
 */
export function scenarioRoutes(simulator, auth) {
  /** @type {import('./playground/scenarios.js').Scenario | undefined} */
  let current;
  const app = new Hono().get('/api/playground', context =>
    context.json({auth, hasSimulator: Boolean(simulator), scenario: current?.id ?? null}),
  );
  if (!simulator) return app;
  return app
    .post('/api/simulator/faults', async context => {
      if (!isFromThisPage(context.req)) return context.body(null, 403);
      const {scenario: id} = (await context.req.json().catch(() => null)) ?? {};
      const scenario = scenarioOf(id);
      if (id !== null && !scenario) return context.body(null, 400);
      current = scenario;
      simulator.faults.clear();
      for (const [endpoint, fault] of Object.entries(scenario?.faults ?? {}))
        simulator.faults.set(
          /** @type {import('kaltura-room/simulator').Endpoint} */ (endpoint),
          fault,
        );
      return context.body(null, 204);
    })
    .post('/api/kaltura/token', (context, next) => {
      const {answer, plays} = current ?? {};
      if (plays) return play(plays, context, next);
      return answer ? Promise.resolve(answerOf(answer)) : next();
    });
}

/** @param {NonNullable<import('./playground/scenarios.js').Scenario['answer']>} answer */
function answerOf({status, headers, html, errorCode}) {
  const body = JSON.stringify({success: false, errorCode, error: 'As the playground asked'});
  const type = html ? 'text/html' : 'application/json';
  return status === 204
    ? new Response(null, {status})
    : new Response(html ?? body, {status, headers: {...headers, 'Content-Type': type}});
}

/**
 * Does to the token endpoint's own answer what a network or a clock may do.
 * @param {NonNullable<import('./playground/scenarios.js').Scenario['plays']>} what
 * @param {import('hono').Context} context
 * @param {() => Promise<void>} next
 */
async function play(what, context, next) {
  const {signal} = context.req.raw;
  const {outgoing} = /** @type {import('@hono/node-server').HttpBindings} */ (context.env);
  if (what === 'never') {
    if (!signal.aborted) await once(signal, 'abort');
    return RESPONSE_ALREADY_SENT;
  }
  if (what === 'half-body') {
    outgoing.writeHead(200, {'content-type': 'application/json', 'content-length': 100});
    outgoing.write('{"success": true, ', () => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
  }
  if (what === 'slow') await setTimeout(SLOW_MS, undefined, {signal}).catch(() => {});
  await next();
  if (what !== 'expired' || !context.res.ok) return;
  const {data} = await context.res.json();
  context.res = Response.json({success: true, data: {...data, expiresAt: 1}});
}

/** JSON, which no other site can post without asking first, and of this very origin. */
function isFromThisPage(/** @type {import('hono').HonoRequest} */ request) {
  const {origin} = new URL(request.url);
  return (
    request.header('content-type') === 'application/json' &&
    request.header('origin') === origin &&
    ['same-origin', undefined].includes(request.header('sec-fetch-site'))
  );
}
