import {RoomError} from '../errors.js';
import type {Settings} from './options.js';

const ANSWER_LIMIT = 1_000_000;

/**
 * Posts JSON to Kaltura or KAF and returns the JSON of the answer, whatever its HTTP status: both
 * answer errors with 200 as well. A redirect is not followed, since the body holds a secret.
 * @throws RoomError `kaltura-unreachable`, `kaltura-timeout`, or `kaltura-invalid` where no JSON came
 */
export async function postUpstream(
  url: string,
  body: object,
  {fetch, upstreamTimeout}: Pick<Settings, 'fetch' | 'upstreamTimeout'>,
): Promise<unknown> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {accept: 'application/json', 'content-type': 'application/json'},
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(upstreamTimeout * 1000),
    });
    status = response.status;
    text = await textOf(response);
  } catch (cause) {
    const late = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw late
      ? new RoomError('kaltura-timeout', `POST ${url} took over ${upstreamTimeout} s`, {cause})
      : new RoomError('kaltura-unreachable', `POST ${url} got no answer`, {cause});
  }
  try {
    return JSON.parse(text);
  } catch {
    const got = /^\s*</.test(text) ? 'HTML or XML' : 'something else';
    throw new RoomError('kaltura-invalid', `POST ${url} must answer JSON; got ${status}, ${got}`);
  }
}

/** The body as text, cut off where it is longer than any honest answer. */
async function textOf({body}: Response): Promise<string> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, {stream: true});
    if (text.length > ANSWER_LIMIT) break;
  }
  return text;
}
