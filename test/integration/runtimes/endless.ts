import {once} from 'node:events';
import {listen} from '../../support/listen.js';

/** Starts a server whose responses never end. It records when a client disconnects. */
export async function startEndless() {
  let lastEnded = Promise.resolve<unknown>(undefined);
  const {url, close} = await listen((request, response) => {
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
  return {
    url,
    /** @throws AbortError if the last client still reads after 5 seconds */
    waitForDisconnect: async () => void (await lastEnded),
    close,
  };
}
