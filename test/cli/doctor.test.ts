import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Readiness} from '../../src/server/index.js';
import {findFreePort} from '../support/free-port.js';
import {startRedis, withRedis, type RedisServer} from '../support/redis-server.js';
import {runCli, useSimulator} from './support.js';

describe('kaltura-room doctor', () => {
  const simulator = useSimulator();

  /** The environment of a host backend with the admin secret, for the simulator. */
  const createEnv = (env: Record<string, string> = {}) => ({
    KALTURA_PARTNER_ID: String(simulator().partnerId),
    KAF_URL: simulator().url,
    KALTURA_ADMIN_SECRET: simulator().adminSecret,
    ...env,
  });

  it('passes each check for a working account', async () => {
    const {code, out, err} = await runCli(['doctor'], createEnv());
    assert.equal(code, 0);
    assert.equal(err, '');
    assert.match(out, /✓ credentials: Kaltura accepts the admin secret/);
    assert.match(out, /✓ kaf: /);
    assert.match(out, /✓ clock: /);
    assert.match(out, /✓ store: /);
  });

  it('prints the result as JSON', async () => {
    const {code, out} = await runCli(['doctor', '--json'], createEnv());
    assert.equal(code, 0);
    const {isReady, checks} = JSON.parse(out) as Readiness;
    assert.equal(isReady, true);
    assert.deepEqual(
      checks.map(({name}) => name),
      ['credentials', 'kaf', 'clock', 'store'],
    );
  });

  it('accepts app tokens instead of the admin secret', async () => {
    const {user, admin} = simulator().appTokens;
    const {code, out} = await runCli(
      ['doctor'],
      createEnv({
        KALTURA_ADMIN_SECRET: '',
        KALTURA_APP_TOKEN_ID: user.id,
        KALTURA_APP_TOKEN: user.token,
        KALTURA_APP_TOKEN_HASH: user.hashType ?? '',
        KALTURA_ADMIN_APP_TOKEN_ID: admin.id,
        KALTURA_ADMIN_APP_TOKEN: admin.token,
        KALTURA_ADMIN_APP_TOKEN_HASH: admin.hashType ?? '',
      }),
    );
    assert.match(out, /✓ credentials: Kaltura accepts the app tokens for users and admins/);
    assert.equal(code, 0);
  });

  it('exits with 1 and prints no secret if the admin secret is wrong', async () => {
    const wrong = 'wrong-secret-0123456789';
    const {code, out, err} = await runCli(['doctor'], createEnv({KALTURA_ADMIN_SECRET: wrong}));
    assert.equal(code, 1);
    assert.match(
      out,
      /✗ credentials: kaltura-refused: adminSecret must be .*; session\.get answered INVALID_KS/,
    );
    assert.doesNotMatch(out + err, new RegExp(`${wrong}|djJ8`));
  });

  it('exits with 1 if KAF does not respond', async () => {
    const env = createEnv({KAF_URL: `http://127.0.0.1:${await findFreePort()}`});
    const {code, out} = await runCli(['doctor'], {...env, KALTURA_API_URL: simulator().url});
    assert.equal(code, 1);
    assert.match(out, /✓ credentials/);
    assert.match(out, /✗ kaf: kaltura-unreachable/);
    assert.match(out, /✗ clock: kaltura-unreachable/);
  });

  for (const {name, env, message} of [
    {name: 'without an account', env: {KALTURA_PARTNER_ID: ''}, message: /KALTURA_PARTNER_ID must/},
    {name: 'without a KAF', env: {KAF_URL: ''}, message: /KAF_URL must be set/},
    {
      name: 'without credentials',
      env: {KALTURA_ADMIN_SECRET: ''},
      message: /KALTURA_ADMIN_SECRET or KALTURA_APP_TOKEN_ID must be set/,
    },
    {
      name: 'with the ID of an app token alone',
      env: {KALTURA_ADMIN_SECRET: '', KALTURA_APP_TOKEN_ID: '1_abcd1234'},
      message: /KALTURA_APP_TOKEN must be set/,
    },
  ])
    it(`exits with 2 ${name}`, async () => {
      const {code, err} = await runCli(['doctor'], createEnv(env));
      assert.equal(code, 2);
      assert.match(err, message);
    });

  it('exits with 1 and names the option that is malformed', async () => {
    const {code, err} = await runCli(['doctor'], createEnv({KAF_URL: 'kaf.example.com'}));
    assert.equal(code, 1);
    assert.match(err, /kafUrl must be a bare https origin/);
  });

  describe('with REDIS_URL', withRedis, () => {
    let redis: RedisServer | undefined;
    before(async () => void (redis = await startRedis()));
    after(() => redis?.stop());

    it('checks the store in Redis', async () => {
      const {code, out} = await runCli(['doctor'], createEnv({REDIS_URL: redis?.url ?? ''}));
      assert.match(out, /✓ store: /);
      assert.equal(code, 0);
    });

    it('exits with 1 and prints no password if Redis accepts no connection', async () => {
      const url = `redis://:hush-hush@127.0.0.1:${await findFreePort()}`;
      const {code, out, err} = await runCli(['doctor'], createEnv({REDIS_URL: url}));
      assert.equal(code, 1);
      assert.match(err, /The Redis of REDIS_URL must accept a connection/);
      assert.doesNotMatch(out + err, /hush-hush/);
    });
  });
});
