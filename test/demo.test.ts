import assert from 'node:assert/strict';
import {request} from 'node:http';
import {test} from 'node:test';
import {accountFrom, startDemo} from '../demo/server.js';
import {startSimulator} from '../src/simulator/index.js';

const KALTURA = {
  KALTURA_PARTNER_ID: '12345',
  KALTURA_ADMIN_SECRET: '0123456789abcdef0123456789abcdef',
  KAF_URL: 'https://12345.kaf.kaltura.com',
};

test('an environment that names no Kaltura names none', () => {
  assert.equal(accountFrom({PATH: '/bin'}), undefined);
});

test('an environment that names a Kaltura names its account', () => {
  assert.deepEqual(accountFrom(KALTURA), {
    partnerId: 12345,
    adminSecret: KALTURA.KALTURA_ADMIN_SECRET,
    kafUrl: KALTURA.KAF_URL,
  });
});

for (const [name, bad] of [
  ['KALTURA_PARTNER_ID', 'twelve'],
  ['KALTURA_ADMIN_SECRET', 'short'],
  ['KAF_URL', 'http://12345.kaf.kaltura.com'],
  ['KAF_URL', 'https://u:p@12345.kaf.kaltura.com'],
  ['KAF_URL', '12345.kaf.kaltura.com'],
] as const)
  for (const value of [bad, ''])
    test(`${name}=${value} is named, and no secret is`, () => {
      assert.throws(
        () => accountFrom({...KALTURA, [name]: value}),
        ({message}: Error) =>
          message.includes(`${name} must be`) && !message.includes(KALTURA.KALTURA_ADMIN_SECRET),
      );
    });

test('with an account the demo starts no simulator, and lets nobody in who has not said who they are', async () => {
  const kaltura = await startSimulator();
  const {partnerId, adminSecret, url: kafUrl} = kaltura;
  const account = {partnerId, adminSecret, kafUrl};
  const demo = await startDemo({port: 0, simulatorPort: 0, account});
  try {
    assert.equal(demo.simulator, undefined);
    const post = (path: string, body: object, cookie = '') =>
      fetch(`${demo.url}${path}`, {
        method: 'POST',
        headers: {'content-type': 'application/json', cookie},
        body: JSON.stringify(body),
      });
    assert.equal((await post('/api/kaltura/token', {roomId: '1_townhall'})).status, 401);
    const cookie = (await post('/api/sign-in', {person: 'moderator'})).headers.get('set-cookie');
    const created = await post('/api/kaltura/rooms', {name: 'Real'}, cookie?.split(';')[0]);
    assert.equal(created.status, 201);
    assert.equal(kaltura.counts['create-room'], 1);
  } finally {
    await demo.close();
    await kaltura.close();
  }
});

test('the demo answers to no name but its own', async () => {
  const demo = await startDemo({port: 0, simulatorPort: 0});
  try {
    const {port} = new URL(demo.url);
    const status = await new Promise(resolve => {
      const headers = {host: `evil.example:${port}`};
      request({host: '127.0.0.1', port, headers}, response => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    assert.equal(status, 421);
  } finally {
    await demo.close();
  }
});
