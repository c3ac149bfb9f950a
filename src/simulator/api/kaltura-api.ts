import {Hono} from 'hono';
import type {Endpoint} from '../counts.js';
import {handleWithFaults, type NodeEnv, type Respond} from '../fault-injection.js';
import type {SimulatorContext} from '../simulator-context.js';
import {startAppTokenSession} from './app-token-actions.js';
import {KalturaException} from './kaltura-exception.js';
import {getTextParam, readParams, type Params} from './kaltura-params.js';
import {
  CORS_HEADERS,
  jsonResponse,
  xmlResponse,
  type Answer,
  type Result,
} from './kaltura-response.js';
import {isMultirequest, replacePlaceholders, splitMultirequest} from './multirequest.js';
import {createUnsupported, listRooms} from './room-actions.js';
import {deleteRoom, getEntry, getRoom, updateRoom} from './room-entry-actions.js';
import {endSession, getSession, startSession, startWidgetSession} from './session-actions.js';

interface Action {
  readonly endpoint: Endpoint;
  readonly run: (simulator: SimulatorContext, params: Params) => Result | Promise<Result>;
}

/** Actions by service and name, in lower case, because Kaltura ignores case in both. */
const ACTIONS = new Map<string, Action>([
  ['session.start', {endpoint: 'session.start', run: startSession}],
  ['session.startwidgetsession', {endpoint: 'session.startWidgetSession', run: startWidgetSession}],
  ['session.get', {endpoint: 'session.get', run: getSession}],
  ['session.end', {endpoint: 'session.end', run: endSession}],
  ['apptoken.startsession', {endpoint: 'appToken.startSession', run: startAppTokenSession}],
  ['room_room.list', {endpoint: 'room.list', run: listRooms}],
  ['room_room.get', {endpoint: 'room.get', run: getRoom}],
  ['room_room.update', {endpoint: 'room.update', run: updateRoom}],
  ['room_room.delete', {endpoint: 'room.delete', run: deleteRoom}],
  ['baseentry.get', {endpoint: 'baseEntry.get', run: getEntry}],
]);

/** Creates the Kaltura API: the actions of `/api_v3` that the simulator supports. */
export function createKalturaApi(simulator: SimulatorContext): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();

  app.options('*', () => new Response(null, {headers: CORS_HEADERS}));

  app.on(['GET', 'POST'], '*', async context => {
    const startedMs = performance.now();
    const params = await readParams(context);
    const isMulti = isMultirequest(params);
    const calls = isMulti ? splitMultirequest(params) : [params];
    const respond = async () => {
      const answers = await runCalls(simulator, calls);
      const answer = isMulti ? answers : (answers[0] ?? null);
      return getTextParam(params, 'format') === '1'
        ? jsonResponse(answer)
        : xmlResponse(answer, startedMs);
    };
    // A fault of one call is a fault of the whole response.
    const endpoints = calls.flatMap(call => ACTIONS.get(getName(call))?.endpoint ?? []);
    return endpoints.reduceRight<Respond>(
      (inner, endpoint) => () => handleWithFaults(simulator, context, endpoint, inner),
      respond,
    )();
  });

  return app;
}

/** Runs the calls one after the other, because a call may use the results of earlier calls. */
async function runCalls(simulator: SimulatorContext, calls: readonly Params[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  const prepare = (call: Params) => (calls.length > 1 ? replacePlaceholders(call, answers) : call);
  for (const call of calls) answers.push(await runCall(simulator, call, prepare));
  return answers;
}

/**
 * Returns the result, or the exception, which it also reports to `onRefusal`.
 * @param prepare replaces placeholders
 */
async function runCall(
  simulator: SimulatorContext,
  call: Params,
  prepare: (call: Params) => Params,
): Promise<Answer> {
  try {
    return await findAction(call).run(simulator, prepare(call));
  } catch (error) {
    if (!(error instanceof KalturaException)) console.error(error);
    const exception =
      error instanceof KalturaException ? error : new KalturaException('INTERNAL_SERVERL_ERROR');
    const name = ACTIONS.get(getName(call))?.endpoint ?? 'api_v3';
    simulator.onRefusal?.(200, `${name} answered ${exception.logLine}`);
    return exception;
  }
}

/** Returns the service and the action in lower case, such as `session.start`. */
const getName = (call: Params): string =>
  `${getTextParam(call, 'service')}.${getTextParam(call, 'action')}`.toLowerCase();

/** @throws KalturaException `SIMULATOR_REFUSES` for other actions, most of which Kaltura has */
function findAction(call: Params): Action {
  const service = getTextParam(call, 'service');
  const name = getTextParam(call, 'action');
  if (!service) throw new KalturaException('SERVICE_NOT_SPECIFIED');
  if (!name) throw new KalturaException('ACTION_NOT_SPECIFIED');
  const action = ACTIONS.get(getName(call));
  if (!action) throw createUnsupported(`the action ${service}.${name}`);
  return action;
}
