import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {Simulation} from '../simulation.js';
import type {Result} from './kaltura-answer.js';
import {KalturaException} from './kaltura-exception.js';
import {integer, mandatoryParam, sessionType, textParam, type Params} from './kaltura-params.js';
import {parsePrivileges, privilegesText} from './privileges.js';
import {requireKs, requireSession} from './require-session.js';
import {MAX_EXPIRY_S, startKs} from './start-ks.js';

/** `session.start`: a KS, as a bare text. */
export function startSession({sessions}: Simulation, params: Params): Result {
  const secret = mandatoryParam(params, 'secret');
  const type = sessionType(textParam(params, 'type') ?? '0');
  const partnerId = textParam(params, 'partnerId') ?? '';
  if (!sessions.isAccount(partnerId, secret))
    throw new KalturaException('START_SESSION_ERROR', {PID: partnerId});
  const {ks} = startKs(sessions, {
    userId: textParam(params, 'userId') ?? '',
    type,
    expiry: sessionExpiry(params),
    privileges: parsePrivileges(textParam(params, 'privileges') ?? ''),
  });
  return ks;
}

/**
 * `session.startWidgetSession`: the KS of nobody in particular, for which no secret is needed. The
 * account has one widget, named after it. Kaltura also writes `view:*`, which nothing reads and
 * nothing here writes.
 */
export function startWidgetSession({sessions, account}: Simulation, params: Params): Result {
  const widgetId = mandatoryParam(params, 'widgetId');
  const {partnerId} = account;
  if (widgetId !== `_${partnerId}`)
    throw new KalturaException('INVALID_WIDGET_ID', {WIDGET_ID: widgetId});
  const {ks} = startKs(sessions, {
    userId: '0',
    type: SESSION_TYPE.user,
    expiry: sessionExpiry(params),
    privileges: {widget: '1'},
  });
  return {objectType: 'KalturaStartWidgetSessionResponse', partnerId, ks, userId: 0};
}

/** `session.get`: what the caller's KS says or, where there is a `session`, what that one says. */
export function getSession({sessions}: Simulation, params: Params): Result {
  const caller = requireSession(sessions, params);
  const other = textParam(params, 'session');
  const {type, partnerId, userId, expiry, privileges} = other
    ? requireKs(sessions, other)
    : caller.content;
  return {
    objectType: 'KalturaSessionInfo',
    sessionType: type,
    partnerId,
    userId,
    expiry,
    privileges: privilegesText(privileges),
  };
}

/** `session.end`: the caller's KS is dead from now on, here and in a room. */
export function endSession({sessions}: Simulation, params: Params): Result {
  const {ks, content} = requireSession(sessions, params);
  sessions.end(ks, content);
  return null;
}

const sessionExpiry = (params: Params): number =>
  Math.min(integer(textParam(params, 'expiry') ?? '86400'), MAX_EXPIRY_S);
