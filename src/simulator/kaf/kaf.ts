import {Hono, type Context} from 'hono';
import {readLtiLaunch} from '../lti/lti-launch.js';
import {readTicket} from '../lti/oauth2-launch.js';
import {receive, type NodeEnv} from '../receive.js';
import type {Simulation} from '../simulation.js';
import {createRoom} from './create-room.js';
import {enterRoom, type Entrant} from './enter-room.js';
import {readKsLaunch} from './ks-launch.js';
import {orRefusal} from './refusal.js';
import {ROOM_STYLE} from './room-style.js';
import {serveScript} from './serve-script.js';
import {VIEW_ROOM} from './view-room-path.js';

/** KAF: what the simulator has of it. */
export function kaf(simulation: Simulation): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  const view = (context: Context<NodeEnv>, verify: () => Entrant | Promise<Entrant>) =>
    receive(simulation, context, 'view-room', () =>
      orRefusal(simulation, async () => enterRoom(simulation.rooms, await verify())),
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
  app.get(`${VIEW_ROOM}/launch/:ticket`, context =>
    view(context, () =>
      readTicket(simulation, context.req.param('ticket'), context.req.query('state')),
    ),
  );
  app.post(VIEW_ROOM, context => view(context, () => readLtiLaunch(simulation, context.req.raw)));

  app.get('/embeddedrooms/room.css', context =>
    context.body(ROOM_STYLE, 200, {'content-type': 'text/css; charset=utf-8'}),
  );

  app.get('/embeddedrooms/:script{room-(?:client|devices)\\.js}', context =>
    serveScript(context, new URL(`./${context.req.param('script')}`, import.meta.url)),
  );

  return app;
}
