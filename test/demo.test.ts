import assert from 'node:assert/strict';
import {request} from 'node:http';
import {describe, it} from 'node:test';
import {readAccount, startDemo} from '../demo/server.js';
import {startRealAccountDemo} from './demo/real-account-demo.js';
import {findFreePort} from './support/free-port.js';
import {startServer} from './support/processes.js';
import {waitUntil} from './support/wait-until.js';

const ENVIRONMENT = {
  KALTURA_PARTNER_ID: '12345',
  KALTURA_ADMIN_SECRET: '0123456789abcdef0123456789abcdef',
  KAF_URL: 'https://12345.kaf.kaltura.com',
};

describe('readAccount()', () => {
  it('returns undefined if no variable is set', () => {
    assert.equal(readAccount({PATH: '/bin'}), undefined);
  });

  it('returns the account of the variables', () => {
    assert.deepEqual(readAccount(ENVIRONMENT), {
      partnerId: 12345,
      adminSecret: ENVIRONMENT.KALTURA_ADMIN_SECRET,
      kafUrl: ENVIRONMENT.KAF_URL,
    });
  });

  for (const {name, value} of [
    {name: 'KALTURA_PARTNER_ID', value: 'twelve'},
    {name: 'KALTURA_PARTNER_ID', value: ''},
    {name: 'KALTURA_ADMIN_SECRET', value: 'short'},
    {name: 'KALTURA_ADMIN_SECRET', value: ''},
    {name: 'KAF_URL', value: 'http://12345.kaf.kaltura.com'},
    {name: 'KAF_URL', value: 'https://u:p@12345.kaf.kaltura.com'},
    {name: 'KAF_URL', value: '12345.kaf.kaltura.com'},
    {name: 'KAF_URL', value: ''},
  ])
    it(`throws an error about ${name}=${value}, without the secret`, () => {
      assert.throws(
        () => readAccount({...ENVIRONMENT, [name]: value}),
        ({message}: Error) =>
          message.includes(`${name} must be`) &&
          !message.includes(ENVIRONMENT.KALTURA_ADMIN_SECRET),
      );
    });
});

describe('startDemo()', () => {
  it('starts no simulator for a real account, and requires a sign-in', async t => {
    const {kaltura, demo} = await startRealAccountDemo(t);
    assert.equal(demo.simulator, undefined);
    const post = (path: string, body: object, cookie = '') =>
      fetch(`${demo.url}${path}`, {
        method: 'POST',
        headers: {'content-type': 'application/json', cookie},
        body: JSON.stringify(body),
      });
    assert.equal((await post('/api/kaltura/token', {roomId: '1_townhall'})).status, 401);
    const signIn = await post('/api/sign-in', {person: 'moderator'});
    const [cookie] = signIn.headers.get('set-cookie')?.split(';') ?? [];
    const created = await post('/api/kaltura/rooms', {name: 'Real'}, cookie);
    assert.equal(created.status, 201);
    assert.equal(kaltura.counts['create-room'], 1);
  });

  it('rejects requests for another or a malformed host name', async () => {
    const demo = await startDemo({port: 0, simulatorPort: 0});
    const {port} = new URL(demo.url);
    const getStatus = (host: string) =>
      new Promise(resolve => {
        request({host: '127.0.0.1', port, headers: {host}}, response => {
          response.resume();
          resolve(response.statusCode);
        }).end();
      });
    try {
      assert.equal(await getStatus(`evil.example:${port}`), 421);
      assert.equal(await getStatus('xn--a'), 421);
    } finally {
      await demo.close();
    }
  });
});

describe('npm start', () => {
  it('prints a line for each request that the simulator rejects, without the secret', async () => {
    const port = await findFreePort();
    const demo = await startServer([process.execPath, 'demo/server.js'], {
      env: {PORT: `${port}`},
      readyText: 'Kaltura is simulated at',
    });
    try {
      const [url = ''] = /http:\/\/127[^\s]+/.exec(demo.getOutput()) ?? [];
      const secret = 'fedcba9876543210fedcba9876543210';
      await fetch(`${url}/api_v3/?service=session&action=start&secret=${secret}&partnerId=7`);
      await waitUntil('the line', () => demo.getOutput().includes('Rejected'));
      assert.match(demo.getOutput(), /^Rejected \(200\): session\.start .*partner \[7\]$/m);
      assert.ok(!demo.getOutput().includes(secret));
    } finally {
      await demo.stop();
    }
  });
});
