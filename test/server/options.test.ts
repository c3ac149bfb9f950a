import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {MAX_MEMORY_ENTRIES, kalturaRooms, memoryStore} from '../../src/server/index.js';
import {parseOptions} from '../../src/server/options.js';
import {SECRET} from './set-up.js';

const complete = {
  partnerId: 12345,
  kafUrl: 'https://12345.kaf.kaltura.com',
  credentials: {adminSecret: SECRET},
  authorize: () => null,
};
const token = {id: '1_abcd1234', token: SECRET};
/** A well-formed private key as JWK. Only the length of its modulus is real. */
const rsaKey = {
  kty: 'RSA',
  n: 'x'.repeat(342),
  e: 'AQAB',
  d: 'AQAB',
  p: 'AQAB',
  q: 'AQAB',
  dp: 'AQAB',
  dq: 'AQAB',
  qi: 'AQAB',
};
const lti13 = {
  issuer: 'https://www.example.com',
  clientId: 'kaf',
  deploymentId: '1',
  privateKeys: [rsaKey],
};
const withLti13 = (changes: object) => ({auth: 'lti-1.3', lti13: {...lti13, ...changes}});

describe('kalturaRooms()', () => {
  const invalid: {name: string; options: object; message: RegExp}[] = [
    {name: 'partnerId is text', options: {partnerId: '12345'}, message: /partnerId/},
    {name: 'partnerId is 0', options: {partnerId: 0}, message: /partnerId/},
    {name: 'kafUrl is missing', options: {kafUrl: undefined}, message: /kafUrl/},
    {name: 'kafUrl uses http', options: {kafUrl: 'http://kaf.example'}, message: /kafUrl/},
    {name: 'kafUrl has a user', options: {kafUrl: 'https://user@kaf.example'}, message: /kafUrl/},
    {name: 'kafUrl has a path', options: {kafUrl: 'https://kaf.example/path'}, message: /kafUrl/},
    {name: 'kafUrl is a script', options: {kafUrl: 'javascript:alert(1)'}, message: /kafUrl/},
    {name: 'apiUrl uses ftp', options: {apiUrl: 'ftp://x'}, message: /apiUrl/},
    {
      name: 'credentials are missing for auth "ks"',
      options: {credentials: undefined},
      message: /credentials/,
    },
    {name: 'credentials are empty', options: {credentials: {}}, message: /adminSecret/},
    {
      name: 'adminSecret is empty',
      options: {credentials: {adminSecret: ''}},
      message: /adminSecret/,
    },
    {
      name: 'credentials.strategy is unknown',
      options: {credentials: {adminSecret: SECRET, strategy: 'magic'}},
      message: /credentials\.strategy/,
    },
    {
      name: 'appTokens are empty',
      options: {credentials: {appTokens: {}}},
      message: /appTokens\.user/,
    },
    {
      name: 'the ID of an app token is malformed',
      options: {credentials: {appTokens: {user: {...token, id: 'x'}}}},
      message: /appTokens\.user\.id/,
    },
    {
      name: 'the value of an app token is missing',
      options: {credentials: {appTokens: {user: {id: token.id}}}},
      message: /appTokens\.user\.token is missing/,
    },
    {
      name: 'the hash type of an app token is unknown',
      options: {credentials: {appTokens: {user: {...token, hashType: 'CRC'}}}},
      message: /hashType/,
    },
    {
      name: 'credentials have both adminSecret and appTokens',
      options: {credentials: {adminSecret: SECRET, appTokens: {user: token}}},
      message: /adminSecret/,
    },
    {name: 'auth is unknown', options: {auth: 'saml'}, message: /auth must be/},
    {
      name: 'auth "lti-1.1" has no secret',
      options: {auth: 'lti-1.1', credentials: undefined},
      message: /auth: "lti-1\.1" needs credentials\.adminSecret, or/,
    },
    {
      name: 'lti.sharedSecret is missing',
      options: {auth: 'lti-1.1', lti: {consumerKey: 'x'}},
      message: /lti\.sharedSecret/,
    },
    {
      name: 'the option lti is set for auth "ks"',
      options: {lti: {consumerKey: 'x', sharedSecret: SECRET}},
      message: /option lti must not be set with auth: "ks"/,
    },
    {
      name: 'the option lti13 is missing for auth "lti-1.3"',
      options: {auth: 'lti-1.3'},
      message: /needs the option lti13/,
    },
    ...['us', 'http://www.example.com', 'https://u@example.com'].map(issuer => ({
      name: `lti13.issuer is "${issuer}"`,
      options: withLti13({issuer}),
      message: /lti13\.issuer/,
    })),
    {
      name: 'lti13.privateKeys are empty',
      options: withLti13({privateKeys: []}),
      message: /privateKeys must not be empty/,
    },
    {
      name: 'a private key is not an RSA key',
      options: withLti13({privateKeys: [{kty: 'EC'}]}),
      message: /must be RSA/,
    },
    {
      name: 'a private key is too short',
      options: withLti13({privateKeys: [{...rsaKey, n: 'AQAB'}]}),
      message: /2048 bits/,
    },
    {
      name: 'a private key is public',
      options: withLti13({privateKeys: [{...rsaKey, d: undefined}]}),
      message: /private keys/,
    },
    {
      name: 'two private keys have the same kid',
      options: withLti13({privateKeys: ['AQAB', 'AQAC'].map(p => ({...rsaKey, p, kid: 'k'}))}),
      message: /each key of lti13\.privateKeys must have a different kid/,
    },
    {
      name: 'lti13.redirectUris has a relative URL',
      options: withLti13({redirectUris: ['/launch']}),
      message: /redirectUris/,
    },
    ...[
      'http://12345.kaf.kaltura.com/hosted/index/oauth2-launch',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://user:password@12345.kaf.kaltura.com/hosted/index/oauth2-launch',
      'https://12345.kaf.kaltura.com/hosted/index/oauth2-launch#fragment',
    ].map(uri => ({
      name: `lti13.redirectUris has "${uri}"`,
      options: withLti13({redirectUris: [uri]}),
      message: /redirectUris must be https URLs/,
    })),
    {name: 'store has only get()', options: {store: {get() {}}}, message: /store must have/},
    {name: 'authorize is missing', options: {authorize: undefined}, message: /authorize/},
    {name: 'authorize is not a function', options: {authorize: true}, message: /authorize/},
    {name: 'allowedOrigins is text', options: {allowedOrigins: '*'}, message: /allowedOrigins/},
    {
      name: 'allowedOrigins has a wildcard',
      options: {allowedOrigins: ['*']},
      message: /allowedOrigins/,
    },
    {
      name: 'allowedOrigins has null, the origin of a sandboxed page',
      options: {allowedOrigins: ['null']},
      message: /allowedOrigins/,
    },
    {
      name: 'allowedOrigins has a path',
      options: {allowedOrigins: ['https://www.example.com/path']},
      message: /allowedOrigins/,
    },
    {name: 'sessionLifetime is 1 s', options: {sessionLifetime: 1}, message: /sessionLifetime/},
    {name: 'upstreamTimeout is 0', options: {upstreamTimeout: 0}, message: /upstreamTimeout/},
    {
      name: 'launchPrivileges is not a function',
      options: {launchPrivileges: {email: 'x'}},
      message: /launchPrivileges must be a function/,
    },
    {
      name: 'launchPrivileges is set for auth "lti-1.1"',
      options: {auth: 'lti-1.1', launchPrivileges: () => ({})},
      message: /option launchPrivileges must not be set with auth: "lti-1\.1"/,
    },
    {name: 'locale is text', options: {locale: 'de'}, message: /locale must be true or false/},
    {
      name: 'returnUrl is relative',
      options: {returnUrl: '/home'},
      message: /returnUrl must be an http or https URL/,
    },
    {
      name: 'returnUrl is a script',
      options: {returnUrl: 'javascript:alert(1)'},
      message: /returnUrl must be/,
    },
    {name: 'returnUrl is an object', options: {returnUrl: {}}, message: /returnUrl must be/},
    {
      name: 'viewRoomPath is a number',
      options: {viewRoomPath: 7},
      message: /viewRoomPath must be a path/,
    },
    {
      name: 'viewRoomPath has no slash at its beginning',
      options: {viewRoomPath: 'rooms'},
      message: /viewRoomPath must be a path such as/,
    },
    {
      name: 'viewRoomPath has a slash at its end',
      options: {viewRoomPath: '/rooms/'},
      message: /viewRoomPath must be a path such as/,
    },
    ...[
      '/rooms/../admin',
      '/rooms/..',
      '/./rooms',
      '//evil.example',
      '/rooms?x=1',
      '/rooms#x',
      '/rooms%2F..',
    ].map(viewRoomPath => ({
      name: `viewRoomPath is "${viewRoomPath}"`,
      options: {viewRoomPath},
      message: /viewRoomPath must be/,
    })),
    {
      name: 'viewRoomPath has 201 characters',
      options: {viewRoomPath: `/${'x'.repeat(200)}`},
      message: /at most 200 characters/,
    },
    {
      name: 'ksIn is unknown',
      options: {ksIn: 'header'},
      message: /ksIn must be "path" or "query"/,
    },
    {
      name: 'ksIn is set for auth "lti-1.1"',
      options: {auth: 'lti-1.1', ksIn: 'path'},
      message: /option ksIn must not be set/,
    },
    {
      name: 'adminPrivileges is an array',
      options: {adminPrivileges: ['disableentitlement']},
      message: /adminPrivileges must be an object/,
    },
    {
      name: 'adminPrivileges has the wildcard of edit',
      options: {adminPrivileges: {edit: '*'}},
      message: /adminPrivileges must be an object of/,
    },
    {
      name: 'adminPrivileges has a number',
      options: {adminPrivileges: {privacycontext: 1}},
      message: /with string values/,
    },
    {
      name: 'adminPrivileges has a value that adds a privilege',
      options: {adminPrivileges: {privacycontext: 'a,edit:*'}},
      message: /without , : ; \*/,
    },
    {name: 'logger has no functions', options: {logger: {}}, message: /logger/},
    {name: 'an option is unknown', options: {everyone: true}, message: /everyone/},
  ];
  for (const {name, options, message} of invalid)
    it(`throws a TypeError that contains no secret if ${name}`, () => {
      assert.throws(
        () => kalturaRooms({...complete, ...options}),
        (error: Error) => {
          assert.ok(error instanceof TypeError);
          assert.match(error.message, message);
          assert.ok(!error.message.includes(SECRET));
          return true;
        },
      );
    });

  it('throws a TypeError that names a problem once, even if several keys have it', () => {
    const options = {
      ...complete,
      auth: 'lti-1.3',
      lti13: {...lti13, privateKeys: [{}, {}]},
    } as const;
    assert.throws(
      () => kalturaRooms(options),
      ({message}: Error) => message.split('; ').length === new Set(message.split('; ')).size,
    );
  });

  it('throws in a browser', () => {
    Object.assign(globalThis, {document: {}});
    try {
      assert.throws(() => kalturaRooms(complete), /must not run in a browser/);
    } finally {
      delete (globalThis as {document?: unknown}).document;
    }
  });
});

describe('loginStore of parseOptions()', () => {
  it('accepts logins while creations fill the default store', async () => {
    const {store, loginStore} = parseOptions(complete);
    for (let index = 0; index < MAX_MEMORY_ENTRIES; index++)
      await store.setIfAbsent(`record:${index}`, 'value', 3600);
    await assert.rejects(store.setIfAbsent('record:next', 'value', 3600));
    assert.equal(await loginStore.setIfAbsent('login:next', 'value', 60), undefined);
  });

  it('is the option store if it is set', async () => {
    const {store, loginStore} = parseOptions({...complete, store: memoryStore()});
    await loginStore.setIfAbsent('login:1', 'value', 60);
    assert.equal(await store.get('login:1'), 'value');
  });
});
