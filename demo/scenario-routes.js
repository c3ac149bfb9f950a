// @ts-check
import {Hono} from 'hono';
import {scenarioOf} from './playground/scenarios.js';

/*
 * The playground's own endpoints. They turn the knobs of the demo's simulator, so no host backend
 * has anything like them; with a real Kaltura there is nothing to turn.
 */

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
    .post('/api/kaltura/token', (_context, next) => {
      if (!current?.answer) return next();
      const {status, headers, html, errorCode} = current.answer;
      const body = JSON.stringify({success: false, errorCode, error: 'As the playground asked'});
      const type = html ? 'text/html' : 'application/json';
      return Promise.resolve(
        new Response(html ?? body, {status, headers: {...headers, 'Content-Type': type}}),
      );
    });
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
