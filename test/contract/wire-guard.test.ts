import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {safeParse} from 'zod/mini';
import {
  CreatedRoom,
  Envelope,
  launchSchema,
  parse,
  type Launch,
} from '../../src/contract/schemas.js';
import {RoomError} from '../../src/contract/room-error.js';
import {parseCreatedRoom, parseEnvelope, parseLaunch} from '../../src/contract/wire-guard.js';

const ks = fc.stringMatching(/^djJ8[\w=-]{12,40}$/);
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(fc.option(arbitrary, {nil: null}), {nil: undefined});
const expiresAt = optional(fc.oneof(fc.integer(), fc.double()));
const launches: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({
    auth: optional(fc.constant('ks')),
    ks,
    kafUrl: optional(fc.string()),
    ksPath: optional(fc.oneof(fc.string(), fc.stringMatching(/^\/\w+$/))),
    expiresAt,
  }),
  fc.record({
    auth: fc.constant('lti-1.1'),
    action: fc.string(),
    fields: fc.dictionary(fc.string(), fc.string()),
    expiresAt,
  }),
  fc.record({auth: fc.constant('lti-1.3'), url: fc.string(), expiresAt}),
);
const names = ['auth', 'ks', 'kafUrl', 'ksPath', 'action', 'fields', 'url', 'expiresAt', 'more'];
const json = fc.jsonValue();
const invalidLaunches = fc
  .tuple(launches, fc.constantFrom(...names), fc.oneof(json, fc.constant(NaN)))
  .map(([launch, name, value]) => ({...launch, [name]: value}));
const launchesWithAnyFields = fc
  .dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), fc.oneof(fc.string(), json))
  .map(fields => ({auth: 'lti-1.1', action: 'https://kaf.example', fields}));
/** Values that a server may send: valid launches, launches with one wrong field, and any JSON. */
const values = fc.oneof(
  launches,
  invalidLaunches,
  launchesWithAnyFields,
  json,
  fc.constant(undefined),
);

const ksLaunch = {ks: 'djJ8MTIzNDV8abcdefghij'};

/** Returns the data that a parser returns, or the message that it throws. */
function getResult(parseValue: () => Launch): unknown {
  try {
    // A launch may omit a field instead of setting it to undefined.
    return Object.fromEntries(
      Object.entries(parseValue()).filter(([, value]) => value !== undefined),
    );
  } catch (error) {
    assert.ok(error instanceof RoomError);
    return `${error.code} ${error.message}`;
  }
}

describe('parseLaunch()', () => {
  it('returns and reports the same as the schemas', () => {
    fc.assert(
      fc.property(values, value => {
        assert.deepEqual(
          getResult(() => parseLaunch(value, 'endpoint-invalid', 'POST /token data')),
          getResult(() =>
            parse(launchSchema(value), value, 'endpoint-invalid', 'POST /token data'),
          ),
        );
      }),
      {numRuns: 3000},
    );
  });
  for (const {value, message} of [
    {value: 7, message: 'launch: expected a launch such as {ks, kafUrl}'},
    {value: {...ksLaunch, auth: 'lti'}, message: 'launch.auth: expected "ks"'},
    {value: {...ksLaunch, kafUrl: 7}, message: 'launch.kafUrl: expected text'},
    {value: {...ksLaunch, expiresAt: 'soon'}, message: 'launch.expiresAt: expected Unix seconds'},
    {value: {auth: 'lti-1.1', fields: 7}, message: 'launch.fields: expected an object'},
    {value: {auth: 'lti-1.1', fields: {}}, message: 'launch.action: expected text'},
    {
      value: {auth: 'lti-1.1', action: 'x', fields: {a: 1}},
      message: 'launch.fields.a: expected text',
    },
    {value: {auth: 'lti-1.3'}, message: 'launch.url: expected text'},
  ])
    it(`reports "${message}"`, () => {
      assert.throws(() => parseLaunch(value, 'endpoint-invalid', 'launch'), {
        code: 'endpoint-invalid',
        message,
      });
    });

  it('accepts a launch by KS with `auth`', () => {
    assert.equal(parseLaunch({...ksLaunch, auth: 'ks'}, 'endpoint-invalid', 'launch').auth, 'ks');
  });

  it('never repeats a value in its message', () => {
    assert.throws(
      () => parseLaunch({ks: 'djJ8 secret'}, 'endpoint-invalid', 'launch'),
      new RoomError('endpoint-invalid', 'launch.ks: expected a KS'),
    );
  });

  it('limits the length of its message', () => {
    const fields = {['x'.repeat(10_000)]: 1};
    assert.throws(
      () => parseLaunch({auth: 'lti-1.1', action: '', fields}, 'endpoint-invalid', 'launch'),
      (error: RoomError) => error.message.length === 300,
    );
  });
});

