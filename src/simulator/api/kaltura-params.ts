import type {Context} from 'hono';
import {SESSION_TYPE, type SessionType} from '../../server/kaltura/ks.js';
import {KalturaException} from './kaltura-exception.js';

/** What a request to the Kaltura API asks for: name to value, as it came. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * The parameters of a request: in its body, over that in its query, over that in its path, where
 * they stand in pairs (`/service/session/action/start`).
 */
export async function readParams(context: Context): Promise<Params> {
  return {...(await readBody(context)), ...context.req.query(), ...pathParams(context.req.path)};
}

/** A parameter as text; undefined where it is absent, `null`, or not a single value. */
export function textParam(params: Params, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * A parameter that must be there.
 * @throws KalturaException `MISSING_MANDATORY_PARAMETER`
 */
export function mandatoryParam(params: Params, name: string): string {
  const value = textParam(params, name);
  if (value !== undefined) return value;
  throw new KalturaException('MISSING_MANDATORY_PARAMETER', {PARAM_NAME: name});
}

/**
 * A `KalturaSessionType`.
 * @throws KalturaException `INVALID_ENUM_VALUE`
 */
export function sessionType(value: string): SessionType {
  const type = Object.values(SESSION_TYPE).find(known => String(known) === value);
  if (type !== undefined) return type;
  throw new KalturaException('INVALID_ENUM_VALUE', {
    ENUM_VAL: value,
    PARAM_NAME: 'type',
    ENUM_TYPE: 'KalturaSessionType',
  });
}

/** A whole number as PHP reads one: what is no number is 0. */
export const integer = (value: string): number => Number.parseInt(value, 10) || 0;

async function readBody({req}: Context): Promise<Params> {
  if (req.method !== 'POST') return {};
  // Kaltura compares the whole header: with a charset after it, JSON is not taken for JSON.
  const isJson = req.header('content-type')?.toLowerCase() === 'application/json';
  const body: unknown = await (isJson ? req.json() : req.parseBody()).catch(() => ({}));
  return isParams(body) ? body : {};
}

const isParams = (value: unknown): value is Params => typeof value === 'object' && value !== null;

function pathParams(path: string): Params {
  const [, ...segments] = path.split('/').filter(segment => segment && segment !== 'index.php');
  const names = segments.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, segments[index * 2 + 1] ?? '']));
}
