import {Hono} from 'hono';
import type {Endpoint} from '../counts.js';
import {handleWithFaults, type NodeEnv} from '../fault-injection.js';
import type {SimulatorContext} from '../simulator-context.js';
import {startAppTokenSession} from './app-token-actions.js';
import {KalturaException} from './kaltura-exception.js';
import {getTextParam, readParams, type Params} from './kaltura-params.js';
import {CORS_HEADERS, jsonResponse, xmlResponse, type Result} from './kaltura-response.js';
import {listRooms} from './room-actions.js';
import {endSession, getSession, startSession, startWidgetSession} from './session-actions.js';

interface Action {
  readonly endpoint: Endpoint;
  readonly run: (simulator: SimulatorContext, params: Params) => Result;
}

/** Actions by service and name, in lower case, because Kaltura ignores case in both. */
const SERVICES = new Map<string, ReadonlyMap<string, Action>>([
  [
    'session',
    new Map<string, Action>([
      ['start', {endpoint: 'session.start', run: startSession}],
      ['startwidgetsession', {endpoint: 'session.startWidgetSession', run: startWidgetSession}],
      ['get', {endpoint: 'session.get', run: getSession}],
      ['end', {endpoint: 'session.end', run: endSession}],
    ]),
  ],
  [
    'apptoken',
    new Map([['startsession', {endpoint: 'appToken.startSession', run: startAppTokenSession}]]),
  ],
  ['room_room', new Map([['list', {endpoint: 'room.list', run: listRooms}]])],
]);

/** Creates the Kaltura API: the actions of `/api_v3` that the simulator supports. */
export function createKalturaApi(simulator: SimulatorContext): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();

  app.options('*', () => new Response(null, {headers: CORS_HEADERS}));

  app.on(['GET', 'POST'], '*', async context => {
    const startedMs = performance.now();
    const params = await readParams(context);
    const respond = (result: Result | KalturaException): Response =>
      getTextParam(params, 'format') === '1'
        ? jsonResponse(result)
        : xmlResponse(result, startedMs);
    const action = catchExceptions(() => findAction(params));
    if (action instanceof KalturaException) return respond(action);
    return handleWithFaults(simulator, context, action.endpoint, () =>
      respond(catchExceptions(() => action.run(simulator, params))),
    );
  });

  return app;
}

function findAction(params: Params): Action {
  const service = getTextParam(params, 'service');
  const name = getTextParam(params, 'action');
  if (!service) throw new KalturaException('SERVICE_NOT_SPECIFIED');
  const actions = SERVICES.get(service.toLowerCase());
  if (!actions) throw new KalturaException('SERVICE_DOES_NOT_EXISTS', {SRV_NAME: service});
  if (!name) throw new KalturaException('ACTION_NOT_SPECIFIED');
  const action = actions.get(name.toLowerCase());
  if (action) return action;
  throw new KalturaException('ACTION_DOES_NOT_EXISTS', {
    ACTION_NAME: name,
    SERVICE_NAME: service,
  });
}

/** Returns the exception that `work` throws; an internal error for any other value. */
function catchExceptions<T>(work: () => T): T | KalturaException {
  try {
    return work();
  } catch (error) {
    if (error instanceof KalturaException) return error;
    console.error(error);
    return new KalturaException('INTERNAL_SERVERL_ERROR');
  }
}
