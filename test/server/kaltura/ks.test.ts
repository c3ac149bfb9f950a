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
import type {RoomError} from '../../../src/server/index.js';

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

const sha1 = (data: Buffer | string) => createHash('sha1').update(data).digest();

/** Encrypts any fields, as a host that makes a KS v2 by itself. */
function encryptFields(fields: string | Buffer, hash: (body: Buffer) => Buffer = sha1): string {
  const body = Buffer.concat([Buffer.alloc(16, 7), Buffer.from(fields)]);
  const plain = Buffer.concat([hash(body), body]);
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
    it(`reject the privilege value ${JSON.stringify(value)}`, () => {
      const privileges = {firstName: value};
      const expected = {code: 'ks-invalid', message: /^value of privilege "firstName" must not/};
      assert.throws(() => encodeKs({...content, privileges}, secret), expected);
      assert.throws(() => privilegesString(privileges), expected);
    });

  for (const name of ['', '_u', '.u', ' u', 'a[b]', 'a:b', 'a,b', '1a', 'ünï'])
    it(`reject the privilege name ${JSON.stringify(name)}`, () => {
      const privileges = {[name]: '1'};
      const expected = {code: 'ks-invalid', message: /^privilege name must be a letter/};
      assert.throws(() => encodeKs({...content, privileges}, secret), expected);
      assert.throws(() => privilegesString(privileges), expected);
    });
});

describe('privilegesString()', () => {
  it('joins names and values as session.start expects', () => {
    assert.equal(privilegesString({role: 'viewerRole', edit: '1_a'}), 'role:viewerRole,edit:1_a');
  });
});

