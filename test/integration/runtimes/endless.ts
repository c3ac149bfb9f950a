import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

/** Starts a server whose responses never end. It records when a client disconnects. */
export async function startEndless() {
  let lastEnded = Promise.resolve<unknown>(undefined);
  const server = createServer((request, response) => {
    lastEnded = once(response, 'close', {signal: AbortSignal.timeout(5000)});
    lastEnded.catch(() => {});
    request.resume();
    response.writeHead(200, {'content-type': 'application/json'});
    const more = () => {
      while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
    };
    response.on('drain', more);
    more();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** @throws AbortError if the last client still reads after 5 seconds */
    waitForDisconnect: async () => void (await lastEnded),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
