import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {exportJWK, generateKeyPair} from 'jose';
import {findFreePort} from '../../support/free-port.js';
import {runCli} from '../../support/run-cli.js';
import {serveFetch} from '../../support/serve-fetch.js';
import {
  JANE,
  ROOM_ID,
  importRooms,
  itLaunchesAndCreatesRooms,
  post,
  useServerSnippets,
} from './server-snippets.js';

/** Creates a private key as `kaltura-room key` prints it. */
async function createKey(kid: string): Promise<string> {
  const {privateKey} = await generateKeyPair('RS256', {extractable: true});
  return JSON.stringify({...(await exportJWK(privateKey)), kid});
}

describe('snippets of docs/server/authentication.md', () => {
  let hostPort: number;
  const getSimulator = useServerSnippets(async () => {
    hostPort = await findFreePort();
    return {
      KALTURA_LTI_SECRET: 'secret-of-the-consumer',
      LTI13_KEY: await createKey('current'),
      LTI13_NEXT_KEY: await createKey('next'),
      LTI13_ISSUER: `http://127.0.0.1:${hostPort}`,
    };
  });

  itLaunchesAndCreatesRooms('lti-1.1.js');

  it('a consumer of LTI 1.1 signs launches and creates no rooms', async () => {
    const rooms = await importRooms('lti-1.1-consumer.js');
    const {status, data} = await post(rooms, '/token', {roomId: ROOM_ID});
    const fields = data?.['fields'] as Record<string, string>;
    assert.deepEqual([status, fields['oauth_consumer_key']], [200, 'www.example.com']);
    assert.equal((await post(rooms, '/rooms', {name: 'No'})).status, 404);
  });

  describe('LTI 1.3', () => {
    const getUrl = () => `http://127.0.0.1:${hostPort}/api/kaltura`;

    for (const file of ['lti-1.3.js', 'lti-1.3-rotation.js'])
      it(`${file} passes \`kaltura-room check\``, async () => {
        const rooms = await importRooms(file);
        const server = await serveFetch(request => rooms.fetch(request), {port: hostPort});
        getSimulator().registerPlatform({
          issuer: process.env['LTI13_ISSUER'] ?? '',
          clientId: 'kaltura-kaf',
          deploymentId: '1',
          authorizationUrl: `${getUrl()}/lti/authorize`,
          jwksUrl: `${getUrl()}/lti/jwks`,
        });
        try {
          const {code, out} = await runCli([
            ...['check', `${getUrl()}/token`, '--room-id', ROOM_ID, '--header', `Cookie: ${JANE}`],
          ]);
          assert.equal(code, 0, out);
        } finally {
          await server.close();
        }
      });

    it('publishes both keys during a rotation, and signs with the first', async () => {
      const rooms = await importRooms('lti-1.3-rotation.js');
      const response = await rooms.fetch(new Request(`${getUrl()}/lti/jwks`));
      const {keys} = (await response.json()) as {keys: {kid: string}[]};
      assert.deepEqual(
        keys.map(({kid}) => kid),
        ['current', 'next'],
      );
    });
  });
});
