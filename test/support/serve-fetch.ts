import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {serve} from '@hono/node-server';

/** A server on this machine. */
export interface FetchServer {
  readonly port: number;
  readonly url: string;
  /** Closes the server and its connections. */
  readonly close: () => Promise<void>;
}

/** Serves an app, such as `app.fetch` of Hono, at a free port or at `port`. */
export async function serveFetch(
  fetch: (request: Request) => Response | Promise<Response>,
  {hostname = '127.0.0.1', port = 0} = {},
): Promise<FetchServer> {
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = serve({fetch, port, hostname}, () => resolve(listening as Server));
    listening.once('error', reject);
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://${hostname}:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
