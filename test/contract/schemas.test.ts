import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {ZodMiniType} from 'zod/mini';
import {
  CreateRequest,
  CreatedRoom,
  Envelope,
  KsLaunch,
  Launch,
  LtiLaunch,
  RoomId,
  TokenRequest,
  UserId,
  parse,
} from '../../src/contract/schemas.js';
import {kafOrigin} from '../../src/contract/kaf-origin.js';
import {isRoomErrorCode} from '../../src/contract/error-catalog.js';
import {RoomError} from '../../src/contract/room-error.js';

const read = (schema: ZodMiniType, value: unknown) =>
  parse(schema, value, 'invalidRequest', 'body');

const ks = 'djJ8MTIzNDV8abcdefgh';
const taken: [string, ZodMiniType, unknown][] = [
  ['a room', TokenRequest, {roomId: '1_abcd1234'}],
  [
    'a room and roles',
    TokenRequest,
    {roomId: '0_abcd1234', roomModerator: true, chatModerator: false},
  ],
  ['a launch by KS that does not say so', Launch, {ks}],
  [
    'a launch by KS',
    Launch,
    {auth: 'ks', ks, kafUrl: 'https://kaf.example', expiresAt: 1_900_000_000},
  ],
  [
    'a launch of a backend that writes null for nothing',
    KsLaunch,
    {auth: null, ks, kafUrl: null, expiresAt: null},
  ],
  [
    'a launch by LTI 1.1',
    Launch,
    {auth: 'lti-1.1', action: 'https://kaf.example/x', fields: {a: 'b', '': ''}, expiresAt: 1},
  ],
  [
    'a launch by LTI 1.3',
    Launch,
    {auth: 'lti-1.3', url: 'https://kaf.example/hosted/index/oidc-init'},
  ],
  ['a room to create', CreateRequest, {name: 'Room'}],
  [
    'a room to create, in full',
    CreateRequest,
    {
      name: 'Room',
      description: '',
      tags: 'a,b',
      templateRoomEntryId: '1_template',
      roomModeratorUserIds: ['ann'],
      chatModeratorUserIds: [],
    },
  ],
  ['a room created', CreatedRoom, {id: '12_abcd1234'}],
  ['a user ID that begins with *', UserId, '*a'],
  ['a user ID that begins with 0', UserId, '0a'],
  ['a user ID of 320 characters', UserId, 'a'.repeat(320)],
  ['success', Envelope, {success: true, data: {any: 'thing'}}],
  ['failure', Envelope, {success: false, errorCode: 'x', error: 'y'}],
  [
    'failure of a backend that writes null for nothing',
    Envelope,
    {success: false, data: null, errorCode: 'x', error: null},
  ],
];
for (const [label, schema, value] of taken)
  test(`takes ${label}`, () => {
    assert.deepEqual(read(schema, value), value);
  });

