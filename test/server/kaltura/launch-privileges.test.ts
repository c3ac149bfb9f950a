import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {Grant} from '../../../src/server/index.js';
import {decodeKs, encodeKs} from '../../../src/server/kaltura/ks.js';
import {
  buildLaunchPrivileges,
  parseLaunchPrivileges,
} from '../../../src/server/kaltura/launch-privileges.js';
import {resolveAccess} from '../../../src/server/room-access.js';

const roomId = '1_abcd1234';
const everything = {roomId, roomModerator: true, chatModerator: true};

const buildFor = (grant: Partial<Grant>, request: {roomId: string} = everything) =>
  buildLaunchPrivileges(
    resolveAccess(request, {userId: 'u', ...grant}, {auth: 'ks', locale: false}),
  );

describe('buildLaunchPrivileges()', () => {
  it('lets a guest open this room as a viewer, and do nothing else', () => {
    assert.deepEqual(buildFor({}, {roomId}), {
      actionslimit: '-1',
      entryId: roomId,
      role: 'viewerRole',
      roomModerator: '0',
      chatModerator: '0',
    });
  });

  for (const {flag, otherFlag} of [
    {flag: 'roomModerator', otherFlag: 'chatModerator'},
    {flag: 'chatModerator', otherFlag: 'roomModerator'},
  ] as const)
    describe(flag, () => {
      it('sets the privilege if the page asks for it and the host grants it', () => {
        const privileges = buildFor({[flag]: true});
        assert.equal(privileges[flag], '1');
        assert.equal(privileges[otherFlag], '0');
      });

      it('does not set the privilege if only the page asks for it', () => {
        assert.equal(buildFor({})[flag], '0');
      });

      it('does not set the privilege if only the host grants it', () => {
        assert.equal(buildFor({[flag]: true}, {roomId})[flag], '0');
      });

      it('does not set the privilege if the host grants the text "true"', () => {
        assert.equal(buildFor({[flag]: 'true' as unknown as boolean})[flag], '0');
      });
    });

  it('never lets a display name add, change or hide another privilege', () => {
    const fragments = [
      ...['role:adminRole', ',', ':', '*', '&_t=2', '&_u=admin', '=', '%2C', '%', '\0', ' ', '/'],
      ...['actionslimit', 'disableentitlement', 'setrole', '_e=1', 'edit:*', 'é', '\ud83d', '\n'],
    ];
    const hostileName = fc.oneof(
      fc.string({unit: 'binary', maxLength: 300}),
      fc.array(fc.constantFrom(...fragments), {maxLength: 30}).map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(hostileName, hostileName, fc.boolean(), (firstName, lastName, roomModerator) => {
        const privileges = buildFor({firstName, lastName, roomModerator});
        const session = {partnerId: 1, userId: 'u', type: 0, expiry: 5, privileges} as const;
        const decoded = decodeKs(encodeKs(session, 'secret'), 'secret');
        const {firstName: first = '', lastName: last = '', ...others} = decoded.privileges;
        assert.deepEqual(others, {
          actionslimit: '-1',
          entryId: roomId,
          role: 'viewerRole',
          roomModerator: roomModerator ? '1' : '0',
          chatModerator: '0',
        });
        assert.equal(decoded.userId, 'u');
        assert.equal(decoded.type, 0);
        assert.equal(decoded.expiry, 5);
        for (const name of [first, last]) {
          assert.doesNotMatch(name, /[,:;*]|actionslimit|(en|dis)ableentitlement|setrole/i);
          assert.ok(Array.from(name).length <= 40);
        }
      }),
      {numRuns: 2000},
    );
  });
});

