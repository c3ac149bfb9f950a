import assert from 'node:assert/strict';
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
  ];
  for (const {name, ks, key = secret} of malformed)
    it(`refuses ${name}`, () => {
      assert.throws(() => decodeKs(ks, key), {code: 'ks-invalid'});
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
