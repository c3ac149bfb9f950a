import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {SignJWT, calculateJwkThumbprint, importJWK, jwtVerify, type JWK} from 'jose';
import {kalturaRooms} from '../../src/server/index.js';
import {runCli} from './support.js';

describe('kaltura-room key', () => {
  it('prints a JWK on one line, with its thumbprint as kid', async () => {
    const {code, out} = await runCli(['key']);
    assert.equal(code, 0);
    assert.equal(out.split('\n').length, 1);
    const jwk = JSON.parse(out) as JWK;
    assert.deepEqual([jwk.kty, jwk.alg, jwk.use], ['RSA', 'RS256', 'sig']);
    assert.equal(Buffer.from(jwk.n ?? '', 'base64url').length, 256);
    assert.equal(jwk.kid, await calculateJwkThumbprint(jwk));
  });

  it('prints a private key that matches the public members', async () => {
    const {out} = await runCli(['key']);
    const jwk = JSON.parse(out) as JWK;
    const token = await new SignJWT({room: 1})
      .setProtectedHeader({alg: 'RS256'})
      .sign(await importJWK(jwk));
    const {kty = '', n = '', e = ''} = jwk;
    assert.equal((await jwtVerify(token, {kty, n, e})).payload['room'], 1);
  });

  it('warns on stderr that the key is private, and does not repeat it there', async () => {
    const {out, err} = await runCli(['key']);
    const {d} = JSON.parse(out) as JWK;
    assert.ok(d);
    assert.match(err, /private key/);
    assert.ok(!err.includes(d));
  });

  it('prints a different key each time', async () => {
    const keys = await Promise.all([runCli(['key']), runCli(['key'])]);
    assert.notEqual(keys[0].out, keys[1].out);
  });

  it('prints a key that the server accepts and publishes', async () => {
    const {out} = await runCli(['key']);
    const {kid} = JSON.parse(out) as JWK;
    const rooms = kalturaRooms({
      partnerId: 12345,
      kafUrl: 'https://12345.kaf.kaltura.com',
      auth: 'lti-1.3',
      lti13: {
        issuer: 'https://www.example.com',
        clientId: 'kaltura',
        deploymentId: '1',
        privateKeys: [JSON.parse(out) as JWK],
      },
      authorize: () => null,
    });
    const response = await rooms.fetch(new Request('http://localhost/lti/jwks'));
    const {keys} = (await response.json()) as {keys: JWK[]};
    assert.deepEqual(
      keys.map(key => [key.kid, key.d]),
      [[kid, undefined]],
    );
  });
});
