import {once} from 'node:events';
import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';

/** An HTTP server on this machine. */
export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Closes the server and its connections. */
  readonly close: () => Promise<void>;
}

/** Serves a request listener of Node at a free port. */
export async function listen(listener: RequestListener): Promise<HttpServer> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return describeServer(server, '127.0.0.1');
}

/** Returns the address of a server that listens, and a function that closes it. */
export function describeServer(server: Server, hostname: string): HttpServer {
  const {port} = server.address() as AddressInfo;
  return {
    port,
    url: `http://${hostname}:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
