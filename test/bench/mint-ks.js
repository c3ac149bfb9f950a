// @ts-check
import {createCipheriv, createHash, randomBytes} from 'node:crypto';
import {SignJWT} from 'jose';
import {SESSION_TYPE, encodeKs} from 'kaltura-room/server';
import {compareRates, printRates} from './compare-rates.js';

const SECRET = '0123456789abcdef0123456789abcdef';

/**
 * Measures and prints how often the server mints a KS. The comparisons are the cryptography that a KS
 * of this length needs, and the token that most other services sign.
 */
export async function benchMintKs() {
  const rates = await measureMintKs();
  const comparison = {name: 'mint a KS', rate: rates['mint a KS']};
  printRates([
    {
      ...comparison,
      baseline: 'its bare node:crypto',
      baselineRate: rates['its bare node:crypto'],
      target: 0.5,
    },
    {
      ...comparison,
      baseline: 'sign an HS256 JWT (jose)',
      baselineRate: rates['sign an HS256 JWT (jose)'],
      target: 1,
    },
  ]);
  return rates;
}

async function measureMintKs() {
  const expiry = Math.floor(Date.now() / 1000) + 60;
  const userId = 'jane.doe@example.com';
  const privileges = {
    actionslimit: '-1',
    entryId: '1_abcd1234',
    role: 'viewerRole',
    firstName: 'Jane',
    lastName: 'Doe',
    roomModerator: '1',
    chatModerator: '0',
  };
  const content = {partnerId: 12345, userId, type: SESSION_TYPE.user, expiry, privileges};
  const sealed = Buffer.from(encodeKs(content, SECRET), 'base64url').subarray('v2|12345|'.length);
  const plain = Buffer.alloc(sealed.length, 'x');
  const body = plain.subarray(20);

  const jwtKey = Buffer.from(SECRET);
  return compareRates({
    'mint a KS': () => encodeKs(content, SECRET),
    'its bare node:crypto': () => {
      randomBytes(16);
      const key = createHash('sha1').update(SECRET).digest().subarray(0, 16);
      createHash('sha1').update(body).digest();
      const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16));
      cipher.setAutoPadding(false);
      cipher.update(plain);
      cipher.final();
    },
    'sign an HS256 JWT (jose)': () =>
      new SignJWT(privileges)
        .setProtectedHeader({alg: 'HS256'})
        .setSubject(userId)
        .setExpirationTime(expiry)
        .sign(jwtKey),
  });
}
