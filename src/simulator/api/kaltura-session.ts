import {RoomError} from '../../errors.js';
import {SESSION_TYPE, type KsContent, type SessionType} from '../../server/ks.js';
import type {Result} from './kaltura-answer.js';
import {KalturaException} from './kaltura-exception.js';
import {textParam, type Params} from './kaltura-params.js';
import type {Sessions} from '../sessions.js';

/**
 * `session.start`: a KS, as a bare text. Stricter than Kaltura in one way: a privilege whose value
 * could change another one (`all:*`, `edit:*`) is refused, because nothing here writes such a KS.
 */
export function startSession(sessions: Sessions, params: Params): Result {
  const secret = textParam(params, 'secret');
  if (secret === undefined)
    throw new KalturaException('MISSING_MANDATORY_PARAMETER', {PARAM_NAME: 'secret'});
  const type = sessionType(textParam(params, 'type') ?? '0');
  const partnerId = textParam(params, 'partnerId') ?? '';
  if (!sessions.isAccount(partnerId, secret))
    throw new KalturaException('START_SESSION_ERROR', {PID: partnerId});
  const userId = textParam(params, 'userId') ?? '';
  const expiry = integer(textParam(params, 'expiry') ?? '86400');
  try {
    return sessions.start(userId, type, expiry, textParam(params, 'privileges') ?? '');
  } catch (error) {
    if (error instanceof RoomError)
      throw new KalturaException('SIMULATOR_REFUSES', {REASON: error.message});
    throw error;
  }
}

/** `session.get`: what the caller's KS says or, where there is a `session`, what that one says. */
export function getSession(sessions: Sessions, params: Params): Result {
  const caller = requireSession(sessions, textParam(params, 'ks'));
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
    privileges: Object.entries(privileges)
      .map(([name, value]) => (value === '' ? name : `${name}:${value}`))
      .join(','),
  };
}

/** `session.end`: the caller's KS is dead from now on, here and in a room. */
export function endSession(sessions: Sessions, params: Params): Result {
  const {ks, content} = requireSession(sessions, textParam(params, 'ks'));
  sessions.end(ks, content);
  return null;
}

/** The caller's KS, which must also allow a call: `actionslimit:-1` allows none at all. */
function requireSession(
  sessions: Sessions,
  ks: string | undefined,
): {ks: string; content: KsContent} {
  if (!ks) throw new KalturaException('MISSING_KS');
  const content = requireKs(sessions, ks);
  const limit = content.privileges['actionslimit'];
  if (limit !== undefined && integer(limit) <= 0)
    throw new KalturaException('INVALID_ACTIONS_LIMIT');
  return {ks, content};
}

function requireKs(sessions: Sessions, ks: string): KsContent {
  const reading = sessions.read(ks);
  switch (reading.status) {
    case 'valid':
      return reading.content;
    case 'missing':
    case 'malformed':
      throw invalidKs(ks);
    case 'expired':
      throw invalidKs('EXPIRED');
    case 'ended':
      throw invalidKs('LOGOUT');
    default:
      return reading satisfies never;
  }
}

/** Kaltura puts the reason where the KS would stand, and says -1 whatever the reason. */
const invalidKs = (id: string): KalturaException =>
  new KalturaException('INVALID_KS', {KSID: id, ERR_CODE: '-1', ERR_DESC: 'INVALID_STR'});

function sessionType(value: string): SessionType {
  const type = Object.values(SESSION_TYPE).find(known => String(known) === value);
  if (type !== undefined) return type;
  throw new KalturaException('INVALID_ENUM_VALUE', {
    ENUM_VAL: value,
    PARAM_NAME: 'type',
    ENUM_TYPE: 'KalturaSessionType',
  });
}

/** A whole number as PHP reads one: what is no number is 0. */
const integer = (value: string): number => Number.parseInt(value, 10) || 0;