describe('parseLaunchPrivileges()', () => {
  it('converts each allowed privilege to text', () => {
    assert.deepEqual(
      parseLaunchPrivileges({
        userId: 'jane',
        email: 'jane@example.com',
        locale: 'en-GB',
        returnUrl: 'https://www.example.com/a?b=1&c=*',
        contextId: 42,
        userContextualRole: 3,
        resourceId: 'r',
        eventId: 'e',
      }),
      {
        userId: 'jane',
        email: 'jane@example.com',
        locale: 'en-GB',
        returnUrl: 'https%3A%2F%2Fwww.example.com%2Fa%3Fb%3D1%26c%3D%2A',
        contextId: '42',
        userContextualRole: '3',
        resourceId: 'r',
        eventId: 'e',
      },
    );
  });

  it('leaves out a privilege that is undefined', () => {
    assert.deepEqual(parseLaunchPrivileges({email: undefined}), {});
  });

  const invalid: {name: string; value: unknown; message: RegExp}[] = [
    {name: 'a result that is not an object', value: 'email', message: /must return an object/},
    {name: 'null', value: null, message: /must return an object of privileges; got null/},
    {name: 'an array', value: [], message: /got an array/},
    {name: 'a privilege of the server itself', value: {role: 'adminRole'}, message: /only userId/},
    {name: 'actionslimit', value: {actionslimit: '9'}, message: /got "actionslimit"/},
    {name: 'a privilege of the API', value: {edit: '*'}, message: /got "edit"/},
    {name: 'a reserved field', value: {_t: '2'}, message: /got "_t"/},
    {name: 'a name of Object.prototype', value: {toString: 'x'}, message: /got "toString"/},
    {
      name: 'a value of another type',
      value: {email: {}},
      message: /email; got a value of type obj/,
    },
    {name: 'an empty value', value: {contextId: ''}, message: /return text as contextId/},
    {name: 'a value that is too long', value: {contextId: 'x'.repeat(2001)}, message: /contextId/},
    {name: 'an email without a host', value: {email: 'jane'}, message: /an email address as email/},
    {name: 'a malformed language', value: {locale: 'en_GB'}, message: /language tag/},
    {name: 'a script as address', value: {returnUrl: 'javascript:alert(1)'}, message: /http/},
    {name: 'a relative address', value: {returnUrl: '/home'}, message: /http or https URL/},
    {
      name: 'an unknown contextual role',
      value: {userContextualRole: 5},
      message: /0, 1, 2, 3 or 4/,
    },
    {name: 'a comma', value: {userId: 'a,role:adminRole'}, message: /userId must not contain ,/},
    {name: 'a wildcard', value: {contextId: 'a*'}, message: /contextId must not contain/},
    {name: 'a line break', value: {contextId: 'a\nb'}, message: /contextId must not contain/},
    {
      name: 'the name of a privilege, which Kaltura searches for in values',
      value: {contextId: 'x disableentitlement'},
      message: /or the name of a privilege/,
    },
  ];
  for (const {name, value, message} of invalid)
    it(`rejects ${name}`, () => {
      assert.throws(() => parseLaunchPrivileges(value), {code: 'internalError', message});
    });

  it('never repeats a value in an error', () => {
    fc.assert(
      fc.property(fc.constantFrom('email', 'contextId', 'returnUrl'), fc.string(), (name, text) => {
        const secret = `secret-${text}`;
        try {
          parseLaunchPrivileges({[name]: secret});
        } catch (error) {
          assert.ok(!(error as Error).message.includes('secret-'));
        }
      }),
    );
  });

  it('never lets a value add or change another privilege', () => {
    const fragments = [
      ',',
      ':',
      '*',
      ';',
      'role',
      'edit:*',
      '&_t=2',
      'setrole',
      ' ',
      '\n',
      '%2C',
      'a',
    ];
    const hostile = fc
      .array(fc.constantFrom(...fragments), {maxLength: 12})
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(hostile, contextId => {
        let further: Record<string, string> = {};
        try {
          further = parseLaunchPrivileges({contextId});
        } catch (error) {
          assert.equal((error as {code?: string}).code, 'internalError');
        }
        const privileges = {...buildFor({}), ...further};
        const session = {partnerId: 1, userId: 'u', type: 0, expiry: 5, privileges} as const;
        const {contextId: written, ...others} = decodeKs(encodeKs(session, 's'), 's').privileges;
        assert.deepEqual(others, buildFor({}));
        if (written !== undefined) assert.equal(written, contextId);
      }),
      {numRuns: 2000},
    );
  });
});