const refused: [string, ZodMiniType, unknown, RegExp][] = [
  ['nothing', TokenRequest, undefined, /^body: /],
  ['a list', TokenRequest, [], /^body: expected an object$/],
  [
    'a role that is text',
    TokenRequest,
    {roomId: '1_abcd1234', roomModerator: 'yes'},
    /^body\.roomModerator: expected true or false$/,
  ],
  [
    'what is not asked for',
    TokenRequest,
    {roomId: '1_abcd1234', userId: 'x', ks: 'y'},
    /^body: expected no "userId", "ks"$/,
  ],
  ['a room ID after other text', RoomId, 'x1_abcd1234', /^body: expected a room ID such as 1_/],
  ['a room ID before other text', RoomId, '1_abcd1234x', /^body: expected a room ID such as 1_/],
  ['the user ID of everybody', UserId, '*', /^body: expected a Kaltura user ID/],
  ['the user ID of no user', UserId, '0', /^body: expected a Kaltura user ID/],
  ['a user ID of 321 characters', UserId, 'a'.repeat(321), /^body: expected a Kaltura user ID/],
  [
    'a room that is __proto__',
    TokenRequest,
    JSON.parse('{"roomId": "1_abcd1234", "__proto__": {}}'),
    /__proto__/,
  ],
  ['a KS of version 1', KsLaunch, {ks: 'NjQ1ZjgxZDliNWVmY2ZmZjlm'}, /^body\.ks: expected a KS$/],
  ['a KS that is a path', KsLaunch, {ks: `${ks}/../..`}, /expected a KS/],
  ['a KS of 5,000 characters', KsLaunch, {ks: `djJ8${'a'.repeat(5000)}`}, /expected a KS/],
  ['a launch of another kind', KsLaunch, {auth: 'lti-1.1', ks}, /^body\.auth: expected "ks"$/],
  ['a launch that is text', KsLaunch, 'ks', /^body: expected a launch such as \{ks, kafUrl\}$/],
  ['a path of another host', KsLaunch, {ks, ksPath: '//a'}, /^body\.ksPath: expected a path$/],
  [
    'LTI fields that are no object',
    LtiLaunch,
    {auth: 'lti-1.1', action: 'x', fields: 7},
    /^body\.fields: expected an object$/,
  ],
  ['a launch by LTI of no version', Launch, {auth: 'lti', action: 'x', fields: {}}, /a launch$/],
  [
    'LTI fields that are no text',
    Launch,
    {auth: 'lti-1.1', action: 'x', fields: {a: 1}},
    /expected a launch/,
  ],
  ['a name that is no text', CreateRequest, {name: 7}, /^body\.name: expected text$/],
  [
    'a moderator instead of a list',
    CreateRequest,
    {name: 'x', roomModeratorUserIds: 'ann'},
    /^body\.roomModeratorUserIds: expected a list of user IDs$/,
  ],
  ['a name of spaces', CreateRequest, {name: ' \t '}, /^body\.name: expected a name$/],
  ['a name of 257', CreateRequest, {name: 'x'.repeat(257)}, /^body\.name: expected at most 256/],
  [
    'a moderator with a space',
    CreateRequest,
    {name: 'x', roomModeratorUserIds: ['a b']},
    /^body\.roomModeratorUserIds\.0: expected a Kaltura user ID/,
  ],
  [
    '101 moderators',
    CreateRequest,
    {name: 'x', chatModeratorUserIds: Array(101).fill('a')},
    /at most 100/,
  ],
  ['text instead of an envelope', Envelope, 'x', /^body: expected an object$/],
  ['no envelope', Envelope, {data: 1}, /^body\.success: expected true or false$/],
];
for (const [label, schema, value, message] of refused)
  test(`refuses ${label}, and says what was expected`, () => {
    assert.throws(
      () => read(schema, value),
      (error: RoomError) => error.code === 'invalidRequest' && message.test(error.message),
    );
  });

test('trims a name before it is measured', () => {
  const name = 'x'.repeat(256);
  assert.deepEqual(read(CreateRequest, {name: `  ${name}  `}), {name});
});

test('parsing removes unknown fields of a launch', () => {
  assert.deepEqual(read(KsLaunch, {ks, adminKs: 'djJ8secret'}), {ks});
});

test('an error never repeats the value, and stays short', () => {
  fc.assert(
    fc.property(fc.string({minLength: 12, maxLength: 5000}), value => {
      fc.pre(!/^\d{1,3}_[0-9a-z]{8}$/.test(value));
      assert.throws(
        () => read(TokenRequest, {roomId: value}),
        ({message}: Error) => !message.includes(value) && message.length <= 300,
      );
    }),
  );
});

test('a room ID and a user ID hold nothing that a KS or a path could take for more', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), value => {
      for (const schema of [RoomId, UserId]) {
        let taken: string;
        try {
          taken = read(schema, value) as string;
        } catch {
          continue;
        }
        assert.doesNotMatch(taken, /[:;/\\\s\p{Cc}]/u);
      }
    }),
  );
});

test('an origin is taken only where it is https, or this machine, and nothing more', () => {
  const part = fc.constantFrom(
    ...['https:', 'http:', 'ftp:', 'javascript:', '//', '/', '\\', '@', 'user', ':', 'kaf.example'],
    ...['localhost', '127.0.0.1', '[::1]', '.', '8443', '?', '#', '%2e', ' ', '\t', 'é', 'null'],
    ...[';', ',', '*', "'", '"', '(', '%3b'],
  );
  fc.assert(
    fc.property(fc.array(part, {maxLength: 8}), parts => {
      const text = parts.join('');
      const origin = kafOrigin(text);
      if (origin === undefined) return;
      const url = new URL(text);
      assert.equal(origin, url.origin);
      assert.equal(url.href, `${origin}/`);
      assert.doesNotMatch(origin, /[^\w:/.[\]-]/);
      assert.ok(
        url.protocol === 'https:' || /^(localhost|127\.|\[::1\]|.*\.localhost$)/.test(url.hostname),
      );
    }),
    {numRuns: 5000},
  );
});

test('an error code is one of the list, and no name that every object has', () => {
  assert.ok(isRoomErrorCode('access-denied'));
  for (const other of ['toString', '__proto__', 'constructor', '', null, 7, {}])
    assert.ok(!isRoomErrorCode(other));
});

test('an unknown error becomes an internalError with a cause', () => {
  const own = new RoomError('rate-limited', 'x');
  assert.equal(RoomError.from(own), own);
  const cause = new TypeError('x');
  const {code, cause: kept} = RoomError.from(cause);
  assert.deepEqual([code, kept], ['internalError', cause]);
});
