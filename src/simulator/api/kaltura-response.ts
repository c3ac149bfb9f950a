import {KalturaException} from './kaltura-exception.js';

/** Scalar fields of an object, with its `objectType`. */
export type Fields = Readonly<Record<string, string | number>>;

/** Result of an action: a text, nothing, or an object that may contain lists of other objects. */
export type Result = string | null | Readonly<Record<string, string | number | readonly Fields[]>>;

/** The answer to one call. */
export type Answer = Result | KalturaException;

/** Kaltura's API allows every origin, so CORS keeps no secret out of a page. */
export const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'Origin, X-Requested-With, Content-Type, Accept, Range, Cache-Control',
  'access-control-allow-methods': 'POST, GET, HEAD, OPTIONS',
  'access-control-max-age': '86400',
} as const;

/**
 * Creates a response in Kaltura's JSON. Its status is 200 for a result and for an exception.
 * @param answer one answer, or the answers of a multirequest
 */
export function jsonResponse(answer: Answer | readonly Answer[]): Response {
  const body = isList(answer) ? answer.map(toJson) : toJson(answer);
  return createResponse(JSON.stringify(body), 'application/json');
}

/** Creates a response in Kaltura's XML, which is the format without `format=1`. */
export function xmlResponse(answer: Answer | readonly Answer[], startedMs: number): Response {
  const content = isList(answer)
    ? answer.map(item => `<item>${toXml(item)}</item>`).join('')
    : toXml(answer);
  const seconds = (performance.now() - startedMs) / 1000;
  return createResponse(
    '<?xml version="1.0" encoding="utf-8"?>' +
      `<xml><result>${content}</result><executionTime>${seconds}</executionTime></xml>`,
    'text/xml',
  );
}

const createResponse = (body: string, type: string): Response =>
  new Response(body, {
    headers: {...CORS_HEADERS, 'content-type': type, 'cache-control': 'no-store'},
  });

const isList = (answer: Answer | readonly Answer[]): answer is readonly Answer[] =>
  Array.isArray(answer);

const toJson = (answer: Answer): unknown =>
  answer instanceof KalturaException ? toJsonException(answer) : answer;

const toXml = (answer: Answer): string =>
  answer instanceof KalturaException ? toXmlException(answer) : toXmlResult(answer);

function toJsonException({code, message, args}: KalturaException): object {
  // PHP encodes an empty map as a list.
  const map = Object.keys(args).length > 0 ? args : [];
  return {code, message, objectType: 'KalturaAPIException', args: map};
}

function toXmlException({code, message, args}: KalturaException): string {
  const items = Object.entries(args).map(([name, value]) => {
    const item = toXmlFields({objectType: 'KalturaApiExceptionArg', name, value});
    return `<item>${item}</item>`;
  });
  const fields = toXmlFields({code, message, objectType: 'KalturaAPIException'});
  return `<error>${fields}<args>${items.join('')}</args></error>`;
}

function toXmlResult(result: Result): string {
  if (result === null) return '';
  return typeof result === 'string' ? escapeXml(result) : toXmlFields(result);
}

const toXmlFields = (fields: Exclude<Result, string | null>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${toXmlValue(value)}</${name}>`)
    .join('');

const toXmlValue = (value: string | number | readonly Fields[]): string =>
  typeof value === 'object'
    ? value.map(item => `<item>${toXmlFields(item)}</item>`).join('')
    : escapeXml(String(value));

const escapeXml = (text: string): string =>
  text
    // XML 1.0 allows no control characters, not even escaped.
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
