import type {Server} from 'node:http';
import {serve} from '@hono/node-server';
import {describeServer, type HttpServer} from './listen.js';

/** Serves an app, such as `app.fetch` of Hono, at a free port or at `port`. */
export async function serveFetch(
  fetch: (request: Request) => Response | Promise<Response>,
  {hostname = '127.0.0.1', port = 0} = {},
): Promise<HttpServer> {
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = serve({fetch, port, hostname}, () => resolve(listening as Server));
    listening.once('error', reject);
  });
  return describeServer(server, hostname);
}
