import type {Context} from 'hono';
import {SESSION_TYPE, type SessionType} from '../../server/kaltura/ks.js';
import {KalturaException} from './kaltura-exception.js';

/** Parameters of a request to the Kaltura API, unparsed, by name. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * Reads the parameters of a request. The path overrides the query, and the query overrides the body.
 * In the path, names and values alternate (`/service/session/action/start`).
 */
export async function readParams(context: Context): Promise<Params> {
  return {...(await readBody(context)), ...context.req.query(), ...parsePath(context.req.path)};
}

/** Returns a parameter as text; undefined if it is absent, `null` or not a single value. */
export function getTextParam(params: Params, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Returns a mandatory parameter as text.
 * @throws KalturaException `MISSING_MANDATORY_PARAMETER`
 */
export function getMandatoryParam(params: Params, name: string): string {
  const value = getTextParam(params, name);
  if (value !== undefined) return value;
  throw new KalturaException('MISSING_MANDATORY_PARAMETER', {PARAM_NAME: name});
}

/**
 * Parses a `KalturaSessionType`.
 * @throws KalturaException `INVALID_ENUM_VALUE`
 */
export function parseSessionType(value: string): SessionType {
  const type = Object.values(SESSION_TYPE).find(known => String(known) === value);
  if (type !== undefined) return type;
  throw new KalturaException('INVALID_ENUM_VALUE', {
    ENUM_VAL: value,
    PARAM_NAME: 'type',
    ENUM_TYPE: 'KalturaSessionType',
  });
}

/** Reads the fields of an object parameter: `{"filter": {…}}` in JSON, `filter[…]` in a form. */
export function readGroup(params: Params, name: string): Record<string, string> {
  const inForm = Object.keys(params).map(key => [
    new RegExp(`^${name}[[:](\\w+)\\]?$`).exec(key)?.[1],
    getTextParam(params, key),
  ]);
  const object = params[name];
  const inJson =
    typeof object === 'object' && object !== null
      ? Object.keys(object).map(key => [key, getTextParam(object as Params, key)])
      : [];
  return Object.fromEntries(
    [...inForm, ...inJson].filter((pair): pair is [string, string] => !pair.includes(undefined)),
  );
}

/** Parses a whole number as PHP does: 0 if the text does not begin with a number. */
export const parseInteger = (value: string): number => Number.parseInt(value, 10) || 0;

async function readBody({req}: Context): Promise<Params> {
  if (req.method !== 'POST') return {};
  // Kaltura compares the whole header, so a body with a charset after the type is not read as JSON.
  const isJson = req.header('content-type')?.toLowerCase() === 'application/json';
  const body: unknown = await (isJson ? req.json() : req.parseBody()).catch(() => ({}));
  return isParams(body) ? body : {};
}

const isParams = (value: unknown): value is Params => typeof value === 'object' && value !== null;

function parsePath(path: string): Params {
  const [, ...segments] = path.split('/').filter(segment => segment && segment !== 'index.php');
  const names = segments.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, segments[index * 2 + 1] ?? '']));
}
