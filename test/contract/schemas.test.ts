import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
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

interface AcceptedRow {
  /** Completes "accepts …". */
  readonly name: string;
  readonly value: unknown;
}

interface RejectedRow {
  /** Completes "rejects …". */
  readonly name: string;
  readonly value: unknown;
  /** Message of the error. */
  readonly message: string;
}

const roomId = '1_abcd1234';
const ks = 'djJ8MTIzNDV8abcdefgh';
const EXPECTED_ROOM_ID = 'body: expected a room ID such as 1_abcd1234';
const EXPECTED_USER_ID =
  'expected a Kaltura user ID: up to 320 letters, digits and .@_-+ without spaces';

const parseBody = (schema: ZodMiniType, value: unknown) =>
  parse(schema, value, 'invalidRequest', 'body');

/** Tests that a schema accepts each value and returns it unchanged. */
function itAccepts(schema: ZodMiniType, rows: readonly AcceptedRow[]): void {
  for (const {name, value} of rows)
    it(`accepts ${name}`, () => {
      assert.deepEqual(parseBody(schema, value), value);
    });
}

/** Tests that a schema rejects each value with a message that says what it expected. */
function itRejects(schema: ZodMiniType, rows: readonly RejectedRow[]): void {
  for (const {name, value, message} of rows)
    it(`rejects ${name}`, () => {
      assert.throws(() => parseBody(schema, value), {code: 'invalidRequest', message});
    });
}

/** Tests that no accepted ID contains a delimiter. `validId` generates the IDs that it changes. */
function itRejectsDelimiters(schema: ZodMiniType, validId: fc.Arbitrary<string>): void {
  it('never contains a delimiter of a KS or a path', () => {
    const character = fc.oneof(
      fc.constantFrom('a', '0'),
      fc.constantFrom(...':;/\\ \t\r\n\0\x7f\u00a0\u2028'),
    );
    const nearlyValidId = fc
      .record({
        id: validId,
        index: fc.nat({max: 12}),
        deleted: fc.constantFrom(0, 1),
        inserted: character,
      })
      .map(({id, index, deleted, inserted}) => {
        const start = Math.min(index, id.length);
        return id.slice(0, start) + inserted + id.slice(start + deleted);
      });
    let accepted = 0;
    fc.assert(
      fc.property(nearlyValidId, value => {
        try {
          parseBody(schema, value);
        } catch {
          return;
        }
        accepted++;
        assert.doesNotMatch(value, /[:;/\\\s\p{Cc}]/u);
      }),
      {numRuns: 2000},
    );
    assert.ok(accepted >= 200, `only ${accepted} of 2000 IDs were accepted`);
  });
}

describe('RoomId', () => {
  itRejects(RoomId, [
    {name: 'a room ID after other text', value: `x${roomId}`, message: EXPECTED_ROOM_ID},
    {name: 'a room ID before other text', value: `${roomId}x`, message: EXPECTED_ROOM_ID},
  ]);
  itRejectsDelimiters(RoomId, fc.stringMatching(/^\d{1,3}_[0-9a-z]{8}$/));
});

