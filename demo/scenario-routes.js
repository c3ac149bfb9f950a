// @ts-check
import {once} from 'node:events';
import {setTimeout} from 'node:timers/promises';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import {Hono} from 'hono';
import {findScenario} from './playground/scenarios.js';

/*
 * Routes of the playground that inject faults. A host backend has no such routes, and a real Kaltura
 * has no such faults.
 */

/** @typedef {import('kaltura-room/simulator').Fault} Fault */

const SLOW_RESPONSE_MS = 5000;

/**
 * Creates the routes. Without a simulator, they only describe the playground.
 * @param {import('kaltura-room/simulator').Simulator | undefined} simulator
 * @param {string} auth the kind of launch
 */
export function createScenarioRoutes(simulator, auth) {
  /** @type {import('./playground/scenarios.js').Scenario | undefined} */
  let current;
  const app = new Hono().get('/api/playground', context =>
    context.json({auth, hasSimulator: Boolean(simulator), scenario: current?.id ?? null}),
  );
  if (!simulator) return app;
  return app
    .post('/api/simulator/faults', async context => {
      if (!isSameOrigin(context.req)) return context.body(null, 403);
      const {scenario: id} = (await context.req.json().catch(() => null)) ?? {};
      const scenario = findScenario(id);
      if (id !== null && !scenario) return context.body(null, 400);
      current = scenario;
      simulator.faults.clear();
      const faults = /** @type {[import('kaltura-room/simulator').Endpoint, Fault][]} */ (
        Object.entries(scenario?.faults ?? {})
      );
      for (const [endpoint, fault] of faults) simulator.faults.set(endpoint, fault);
      return context.body(null, 204);
    })
    .post('/api/kaltura/token', (context, next) => {
      const {tokenResponse, tokenFault} = current ?? {};
      if (tokenFault) return applyTokenFault(tokenFault, context, next);
      return tokenResponse ? Promise.resolve(buildResponse(tokenResponse)) : next();
    });
}

/** @param {NonNullable<import('./playground/scenarios.js').Scenario['tokenResponse']>} response */
function buildResponse({status, headers, html, errorCode}) {
  if (status === 204) return new Response(null, {status});
  const json = JSON.stringify({success: false, errorCode, error: 'Injected by the playground'});
  const type = html ? 'text/html' : 'application/json';
  return new Response(html ?? json, {status, headers: {...headers, 'Content-Type': type}});
}

/**
 * Applies a fault to the response of the token endpoint.
 * @param {NonNullable<import('./playground/scenarios.js').Scenario['tokenFault']>} fault
 * @param {import('hono').Context} context
 * @param {() => Promise<void>} next
 */
async function applyTokenFault(fault, context, next) {
  const {signal} = context.req.raw;
  const {outgoing} = /** @type {import('@hono/node-server').HttpBindings} */ (context.env);
  if (fault === 'never') {
    if (!signal.aborted) await once(signal, 'abort');
    return RESPONSE_ALREADY_SENT;
  }
  if (fault === 'half-body') {
    outgoing.writeHead(200, {'content-type': 'application/json', 'content-length': 100});
    outgoing.write('{"success": true, ', () => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
  }
  if (fault === 'slow') await setTimeout(SLOW_RESPONSE_MS, undefined, {signal}).catch(() => {});
  await next();
  if (fault !== 'expired' || !context.res.ok) return;
  const {data} = await context.res.json();
  context.res = Response.json({success: true, data: {...data, expiresAt: 1}});
}

/**
 * Returns whether a page of this origin sent the request. JSON needs a CORS preflight, so pages of
 * other sites cannot send it.
 */
function isSameOrigin(/** @type {import('hono').HonoRequest} */ request) {
  const {origin} = new URL(request.url);
  return (
    request.header('content-type') === 'application/json' &&
    request.header('origin') === origin &&
    ['same-origin', undefined].includes(request.header('sec-fetch-site'))
  );
}
