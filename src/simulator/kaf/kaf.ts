import {Hono, type Context} from 'hono';
import {handleWithFaults, type NodeEnv} from '../fault-injection.js';
import type {Instance} from '../instance-options.js';
import {authenticateLti11Launch} from '../lti/lti11-launch.js';
import {authenticateTicket} from '../lti/oauth2-launch.js';
import type {SimulatorContext} from '../simulator-context.js';
import {createRoom} from './create-room.js';
import {authenticateKs} from './ks-launch.js';
import {catchRefusals, Refusal} from './refusal.js';
import {ROOM_STYLE} from './room-style.js';
import {serveScript} from './serve-script.js';
import {viewRoom, type Participant} from './view-room.js';

/** Creates KAF: its version, create-room, view-room, and the files of the room page. */
export function createKaf(simulator: SimulatorContext): Hono<NodeEnv> {
  const {viewRoomPath, ksIn} = simulator.instance;
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
    handleWithFaults(simulator, context, 'create-room', async () => {
      const answer = await createRoom(simulator, context.req.raw);
      if (!answer.success) simulator.onRefusal?.(200, `create-room answered ${answer.error}`);
      return Response.json(answer, {headers: {'cache-control': 'no-store'}});
    }),
  );

  for (const path of [viewRoomPath, `${viewRoomPath}/ks/:ks`])
    app.get(path, context =>
      handleViewRoom(context, () => authenticateKs(simulator, readKs(context, ksIn))),
    );
  app.get(`${viewRoomPath}/launch/:ticket`, context =>
    handleViewRoom(context, () =>
      authenticateTicket(simulator, context.req.param('ticket'), context.req.query('state')),
    ),
  );
  app.post(viewRoomPath, context =>
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

/**
 * Reads the KS from the place in the address that the instance uses.
 * @throws Refusal if the KS is in the other place
 */
function readKs({req}: Context<NodeEnv>, place: Instance['ksIn']): string | undefined {
  const ks = {path: req.param('ks'), query: req.query('ks')};
  const otherPlace = place === 'path' ? 'query' : 'path';
  if (!ks[place] && ks[otherPlace])
    throw new Refusal(
      403,
      `The KS must be in the ${place} of the address, not in the ${otherPlace}.`,
    );
  return ks[place];
}
