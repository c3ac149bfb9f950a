import assert from 'node:assert/strict';
import {createCipheriv, createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {
  decodeKs,
  encodeKs,
  privilegesString,
  type KsContent,
} from '../../../src/server/kaltura/ks.js';

/** A session that Kaltura's own `kSessionBase` wrote, with the result of its own parser. */
interface Vector {
  readonly label: string;
  readonly partnerId: number;
  readonly secret: string;
  readonly expiryAbs: number;
  readonly randomHex: string;
  readonly fieldsQuery: string;
  readonly ks: string;
  readonly parsed: Record<string, string[]> | [];
  readonly serverUser: string;
  readonly serverType: string;
}
const vectors = JSON.parse(
  readFileSync(new URL('../../data/ks-vectors.json', import.meta.url), 'utf8'),
) as Vector[];

const toContent = (vector: Vector): KsContent => ({
  partnerId: vector.partnerId,
  userId: vector.serverUser,
  type: Number(vector.serverType) as KsContent['type'],
  expiry: vector.expiryAbs,
  privileges: Object.fromEntries(
    Object.entries(vector.parsed).map(([name, values]) => [name, values.join('/')]),
  ),
});

const content: KsContent = {
  partnerId: 12345,
  userId: 'jane',
  type: 0,
  expiry: 1_893_456_000,
  privileges: {},
};
const secret = 'a secret of the test';

/** Encrypts any fields, as a host does that makes a KS v2 by itself. */
function encryptFields(fields: string | Buffer): string {
  const sha1 = (data: Buffer | string) => createHash('sha1').update(data).digest();
  const body = Buffer.concat([Buffer.alloc(16, 7), Buffer.from(fields)]);
  const plain = Buffer.concat([sha1(body), body]);
  const padded = Buffer.concat([plain], Math.ceil(plain.length / 16) * 16);
  const cipher = createCipheriv('aes-128-cbc', sha1(secret).subarray(0, 16), Buffer.alloc(16));
  cipher.setAutoPadding(false);
  return Buffer.concat([Buffer.from('v2|12345|'), cipher.update(padded)]).toString('base64url');
}

describe('encodeKs()', () => {
  // `encodeKs()` never writes these fields, because Kaltura reads them as other privileges.
  const unsafe = /\*|%2A|%2C|_t=0.*_t=2/;
  for (const vector of vectors.filter(({fieldsQuery}) => !unsafe.test(fieldsQuery)))
    it(`writes the same bytes as Kaltura: ${vector.label}`, () => {
      const random = Buffer.from(vector.randomHex, 'hex');
      assert.equal(encodeKs(toContent(vector), vector.secret, random), vector.ks);
    });

  it('never repeats a value in an error', () => {
    assert.throws(
      () => encodeKs({...content, privileges: {firstName: 'top,secret'}}, secret),
      (error: Error) => !error.message.includes('top'),
    );
  });

  it('creates a different KS each time, which is safe in a path', () => {
    const many = Array.from({length: 1000}, () => encodeKs(content, secret));
    assert.equal(new Set(many).size, 1000);
    for (const ks of many) assert.match(ks, /^djJ8[\w-]+=*$/);
  });

  it('does not depend on the secret or the length of earlier calls', () => {
    const random = Buffer.alloc(16, 7);
    const longer = {...content, privileges: {...content.privileges, firstName: 'x'.repeat(39)}};
    const first = encodeKs(content, secret, random);
    encodeKs(longer, secret);
    assert.equal(encodeKs(content, secret, random), first);
    encodeKs(longer, 'another secret');
    assert.equal(encodeKs(content, secret, random), first);
  });
});

describe('encodeKs() and privilegesString()', () => {
  const unsafeValues = [
    'Bob,role:adminRole',
    'edit:*',
    'a*',
    'a:b',
    'line\nbreak',
    'nul\0',
    ' leading',
    'trailing ',
    '\ud800',
  ];
  for (const value of unsafeValues)
    it(`refuse the privilege value ${JSON.stringify(value)}`, () => {
      const privileges = {firstName: value};
      assert.throws(() => encodeKs({...content, privileges}, secret), {code: 'ks-invalid'});
      assert.throws(() => privilegesString(privileges), {code: 'ks-invalid'});
    });

  for (const name of ['', '_u', '.u', ' u', 'a[b]', 'a:b', 'a,b', '1a', 'ünï'])
    it(`refuse the privilege name ${JSON.stringify(name)}`, () => {
      const privileges = {[name]: '1'};
      assert.throws(() => encodeKs({...content, privileges}, secret), {code: 'ks-invalid'});
      assert.throws(() => privilegesString(privileges), {code: 'ks-invalid'});
    });
});

describe('decodeKs()', () => {
  for (const vector of vectors)
    it(`reads Kaltura's own KS: ${vector.label}`, () => {
      assert.deepEqual(decodeKs(vector.ks, vector.secret), toContent(vector));
    });

  const encoded = encodeKs(content, secret);
  const malformed: {name: string; ks: string; key?: string}[] = [
    {name: 'a KS of another secret', ks: encoded, key: 'another secret'},
    {name: 'empty text', ks: ''},
    {name: 'text that is no KS', ks: 'hello'},
    {
      name: 'a KS of version 1',
      ks: Buffer.from('0123|12345;12345;1;0').toString('base64url'),
    },
    {name: 'a KS that is cut off', ks: encoded.slice(0, -20)},
    {
      name: 'a KS with a changed byte',
      ks: encoded.slice(0, 40) + (encoded[40] === 'A' ? 'B' : 'A') + encoded.slice(41),
    },
    {
      name: 'a KS without its version and partner ID',
      ks: Buffer.from(encoded, 'base64url').subarray('v2|12345|'.length).toString('base64url'),
    },
    {
      name: 'a KS without a hash',
      ks: Buffer.from(`v2|12345|${'x'.repeat(16)}`).toString('base64url'),
    },
    {name: 'a KS with white space', ks: encoded.slice(0, 20) + ' ' + encoded.slice(20)},
    {name: 'a KS with wrong padding', ks: `${encoded.replace(/=*$/, '')}=====`},
    {name: 'a KS with half of its padding', ks: encoded.replace(/==$/, '=')},
    {name: 'a KS with a character too many', ks: `${encoded.replace(/=*$/, '')}AAA`},
  ];
  for (const {name, ks, key = secret} of malformed)
    it(`refuses ${name}`, () => {
      assert.throws(() => decodeKs(ks, key), {code: 'ks-invalid'});
    });

  const RESERVED = '_e=1893456000&_t=0&_u=jane';
  /** Fields of KSs that a host made by itself, with what PHP's `parse_str()` makes of them. */
  const handMade: {name: string; fields: string; read: Partial<KsContent>}[] = [
    {name: 'a dot in a name as _', fields: `${RESERVED}&.u=root`, read: {userId: 'root'}},
    {name: 'a space in a name as _', fields: `${RESERVED}&+a+b=1`, read: {privileges: {a_b: '1'}}},
    {
      name: 'no space before a name',
      fields: `${RESERVED}&%20_u=root&+a=1`,
      read: {userId: 'root', privileges: {a: '1'}},
    },
    {name: 'the last of equal names', fields: `${RESERVED}&_t=2`, read: {type: 2}},
    {name: 'no field without a name', fields: `&&=1&${RESERVED}`, read: {}},
    {name: 'a field without a value', fields: `a&${RESERVED}`, read: {privileges: {a: ''}}},
    {name: 'a name after ?', fields: `?a=1&${RESERVED}`, read: {privileges: {'?a': '1'}}},
    {name: 'a value with =', fields: `a=b=c&${RESERVED}`, read: {privileges: {a: 'b=c'}}},
    {
      name: 'a master partner and additional data as no privileges',
      fields: `role=viewerRole&${RESERVED}&_m=99&_d=more`,
      read: {privileges: {role: 'viewerRole'}},
    },
  ];
  for (const {name, fields, read} of handMade)
    it(`reads as Kaltura does ${name}`, () => {
      const expected = {...content, ...read};
      assert.deepEqual(decodeKs(encryptFields(fields), secret), expected);
    });

  const refusedFields: {name: string; fields: string | Buffer}[] = [
    {name: 'an array', fields: `${RESERVED}&_u[]=root`},
    {name: 'a name with a NUL', fields: `${RESERVED}&_u%00x=root`},
    {name: 'a percent sign that encodes nothing', fields: `${RESERVED}&a=%zz`},
    {name: 'an encoded byte that is no UTF-8', fields: `${RESERVED}&a=%ff`},
    {name: 'a byte that is no UTF-8', fields: Buffer.from(`${RESERVED}&a=\xff`, 'latin1')},
    {name: 'a NUL, after which PHP reads nothing', fields: `${RESERVED}&a=1\0&_u=root`},
    {name: 'no type', fields: '_e=1893456000&_u=jane'},
    {name: 'another type, which Kaltura reads as ADMIN', fields: `${RESERVED}&_t=3`},
    {name: 'no expiry', fields: '_t=0&_u=jane'},
    {name: 'an expiry that is no number', fields: `${RESERVED}&_e=soon`},
  ];
  for (const {name, fields} of refusedFields)
    it(`refuses ${name}`, () => {
      assert.throws(() => decodeKs(encryptFields(fields), secret), {code: 'ks-invalid'});
    });

  it('reads all that encodeKs() writes, and no value changes another field', () => {
    const safe = fc
      .string({unit: 'binary', maxLength: 60})
      .filter(value => !/[,:;*\p{Cc}\p{Cs}]|^\s|\s$/u.test(value));
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,10}$/);
    fc.assert(
      fc.property(
        fc.dictionary(name, safe, {noNullPrototype: true}),
        fc.stringMatching(/^[\w,!#$%&'*+?^`{|}~.@-]{1,40}$/),
        fc.integer({min: 1, max: 2 ** 31}),
        fc.string({minLength: 1}),
        (privileges, userId, partnerId, anySecret) => {
          const session = {...content, privileges, userId, partnerId};
          assert.deepEqual(decodeKs(encodeKs(session, anySecret), anySecret), session);
        },
      ),
      {numRuns: 1000},
    );
  });
});
