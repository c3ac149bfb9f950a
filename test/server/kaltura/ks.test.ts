import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  decodeKs,
  encodeKs,
  privilegesString,
  type KsContent,
} from '../../../src/server/kaltura/ks.js';

/** Sessions written by Kaltura's own `kSessionBase`, with what its own parser made of them. */
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

const contentOf = (vector: Vector): KsContent => ({
  partnerId: vector.partnerId,
  userId: vector.serverUser,
  type: Number(vector.serverType) as KsContent['type'],
  expiry: vector.expiryAbs,
  privileges: Object.fromEntries(
    Object.entries(vector.parsed).map(([name, values]) => [name, values.join('/')]),
  ),
});

for (const vector of vectors)
  test(`reads Kaltura's own KS: ${vector.label}`, () => {
    assert.deepEqual(decodeKs(vector.ks, vector.secret), contentOf(vector));
  });

const unsafe = /\*|%2A|%2C|_t=0.*_t=2/;
for (const vector of vectors.filter(({fieldsQuery}) => !unsafe.test(fieldsQuery)))
  test(`writes byte for byte what Kaltura writes: ${vector.label}`, () => {
    const random = Buffer.from(vector.randomHex, 'hex');
    assert.equal(encodeKs(contentOf(vector), vector.secret, random), vector.ks);
  });

const content: KsContent = {
  partnerId: 12345,
  userId: 'jane',
  type: 0,
  expiry: 1_893_456_000,
  privileges: {},
};
const secret = 'a secret of the test';

const refusedValues = [
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
for (const value of refusedValues)
  test(`refuses to write ${JSON.stringify(value)} as the value of a privilege`, () => {
    const privileges = {firstName: value};
    assert.throws(() => encodeKs({...content, privileges}, secret), {code: 'ks-invalid'});
    assert.throws(() => privilegesString(privileges), {code: 'ks-invalid'});
  });

for (const name of ['', '_u', '.u', ' u', 'a[b]', 'a:b', 'a,b', '1a', 'ünï'])
  test(`refuses to write a privilege named ${JSON.stringify(name)}`, () => {
    const privileges = {[name]: '1'};
    assert.throws(() => encodeKs({...content, privileges}, secret), {code: 'ks-invalid'});
    assert.throws(() => privilegesString(privileges), {code: 'ks-invalid'});
  });

test('an error never repeats the value', () => {
  assert.throws(
    () => encodeKs({...content, privileges: {firstName: 'top,secret'}}, secret),
    (error: Error) => !error.message.includes('top'),
  );
});

const written = encodeKs(content, secret);
const unreadable: [string, string, string][] = [
  ['another secret', written, 'another secret'],
  ['nothing', '', secret],
  ['text', 'hello', secret],
  ['a KS of version 1', Buffer.from('0123|12345;12345;1;0').toString('base64url'), secret],
  ['a KS cut short', written.slice(0, -20), secret],
  [
    'a KS with a byte changed',
    written.slice(0, 40) + (written[40] === 'A' ? 'B' : 'A') + written.slice(41),
    secret,
  ],
  [
    'a KS without its version and partner ID',
    Buffer.from(written, 'base64url').subarray('v2|12345|'.length).toString('base64url'),
    secret,
  ],
  ['a KS without a hash', Buffer.from(`v2|12345|${'x'.repeat(16)}`).toString('base64url'), secret],
  ['a KS with white space in it', written.slice(0, 20) + ' ' + written.slice(20), secret],
];
for (const [label, ks, key] of unreadable)
  test(`refuses to read ${label}`, () => {
    assert.throws(() => decodeKs(ks, key), {code: 'ks-invalid'});
  });

test('every KS is new, and safe in a path', () => {
  const many = Array.from({length: 1000}, () => encodeKs(content, secret));
  assert.equal(new Set(many).size, 1000);
  for (const ks of many) assert.match(ks, /^djJ8[\w-]+=*$/);
});

test('encodeKs() does not depend on the secret or the length of earlier calls', () => {
  const random = Buffer.alloc(16, 7);
  const longer = {...content, privileges: {...content.privileges, firstName: 'x'.repeat(39)}};
  const first = encodeKs(content, secret, random);
  encodeKs(longer, secret);
  assert.equal(encodeKs(content, secret, random), first);
  encodeKs(longer, 'another secret');
  assert.equal(encodeKs(content, secret, random), first);
});

test('whatever is written is read back, and no value changes another field', () => {
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
        const all = {...content, privileges, userId, partnerId};
        assert.deepEqual(decodeKs(encodeKs(all, anySecret), anySecret), all);
      },
    ),
    {numRuns: 1000},
  );
});
