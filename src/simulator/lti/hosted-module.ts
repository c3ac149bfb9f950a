import {Hono} from 'hono';
import {handleWithFaults, type NodeEnv} from '../fault-injection.js';
import {catchRefusals} from '../kaf/refusal.js';
import {serveScript} from '../kaf/serve-script.js';
import type {SimulatorContext} from '../simulator-context.js';
import {endLogin} from './oauth2-launch.js';
import {beginLogin, INIT_PATH, LAUNCH_PATH} from './oidc-init.js';

/** Creates KAF's Hosted module: the endpoints of LTI 1.3. */
export function createHostedModule(simulator: SimulatorContext): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();

  app.on(['GET', 'POST'], INIT_PATH, context =>
    handleWithFaults(simulator, context, 'oidc-init', () =>
      catchRefusals(simulator, () => beginLogin(simulator, context.req.raw)),
    ),
  );

  app.post(LAUNCH_PATH, context =>
    handleWithFaults(simulator, context, 'oauth2-launch', () =>
      catchRefusals(simulator, () => endLogin(simulator, context.req.raw)),
    ),
  );

  // KAF signs calls to the platform with its own keys. The simulator makes no such calls.
  app.get('/hosted/index/lti-advantage-key-set', context => context.json({keys: []}));

  app.get('/hosted/lti-storage.js', context =>
    serveScript(context, new URL('./lti-storage.js', import.meta.url)),
  );

  return app;
}
