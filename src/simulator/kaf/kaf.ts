import {readFile} from 'node:fs/promises';
import {Hono, type Context} from 'hono';
import {readLtiLaunch} from '../lti/lti-launch.js';
import {receive, type NodeEnv} from '../receive.js';
import type {Simulation} from '../simulation.js';
import {createRoom} from './create-room.js';
import {enterRoom, type Entrant} from './enter-room.js';
import {readKsLaunch} from './ks-launch.js';
import {orRefusal} from './refusal.js';
import {ROOM_STYLE} from './room-style.js';

const VIEW_ROOM = '/embeddedrooms/index/view-room';

/** The room page's scripts, which lie beside this module in the sources and in the package alike. */
const scriptFile = (name: string): URL => new URL(`./${name}`, import.meta.url);

/** KAF: what the simulator has of it. */
export function kaf(simulation: Simulation): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  const view = (context: Context<NodeEnv>, verify: () => Entrant | Promise<Entrant>) =>
    receive(simulation, context, 'view-room', () =>
      orRefusal(async () => enterRoom(simulation.rooms, await verify())),
    );

  app.get('/version', context =>
    receive(simulation, context, 'version', () => context.text('simulator')),
  );

  app.post('/embeddedrooms/index/create-room', context =>
    receive(simulation, context, 'create-room', async () =>
      Response.json(await createRoom(simulation, context.req.raw), {
        headers: {'cache-control': 'no-store'},
      }),
    ),
  );

  app.get(VIEW_ROOM, context => view(context, () => readKsLaunch(simulation, undefined)));
  app.get(`${VIEW_ROOM}/ks/:ks`, context =>
    view(context, () => readKsLaunch(simulation, context.req.param('ks'))),
  );
  app.post(VIEW_ROOM, context => view(context, () => readLtiLaunch(simulation, context.req.raw)));

  app.get('/embeddedrooms/room.css', context =>
    context.body(ROOM_STYLE, 200, {'content-type': 'text/css; charset=utf-8'}),
  );

  app.get('/embeddedrooms/:script{room-(?:client|devices)\\.js}', async context =>
    context.body(await readFile(scriptFile(context.req.param('script')), 'utf8'), 200, {
      'content-type': 'text/javascript; charset=utf-8',
      // A frame whose sandbox lacks allow-same-origin asks from the origin "null".
      'access-control-allow-origin': '*',
    }),
  );

  return app;
}
