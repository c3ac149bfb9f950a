import {Hono} from 'hono';
import type {Endpoint} from '../counts.js';
import {receive, type NodeEnv} from '../receive.js';
import type {Simulation} from '../simulation.js';
import {startAppTokenSession} from './app-token-session.js';
import {CORS, jsonAnswer, xmlAnswer, type Result} from './kaltura-answer.js';
import {KalturaException} from './kaltura-exception.js';
import {readParams, textParam, type Params} from './kaltura-params.js';
import {listRooms} from './room-list.js';
import {endSession, getSession, startSession, startWidgetSession} from './kaltura-session.js';

type Action = (simulation: Simulation, params: Params) => Result;
type Actions = ReadonlyMap<string, {readonly endpoint: Endpoint; readonly action: Action}>;

/** Service, then action, in lower case: Kaltura does not tell them apart by case. */
const SERVICES = new Map<string, Actions>([
  [
    'session',
    new Map([
      ['start', {endpoint: 'session.start', action: startSession}],
      ['startwidgetsession', {endpoint: 'session.startWidgetSession', action: startWidgetSession}],
      ['get', {endpoint: 'session.get', action: getSession}],
      ['end', {endpoint: 'session.end', action: endSession}],
    ]),
  ],
  [
    'apptoken',
    new Map([['startsession', {endpoint: 'appToken.startSession', action: startAppTokenSession}]]),
  ],
  ['room_room', new Map([['list', {endpoint: 'room.list', action: listRooms}]])],
]);

/** The Kaltura API: what the simulator has of `/api_v3`. */
export function kalturaApi(simulation: Simulation): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();

  app.options('*', () => new Response(null, {headers: CORS}));

  app.on(['GET', 'POST'], '*', async context => {
    const started = performance.now();
    const params = await readParams(context);
    const write = (result: Result | KalturaException): Response =>
      textParam(params, 'format') === '1' ? jsonAnswer(result) : xmlAnswer(result, started);
    const found = attempt(() => find(params));
    if (found instanceof KalturaException) return write(found);
    return receive(simulation, context, found.endpoint, () =>
      write(attempt(() => found.action(simulation, params))),
    );
  });

  return app;
}

function find(params: Params): {endpoint: Endpoint; action: Action} {
  const service = textParam(params, 'service');
  const action = textParam(params, 'action');
  if (!service) throw new KalturaException('SERVICE_NOT_SPECIFIED');
  const actions = SERVICES.get(service.toLowerCase());
  if (!actions) throw new KalturaException('SERVICE_DOES_NOT_EXISTS', {SRV_NAME: service});
  if (!action) throw new KalturaException('ACTION_NOT_SPECIFIED');
  const found = actions.get(action.toLowerCase());
  if (found) return found;
  throw new KalturaException('ACTION_DOES_NOT_EXISTS', {
    ACTION_NAME: action,
    SERVICE_NAME: service,
  });
}

/** The one place where what an action throws becomes an answer. */
function attempt<T>(work: () => T): T | KalturaException {
  try {
    return work();
  } catch (error) {
    if (error instanceof KalturaException) return error;
    console.error(error);
    return new KalturaException('INTERNAL_SERVERL_ERROR');
  }
}