describe('UserId', () => {
  itAccepts(UserId, [
    {name: 'an ID that begins with *', value: '*a'},
    {name: 'an ID that begins with 0', value: '0a'},
    {name: 'an ID of 320 characters', value: 'a'.repeat(320)},
  ]);
  itRejects(UserId, [
    {name: '*, the ID of everybody', value: '*', message: `body: ${EXPECTED_USER_ID}`},
    {name: '0, the ID of no user', value: '0', message: `body: ${EXPECTED_USER_ID}`},
    {
      name: 'an ID of 321 characters',
      value: 'a'.repeat(321),
      message: `body: ${EXPECTED_USER_ID}`,
    },
  ]);
  itRejectsDelimiters(UserId, fc.stringMatching(/^[\w,!#$%&'*+?^`{|}~.@-]{1,40}$/));
});

describe('TokenRequest', () => {
  itAccepts(TokenRequest, [
    {name: 'a room without roles', value: {roomId}},
    {
      name: 'a room with roles',
      value: {roomId: '0_abcd1234', roomModerator: true, chatModerator: false},
    },
  ]);
  itRejects(TokenRequest, [
    {name: 'undefined', value: undefined, message: 'body: expected an object'},
    {name: 'an array', value: [], message: 'body: expected an object'},
    {
      name: 'a role that is text',
      value: {roomId, roomModerator: 'yes'},
      message: 'body.roomModerator: expected true or false',
    },
    {
      name: 'unknown fields',
      value: {roomId, userId: 'x', ks: 'y'},
      message: 'body: expected no "userId", "ks"',
    },
    {
      name: 'a field __proto__',
      value: JSON.parse(`{"roomId": "${roomId}", "__proto__": {}}`),
      message: 'body: expected no "__proto__"',
    },
  ]);
});

describe('KsLaunch', () => {
  itAccepts(KsLaunch, [
    {
      name: 'null in optional fields, which some backends write',
      value: {auth: null, ks, kafUrl: null, expiresAt: null},
    },
  ]);
  itRejects(KsLaunch, [
    {
      name: 'text instead of a launch',
      value: 'ks',
      message: 'body: expected a launch such as {ks, kafUrl}',
    },
    {
      name: 'a KS of version 1',
      value: {ks: 'NjQ1ZjgxZDliNWVmY2ZmZjlm'},
      message: 'body.ks: expected a KS',
    },
    {
      name: 'a KS with a path',
      value: {ks: `${ks}/../..`},
      message: 'body.ks: expected a KS',
    },
    {
      name: 'a KS of 5,004 characters',
      value: {ks: `djJ8${'a'.repeat(5000)}`},
      message: 'body.ks: expected a KS',
    },
    {
      name: 'the auth of another kind of launch',
      value: {auth: 'lti-1.1', ks},
      message: 'body.auth: expected "ks"',
    },
    {
      name: 'a ksPath on another host',
      value: {ks, ksPath: '//a'},
      message: 'body.ksPath: expected a path',
    },
  ]);

  it('removes unknown fields', () => {
    assert.deepEqual(parseBody(KsLaunch, {ks, adminKs: 'djJ8secret'}), {ks});
  });
});

describe('LtiLaunch', () => {
  itRejects(LtiLaunch, [
    {
      name: 'fields that are not an object',
      value: {auth: 'lti-1.1', action: 'x', fields: 7},
      message: 'body.fields: expected an object',
    },
  ]);
});

describe('Launch', () => {
  itAccepts(Launch, [
    {name: 'a launch by KS without auth', value: {ks}},
    {
      name: 'a launch by KS with all fields',
      value: {auth: 'ks', ks, kafUrl: 'https://kaf.example', expiresAt: 1_900_000_000},
    },
    {
      name: 'a launch by LTI 1.1',
      value: {
        auth: 'lti-1.1',
        action: 'https://kaf.example/x',
        fields: {a: 'b', '': ''},
        expiresAt: 1,
      },
    },
    {
      name: 'a launch by LTI 1.3',
      value: {auth: 'lti-1.3', url: 'https://kaf.example/hosted/index/oidc-init'},
    },
  ]);
  itRejects(Launch, [
    {
      name: 'a launch by LTI without a version',
      value: {auth: 'lti', action: 'x', fields: {}},
      message: 'body: expected a launch',
    },
    {
      name: 'a field of LTI 1.1 that is not text',
      value: {auth: 'lti-1.1', action: 'x', fields: {a: 1}},
      message: 'body: expected a launch',
    },
  ]);
});

describe('CreateRequest', () => {
  itAccepts(CreateRequest, [
    {name: 'a room with only a name', value: {name: 'Room'}},
    {
      name: 'a room with all fields',
      value: {
        name: 'Room',
        description: '',
        tags: 'a,b',
        templateRoomEntryId: '1_template',
        roomModeratorUserIds: ['ann'],
        chatModeratorUserIds: [],
      },
    },
  ]);
  itRejects(CreateRequest, [
    {name: 'a name that is not text', value: {name: 7}, message: 'body.name: expected text'},
    {name: 'a name of white space', value: {name: ' \t '}, message: 'body.name: expected a name'},
    {
      name: 'a name of 257 characters',
      value: {name: 'x'.repeat(257)},
      message: 'body.name: expected at most 256 characters',
    },
    {
      name: 'a moderator ID instead of an array',
      value: {name: 'x', roomModeratorUserIds: 'ann'},
      message: 'body.roomModeratorUserIds: expected a list of user IDs',
    },
    {
      name: 'a moderator ID with a space',
      value: {name: 'x', roomModeratorUserIds: ['a b']},
      message: `body.roomModeratorUserIds.0: ${EXPECTED_USER_ID}`,
    },
    {
      name: '101 moderators',
      value: {name: 'x', chatModeratorUserIds: Array(101).fill('a')},
      message: 'body.chatModeratorUserIds: expected at most 100',
    },
  ]);

  it('trims a name before it measures its length', () => {
    const name = 'x'.repeat(256);
    assert.deepEqual(parseBody(CreateRequest, {name: `  ${name}  `}), {name});
  });
});

describe('CreatedRoom', () => {
  itAccepts(CreatedRoom, [{name: 'a room ID with two digits', value: {id: '12_abcd1234'}}]);
});

describe('Envelope', () => {
  itAccepts(Envelope, [
    {name: 'a success with any data', value: {success: true, data: {any: 'thing'}}},
    {name: 'a failure', value: {success: false, errorCode: 'x', error: 'y'}},
    {
      name: 'null in optional fields, which some backends write',
      value: {success: false, data: null, errorCode: 'x', error: null},
    },
  ]);
  itRejects(Envelope, [
    {name: 'text', value: 'x', message: 'body: expected an object'},
    {
      name: 'an object without success',
      value: {data: 1},
      message: 'body.success: expected true or false',
    },
  ]);
});

describe('parse()', () => {
  it('never repeats a value in its error', () => {
    fc.assert(
      fc.property(fc.string({minLength: 12, maxLength: 5000}), value => {
        fc.pre(!/^\d{1,3}_[0-9a-z]{8}$/.test(value));
        assert.throws(
          () => parseBody(TokenRequest, {roomId: value}),
          ({message}: Error) => !message.includes(value),
        );
      }),
    );
  });

  it('redacts a KS in the name of a field', () => {
    assert.throws(() => parseBody(TokenRequest, {roomId, [ks]: 1}), {
      message: 'body: expected no "[KS]"',
    });
  });

  it('limits its message to 300 characters', () => {
    assert.throws(
      () => parseBody(TokenRequest, {roomId, ['x'.repeat(5000)]: 1}),
      ({message}: Error) => message.length === 300,
    );
  });
});
