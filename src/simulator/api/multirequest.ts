import {KalturaException} from './kaltura-exception.js';
import {getTextParam, type Params} from './kaltura-params.js';
import type {Answer} from './kaltura-response.js';

/*
 * A multirequest is one HTTP request with several calls. The names of their parameters begin with the
 * number of the call: `{"1": {"service": …}}` in JSON, `1:service` or `1[service]` in a form.
 */

const IN_FORM = /^(\d+)(?::([^]+)|\[(\w+)\]([^]*))$/;
/** A value that is replaced with the result of an earlier call: `{1:result:objects:0:id}`. */
const PLACEHOLDER = /^\{(\d+):result(?::(.+))?\}$/;

/** Returns whether the parameters are a multirequest. */
export const isMultirequest = (params: Params): boolean =>
  getTextParam(params, 'service')?.toLowerCase() === 'multirequest';

/** Returns the parameters of each call, in their order. All have the parameters without a number too. */
export function splitMultirequest(params: Params): Params[] {
  const shared: Record<string, unknown> = {};
  const calls = new Map<number, Record<string, unknown>>();
  const getCall = (number: string) => {
    const call = calls.get(Number(number)) ?? {};
    calls.set(Number(number), call);
    return call;
  };
  for (const [name, value] of Object.entries(params)) {
    const [, number, afterColon, inBrackets, end] = IN_FORM.exec(name) ?? [];
    if (number !== undefined) getCall(number)[afterColon ?? `${inBrackets}${end}`] = value;
    else if (/^\d+$/.test(name) && typeof value === 'object') Object.assign(getCall(name), value);
    else if (name !== 'service' && name !== 'action') shared[name] = value;
  }
  return [...calls].sort(([a], [b]) => a - b).map(([, call]) => ({...shared, ...call}));
}

/**
 * Replaces each placeholder with the result of an earlier call. The first call has the number 1.
 * @throws KalturaException `SIMULATOR_REFUSES` if the result does not exist
 */
export function replacePlaceholders(params: Params, answers: readonly Answer[]): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, replaceValue(value, answers)]),
  );
}

function replaceValue(value: unknown, answers: readonly Answer[]): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return replacePlaceholders(value as Params, answers);
  const [placeholder, number, path = ''] =
    PLACEHOLDER.exec(typeof value === 'string' ? value : '') ?? [];
  if (placeholder === undefined) return value;
  const answer = answers[Number(number) - 1];
  const names = path.split(':').filter(Boolean);
  const found = answer instanceof KalturaException ? undefined : findPart(answer, names);
  if (found !== undefined) return found;
  throw new KalturaException('SIMULATOR_REFUSES', {
    REASON: `${placeholder}, because that call has no such result`,
  });
}

const findPart = (answer: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, name)
        ? (part as Record<string, unknown>)[name]
        : undefined,
    answer,
  );
