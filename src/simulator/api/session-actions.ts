import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {SimulatorContext} from '../simulator-context.js';
import {KalturaException} from './kaltura-exception.js';
import {
  getMandatoryParam,
  getTextParam,
  parseInteger,
  parseSessionType,
  type Params,
} from './kaltura-params.js';
import type {Result} from './kaltura-response.js';
import {MAX_EXPIRY_S, requireKs, requireSession, startKs} from './kaltura-sessions.js';
import {formatPrivileges, parsePrivileges} from './privileges.js';

/** Handles `session.start`: returns a KS as text. */
export function startSession({sessions}: SimulatorContext, params: Params): Result {
  const secret = getMandatoryParam(params, 'secret');
  const type = parseSessionType(getTextParam(params, 'type') ?? '0');
  const partnerId = getTextParam(params, 'partnerId') ?? '';
  if (!sessions.isAccount(partnerId, secret))
    throw new KalturaException('START_SESSION_ERROR', {PID: partnerId});
  const {ks} = startKs(sessions, {
    userId: getTextParam(params, 'userId') ?? '',
    type,
    expiry: getSessionExpiry(params),
    privileges: parsePrivileges(getTextParam(params, 'privileges') ?? ''),
  });
  return ks;
}

/**
 * Handles `session.startWidgetSession`: returns an anonymous KS, without a secret. The account has one
 * widget, with the ID `_{partnerId}`. Kaltura also adds the privilege `view:*`, which `encodeKs`
 * refuses and no code reads.
 */
export function startWidgetSession({sessions, account}: SimulatorContext, params: Params): Result {
  const widgetId = getMandatoryParam(params, 'widgetId');
  const {partnerId} = account;
  if (widgetId !== `_${partnerId}`)
    throw new KalturaException('INVALID_WIDGET_ID', {WIDGET_ID: widgetId});
  const {ks} = startKs(sessions, {
    userId: '0',
    type: SESSION_TYPE.user,
    expiry: getSessionExpiry(params),
    privileges: {widget: '1'},
  });
  return {objectType: 'KalturaStartWidgetSessionResponse', partnerId, ks, userId: 0};
}

/** Handles `session.get`: returns the content of the KS in `session`, or of the caller's KS. */
export function getSession({sessions}: SimulatorContext, params: Params): Result {
  const caller = requireSession(sessions, params);
  const session = getTextParam(params, 'session');
  const {type, partnerId, userId, expiry, privileges} = session
    ? requireKs(sessions, session)
    : caller.content;
  return {
    objectType: 'KalturaSessionInfo',
    sessionType: type,
    partnerId,
    userId,
    expiry,
    privileges: formatPrivileges(privileges),
  };
}

/** Handles `session.end`: invalidates the caller's KS, for the API and for KAF. */
export function endSession({sessions}: SimulatorContext, params: Params): Result {
  const {ks, content} = requireSession(sessions, params);
  sessions.end(ks, content);
  return null;
}

const getSessionExpiry = (params: Params): number =>
  Math.min(parseInteger(getTextParam(params, 'expiry') ?? '86400'), MAX_EXPIRY_S);