describe('decodeKs()', () => {
  for (const vector of vectors)
    it(`reads Kaltura's own KS: ${vector.label}`, () => {
      assert.deepEqual(decodeKs(vector.ks, vector.secret), toContent(vector));
    });

  const encoded = encodeKs(content, secret);
  const unpadded = encoded.replace(/=*$/, '');
  /** A KS of 105 bytes, whose base64url has no padding. */
  const withoutPadding = encodeKs({...content, privileges: {a: 'x'.repeat(20)}}, secret);
  const toBase64Url = (text: string) => Buffer.from(text, 'latin1').toString('base64url');
  const raw = Buffer.from(encoded, 'base64url').toString('latin1');

  const malformed = [
    {name: 'empty text', ks: ''},
    {name: 'text that is not a KS', ks: 'hello'},
    {name: 'a KS of version 1', ks: toBase64Url('0123|12345;12345;1;0')},
    {name: 'a KS that is cut off', ks: encoded.slice(0, -20)},
    {
      name: 'a KS without its version and partner ID',
      ks: toBase64Url(raw.slice('v2|12345|'.length)),
    },
    {name: 'a KS after a block of other text', ks: toBase64Url('x'.repeat(16) + raw)},
    {name: 'a KS with white space', ks: `${unpadded.slice(0, 20)} ${unpadded.slice(20)}`},
    {name: 'a KS with wrong padding', ks: `${unpadded}=====`},
    {name: 'a KS with half of its padding', ks: encoded.replace(/==$/, '=')},
    {name: 'a KS with a byte too many', ks: `${unpadded}AAA`},
    {name: 'a KS with a character that encodes no byte', ks: `${withoutPadding}A`},
  ];
  for (const {name, ks} of malformed)
    it(`rejects ${name}`, () => {
      assert.throws(() => decodeKs(ks, secret), {
        code: 'ks-invalid',
        message: 'KS must be version 2, encoded as base64url',
      });
    });

  const RESERVED = '_e=1893456000&_t=0&_u=jane';
  const unauthentic = [
    {name: 'a KS of another secret', ks: encoded, key: 'another secret'},
    {
      name: 'a KS with a changed byte',
      ks: encoded.slice(0, 40) + (encoded[40] === 'A' ? 'B' : 'A') + encoded.slice(41),
    },
    {name: 'a KS that ends before its hash', ks: toBase64Url(`v2|12345|${'x'.repeat(16)}`)},
    {name: 'valid fields with another hash', ks: encryptFields(RESERVED, () => sha1('other'))},
  ];
  for (const {name, ks, key = secret} of unauthentic)
    it(`rejects ${name}`, () => {
      assert.throws(() => decodeKs(ks, key), {
        code: 'ks-invalid',
        message: 'KS must be encrypted with this admin secret',
      });
    });

  /** Fields of KSs that a host made by itself, with what PHP's `parse_str()` makes of them. */
  const handMade: {name: string; fields: string; read: Partial<KsContent>}[] = [
    {name: 'a dot in a name as _', fields: `${RESERVED}&.u=root`, read: {userId: 'root'}},
    {name: 'a space in a name as _', fields: `${RESERVED}&a+b=1`, read: {privileges: {a_b: '1'}}},
    {
      name: 'no spaces before a name',
      fields: `${RESERVED}&%20_u=root&++a=1`,
      read: {userId: 'root', privileges: {a: '1'}},
    },
    {name: 'no user as an empty user ID', fields: '_e=1893456000&_t=0', read: {userId: ''}},
    {name: 'the last of equal names', fields: `${RESERVED}&_t=2`, read: {type: 2}},
    {name: 'no field without a name', fields: `&&=1&${RESERVED}`, read: {}},
    {name: 'a field without a value', fields: `a&${RESERVED}`, read: {privileges: {a: ''}}},
    {name: 'a name after ?', fields: `?a=1&${RESERVED}`, read: {privileges: {'?a': '1'}}},
    {
      name: 'a byte order mark as part of a name',
      fields: `\ufeffa=1&${RESERVED}`,
      read: {privileges: {'\ufeffa': '1'}},
    },
    {name: 'a value with =', fields: `a=b=c&${RESERVED}`, read: {privileges: {a: 'b=c'}}},
    {
      name: 'a master partner and additional data as no privileges',
      fields: `role=viewerRole&${RESERVED}&_m=99&_d=more`,
      read: {privileges: {role: 'viewerRole'}},
    },
  ];
  for (const {name, fields, read} of handMade)
    it(`reads ${name}, as Kaltura does`, () => {
      const expected = {...content, ...read};
      assert.deepEqual(decodeKs(encryptFields(fields), secret), expected);
    });

  const unreadableFields: {name: string; fields: string | Buffer; cause: RegExp}[] = [
    {name: 'an array', fields: `${RESERVED}&_u[]=root`, cause: /\[ or NUL/},
    {name: 'a name with a NUL', fields: `${RESERVED}&_u%00x=root`, cause: /\[ or NUL/},
    {
      name: 'a percent sign that encodes nothing',
      fields: `${RESERVED}&a=%zz`,
      cause: /URI malformed/,
    },
    {
      name: 'an encoded byte that is not UTF-8',
      fields: `${RESERVED}&a=%ff`,
      cause: /URI malformed/,
    },
    {
      name: 'a byte that is not UTF-8',
      fields: Buffer.from(`${RESERVED}&a=\xff`, 'latin1'),
      cause: /not valid/,
    },
    {
      name: 'a NUL, after which PHP reads nothing',
      fields: `${RESERVED}&a=1\0&_u=root`,
      cause: /fields must not contain NUL/,
    },
  ];
  for (const {name, fields, cause} of unreadableFields)
    it(`rejects ${name}, and sets the cause of its error`, () => {
      assert.throws(
        () => decodeKs(encryptFields(fields), secret),
        (error: RoomError) => {
          assert.equal(error.code, 'ks-invalid');
          assert.equal(error.message, 'fields of the KS must be URL-encoded text');
          assert.match((error.cause as Error).message, cause);
          return true;
        },
      );
    });

  const rejectedFields = [
    {name: 'no fields', fields: ''},
    {name: 'no type', fields: '_e=1893456000&_u=jane'},
    {name: 'another type, which Kaltura reads as ADMIN', fields: `${RESERVED}&_t=3`},
    {name: 'no expiry', fields: '_t=0&_u=jane'},
    {name: 'an expiry that is not a number', fields: `${RESERVED}&_e=soon`},
    {name: 'an expiry that begins with a letter', fields: `${RESERVED}&_e=x1893456000`},
    {name: 'an expiry that ends with a letter', fields: `${RESERVED}&_e=1893456000x`},
  ];
  for (const {name, fields} of rejectedFields)
    it(`rejects ${name}`, () => {
      assert.throws(() => decodeKs(encryptFields(fields), secret), {
        code: 'ks-invalid',
        message: 'KS must have an expiry, and the type USER or ADMIN',
      });
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
