import {once} from 'node:events';
import {request, type Agent, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {MOUNT, answer, as, type Answer, type Host} from './host.js';

/** What `fetch` does not let one choose. */
interface RawOptions {
  /** Whose connections are used; one of its own by default. */
  readonly agent?: Agent;
  /** Does not say how long the body is. */
  readonly chunked?: boolean;
  /** Nor is there an end of it. */
  readonly endless?: boolean;
}

/** Posts JSON as jane, by a connection that is looked at more closely. */
export async function postRaw(
  {url}: Host,
  path: string,
  body: string,
  {agent, chunked = false, endless = false}: RawOptions,
): Promise<Answer> {
  const length = !chunked && !endless && {'content-length': Buffer.byteLength(body)};
  const posted = request(`${url}${MOUNT}${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...as('jane'), ...length},
    agent: agent ?? false,
  });
  const answered = once(posted, 'response') as Promise<[IncomingMessage]>;
  posted.write(body);
  if (!endless) posted.end();
  const [response] = await answered;
  // A server that has answered may hang up on the rest of the body.
  posted.on('error', () => {});
  const {statusCode = 0, headers} = response;
  const whole = answer(statusCode, new Headers(headers as HeadersInit), await text(response));
  if (endless) posted.destroy();
  return whole;
}
