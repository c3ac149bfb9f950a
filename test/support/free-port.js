// @ts-check
import {randomInt} from 'node:crypto';
import {createServer} from 'node:net';

/**
 * Ports that no system assigns by itself, to a client or to a server at port 0. Otherwise, another
 * process could get the port before its server starts.
 */
const PORTS = {first: 20_000, last: 32_767};

/**
 * Finds a port that is free on every address of this machine.
 * @returns {Promise<number>}
 */
export async function findFreePort() {
  for (;;) {
    const port = randomInt(PORTS.first, PORTS.last + 1);
    if (await isFree(port)) return port;
  }
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      // Windows reserves ranges of ports.
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
