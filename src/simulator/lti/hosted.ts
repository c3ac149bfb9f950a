import {Hono} from 'hono';
import {orRefusal} from '../kaf/refusal.js';
import {serveScript} from '../kaf/serve-script.js';
import {receive, type NodeEnv} from '../receive.js';
import type {Simulation} from '../simulation.js';
import {endLogin} from './oauth2-launch.js';
import {beginLogin, INIT_PATH, LAUNCH_PATH} from './oidc-init.js';

/** KAF's Hosted module: what the simulator has of it, which is LTI 1.3. */
export function hosted(simulation: Simulation): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();

  app.on(['GET', 'POST'], INIT_PATH, context =>
    receive(simulation, context, 'oidc-init', () =>
      orRefusal(simulation, () => beginLogin(simulation, context.req.raw)),
    ),
  );

  app.post(LAUNCH_PATH, context =>
    receive(simulation, context, 'oauth2-launch', () =>
      orRefusal(simulation, () => endLogin(simulation, context.req.raw)),
    ),
  );

  // KAF's own keys: it would sign calls to the platform with them, and makes none here.
  app.get('/hosted/index/lti-advantage-key-set', context => context.json({keys: []}));

  app.get('/hosted/lti-storage.js', context =>
    serveScript(context, new URL('./lti-storage.js', import.meta.url)),
  );

  return app;
}
