import {Hono, type Context} from 'hono';
import {handleWithFaults, type NodeEnv} from '../fault-injection.js';
import {authenticateLti11Launch} from '../lti/lti11-launch.js';
import {authenticateTicket} from '../lti/oauth2-launch.js';
import type {SimulatorContext} from '../simulator-context.js';
import {createRoom} from './create-room.js';
import {authenticateKs} from './ks-launch.js';
import {catchRefusals} from './refusal.js';
import {ROOM_STYLE} from './room-style.js';
import {serveScript} from './serve-script.js';
import {VIEW_ROOM} from './view-room-path.js';
import {viewRoom, type Participant} from './view-room.js';

/** Creates KAF: its version, create-room, view-room, and the files of the room page. */
export function createKaf(simulator: SimulatorContext): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  const handleViewRoom = (
    context: Context<NodeEnv>,
    authenticate: () => Participant | Promise<Participant>,
  ) =>
    handleWithFaults(simulator, context, 'view-room', () =>
      catchRefusals(simulator, async () => viewRoom(simulator.rooms, await authenticate())),
    );

  app.get('/version', context =>
    handleWithFaults(simulator, context, 'version', () => context.text('simulator')),
  );

  app.post('/embeddedrooms/index/create-room', context =>
    handleWithFaults(simulator, context, 'create-room', async () =>
      Response.json(await createRoom(simulator, context.req.raw), {
        headers: {'cache-control': 'no-store'},
      }),
    ),
  );

  app.get(VIEW_ROOM, context =>
    handleViewRoom(context, () => authenticateKs(simulator, undefined)),
  );
  app.get(`${VIEW_ROOM}/ks/:ks`, context =>
    handleViewRoom(context, () => authenticateKs(simulator, context.req.param('ks'))),
  );
  app.get(`${VIEW_ROOM}/launch/:ticket`, context =>
    handleViewRoom(context, () =>
      authenticateTicket(simulator, context.req.param('ticket'), context.req.query('state')),
    ),
  );
  app.post(VIEW_ROOM, context =>
    handleViewRoom(context, () => authenticateLti11Launch(simulator, context.req.raw)),
  );

  app.get('/embeddedrooms/room.css', context =>
    context.body(ROOM_STYLE, 200, {'content-type': 'text/css; charset=utf-8'}),
  );

  app.get('/embeddedrooms/:script{room-(?:client|devices)\\.js}', context =>
    serveScript(context, new URL(`./${context.req.param('script')}`, import.meta.url)),
  );

  return app;
}