describe('parseCreatedRoom()', () => {
  it('returns only the ID', () => {
    const value = {id: '1_abcd1234', more: true};
    assert.deepEqual(parseCreatedRoom(value, 'endpoint-invalid', 'data'), {id: '1_abcd1234'});
  });

  it('reports what it expected', () => {
    assert.throws(() => parseCreatedRoom({id: 'room'}, 'endpoint-invalid', 'data'), {
      code: 'endpoint-invalid',
      message: 'data.id: expected a room ID such as 1_abcd1234',
    });
  });

  it('accepts the same values as the schema', () => {
    const ids = fc.oneof(fc.stringMatching(/^\d_[0-9a-z]{8}$/), fc.string(), json);
    const rooms = fc.record({id: ids, more: json}, {requiredKeys: []});
    fc.assert(
      fc.property(fc.oneof(rooms, json), value => {
        const expected = safeParse(CreatedRoom, value).data;
        const parseRoom = () => parseCreatedRoom(value, 'endpoint-invalid', 'POST /rooms data');
        if (expected) assert.deepEqual(parseRoom(), expected);
        else assert.throws(parseRoom, {code: 'endpoint-invalid'});
      }),
      {numRuns: 1000},
    );
  });
});

describe('parseEnvelope()', () => {
  it('accepts the same values as the schema', () => {
    const envelopes = fc.record({
      success: fc.oneof(fc.boolean(), json),
      data: json,
      error: json,
      outcome: fc.oneof(fc.constantFrom('not-created', 'unknown'), json),
    });
    fc.assert(
      fc.property(fc.oneof(envelopes, json), value => {
        const expected = safeParse(Envelope, value).data;
        const actual = parseEnvelope(value);
        assert.equal(actual?.success, expected?.success);
        assert.deepEqual(actual?.data, expected?.data);
        assert.deepEqual(actual?.errorCode, expected?.errorCode);
        assert.deepEqual(actual?.error, expected?.error);
        assert.deepEqual(actual?.outcome, expected?.outcome);
      }),
    );
  });
});

describe('ksPath of parseLaunch()', () => {
  for (const ksPath of [
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/\n/evil.example/',
    'https://evil.example/',
    '@evil.example/',
    '.evil.example/',
    '',
    '/',
    7,
  ])
    it(`rejects ${JSON.stringify(ksPath)}`, () => {
      assert.throws(() => parseLaunch({...ksLaunch, ksPath}, 'endpoint-invalid', 'data'), {
        code: 'endpoint-invalid',
        message: 'data.ksPath: expected a path',
      });
    });

  it('never changes the origin of a URL', () => {
    const fragment = fc.constantFrom('/', '\\', '@', ':', '\t', '\n', '.', 'a', '?', '#', '%2f');
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(fragment, {maxLength: 12}), parts => {
        const ksPath = `/${parts.join('')}`;
        let launch: Launch;
        try {
          launch = parseLaunch({...ksLaunch, ksPath}, 'endpoint-invalid', 'data');
        } catch {
          return;
        }
        accepted++;
        assert.ok('ksPath' in launch);
        const url = new URL(`${launch.ksPath}${launch.ks}`, 'https://kaf.example');
        assert.equal(url.origin, 'https://kaf.example');
        assert.equal(url.username, '');
      }),
      {numRuns: 5000},
    );
    assert.ok(accepted >= 200, `only ${accepted} of 5000 paths were accepted`);
  });
});
