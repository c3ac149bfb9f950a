import {once} from 'node:events';
import {request, type Agent, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {MOUNT, parseAnswer, signInAs, type Answer, type Host} from './host.js';

/** Options that `fetch` does not have. */
interface RawOptions {
  /** The agent with the connections. By default, each request has a new connection. */
  readonly agent?: Agent;
  /** Sends the body without a Content-Length header. */
  readonly chunked?: boolean;
  /** Sends no Content-Length header, and does not end the body. */
  readonly endless?: boolean;
}

/** Posts JSON as Jane, with control over the connection and the transfer. */
export async function postRaw(
  {url}: Host,
  path: string,
  body: string,
  {agent, chunked = false, endless = false}: RawOptions,
): Promise<Answer> {
  const length = !chunked && !endless && {'content-length': Buffer.byteLength(body)};
  const posted = request(`${url}${MOUNT}${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...signInAs('jane'), ...length},
    agent: agent ?? false,
  });
  const responded = once(posted, 'response') as Promise<[IncomingMessage]>;
  posted.write(body);
  if (!endless) posted.end();
  const [response] = await responded;
  // After its response, a server may close the connection before the body ends.
  posted.on('error', () => {});
  const {statusCode = 0, headers} = response;
  const answer = parseAnswer(statusCode, new Headers(headers as HeadersInit), await text(response));
  if (endless) posted.destroy();
  return answer;
}
