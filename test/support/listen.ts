import {once} from 'node:events';
import {createServer, type RequestListener} from 'node:http';
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
  const {port} = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
