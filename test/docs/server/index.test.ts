import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {findFreePort} from '../../support/free-port.js';
import {runCommand, startServer} from '../../support/processes.js';
import {runCli} from '../../support/run-cli.js';
import {getSnippetPath, importSnippet} from '../import-snippet.js';
import {
  JANE,
  ROOM_ID,
  itLaunchesAndCreatesRooms,
  useServerSnippets,
  type App,
} from './server-snippets.js';

describe('snippets of docs/server/index.md', () => {
  const getSimulator = useServerSnippets();

  itLaunchesAndCreatesRooms('rooms.js');

  it('the server of the setup passes `kaltura-room check`', async () => {
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const server = await startServer([process.execPath, getSnippetPath('server/server.js')], {
      url,
      env: {PORT: String(port)},
    });
    try {
      const {code, out} = await runCli(
        [
          ...['check', `${url}/api/kaltura/token`, '--room-id', ROOM_ID],
          ...[
            '--create-url',
            `${url}/api/kaltura/rooms`,
            '--create',
            '--header',
            `Cookie: ${JANE}`,
          ],
        ],
        {KALTURA_ADMIN_SECRET: getSimulator().adminSecret},
      );
      assert.equal(code, 0, out);
    } finally {
      await server.stop();
    }
  });

  describe('the health route', () => {
    it('responds with 200 while Kaltura accepts the account', async () => {
      const {app} = await importSnippet<{app: App}>('server/health.js');
      const response = await app.request('/health');
      assert.deepEqual([response.status, await response.json()], [200, {isReady: true}]);
    });

    it('responds with 503 while KAF fails, without details', async () => {
      getSimulator().faults.set('version', {kind: 'status', status: 500});
      const {app} = await importSnippet<{app: App}>('server/health.js');
      const response = await app.request('/health');
      assert.deepEqual([response.status, await response.json()], [503, {isReady: false}]);
    });
  });

  it('the check at the start prints every check', async () => {
    const output = await runCommand([process.execPath, getSnippetPath('server/startup-check.js')]);
    assert.deepEqual(
      output.match(/^passed \w+/gm),
      ['credentials', 'kaf', 'clock', 'store'].map(name => `passed ${name}`),
    );
  });

  it('a pino logger prints a launch without its KS', async () => {
    const script = `
      const {rooms} = await import(${JSON.stringify(getSnippetPath('server/logging.js'))});
      await rooms.fetch(new Request('http://localhost/api/kaltura/token', {
        method: 'POST',
        headers: {'content-type': 'application/json', cookie: '${JANE}'},
        body: '{"roomId":"${ROOM_ID}"}',
      }));`;
    const output = await runCommand([process.execPath, '--input-type=module', '-e', script]);
    const line = JSON.parse(output) as Record<string, unknown>;
    assert.deepEqual(
      [line['name'], line['msg'], line['roomId'], line['userId']],
      ['rooms', 'kaltura-room: launch', ROOM_ID, 'jane'],
    );
    assert.doesNotMatch(output, /djJ8/);
  });
});
