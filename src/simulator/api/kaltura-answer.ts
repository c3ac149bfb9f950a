import {KalturaException} from './kaltura-exception.js';

/** An object of scalars, with its `objectType`. */
export type Fields = Readonly<Record<string, string | number>>;

/** What an action answers: a text, an object which may hold a list of others, or nothing. */
export type Result = string | null | Readonly<Record<string, string | number | readonly Fields[]>>;

/** What Kaltura says to every origin. Only discipline keeps a secret out of a page. */
export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'Origin, X-Requested-With, Content-Type, Accept, Range, Cache-Control',
  'access-control-allow-methods': 'POST, GET, HEAD, OPTIONS',
  'access-control-max-age': '86400',
} as const;

/** A result or an exception in Kaltura's JSON, with status 200 for either. */
export function jsonAnswer(result: Result | KalturaException): Response {
  const body = result instanceof KalturaException ? jsonException(result) : result;
  return answer(JSON.stringify(body), 'application/json');
}

/** A result or an exception in Kaltura's XML, which it speaks unless asked for `format=1`. */
export function xmlAnswer(result: Result | KalturaException, startedMs: number): Response {
  const content = result instanceof KalturaException ? xmlException(result) : xmlResult(result);
  const seconds = (performance.now() - startedMs) / 1000;
  return answer(
    '<?xml version="1.0" encoding="utf-8"?>' +
      `<xml><result>${content}</result><executionTime>${seconds}</executionTime></xml>`,
    'text/xml',
  );
}

const answer = (body: string, type: string): Response =>
  new Response(body, {headers: {...CORS, 'content-type': type, 'cache-control': 'no-store'}});

function jsonException({code, message, args}: KalturaException): object {
  // PHP writes an empty map as a list.
  const map = Object.keys(args).length > 0 ? args : [];
  return {code, message, objectType: 'KalturaAPIException', args: map};
}

function xmlException({code, message, args}: KalturaException): string {
  const items = Object.entries(args).map(([name, value]) => {
    const item = xmlFields({objectType: 'KalturaApiExceptionArg', name, value});
    return `<item>${item}</item>`;
  });
  const fields = xmlFields({code, message, objectType: 'KalturaAPIException'});
  return `<error>${fields}<args>${items.join('')}</args></error>`;
}

function xmlResult(result: Result): string {
  if (result === null) return '';
  return typeof result === 'string' ? escapeXml(result) : xmlFields(result);
}

const xmlFields = (fields: Exclude<Result, string | null>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${xmlValue(value)}</${name}>`)
    .join('');

const xmlValue = (value: string | number | readonly Fields[]): string =>
  typeof value === 'object'
    ? value.map(item => `<item>${xmlFields(item)}</item>`).join('')
    : escapeXml(String(value));

const escapeXml = (text: string): string =>
  text
    // XML 1.0 has no way to write these, not even escaped.
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
