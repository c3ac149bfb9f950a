import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {decodeJwt} from 'jose';
import {decodeKs, type Grant, type KalturaRoomsOptions} from '../../src/server/index.js';
import {SECRET, createTestBackend, json} from './set-up.js';
import {createPrivateKey} from './private-key.js';

type Options = Partial<KalturaRoomsOptions>;

const roomId = '1_abcd1234';
const REDIRECT_URI = 'https://12345.kaf.kaltura.com/hosted/index/oauth2-launch';

/** Requests a launch, and returns its data. */
async function requestLaunch(options: Options = {}, request: object = {}) {
  const backend = createTestBackend(options);
  const {status, answer} = await backend.post('/token', {roomId, ...request});
  const data: Record<string, unknown> = answer.data ?? {};
  return {status, answer, data, log: backend.log()};
}

/** Requests a launch by KS, and returns the privileges of its KS. */
async function requestPrivileges(options: Options = {}, request: object = {}) {
  const {data} = await requestLaunch(options, request);
  return decodeKs(data['ks'] as string, SECRET).privileges;
}

/** Requests a launch by LTI 1.1, and returns the fields of its form. */
async function requestLti11Fields(options: Options, request: object = {}) {
  const {data} = await requestLaunch({auth: 'lti-1.1', ...options}, request);
  return data['fields'] as Record<string, string>;
}

/** Runs a launch by LTI 1.3 up to its id_token, and returns the claims. */
async function requestLti13Claims(options: Options, request: object = {}) {
  const lti13 = {
    issuer: 'https://www.example.com',
    clientId: 'kaf',
    deploymentId: '1',
    privateKeys: [await createPrivateKey()],
  };
  const {app, post} = createTestBackend({auth: 'lti-1.3', lti13, now: Date.now, ...options});
  const {answer} = await post('/token', {roomId, ...request});
  const initiation = new URL(answer.data?.['url'] as string);
  const parameters = new URLSearchParams({
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    client_id: 'kaf',
    redirect_uri: REDIRECT_URI,
    login_hint: initiation.searchParams.get('login_hint') ?? '',
    state: 's',
    nonce: 'n',
  });
  const page = await (await app.request(`/lti/authorize?${parameters}`)).text();
  const [, token = ''] = /name="id_token" value="([^"]+)"/.exec(page) ?? [];
  return decodeJwt(token);
}

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim';
const createAuthorize = (role: unknown) => () => ({userId: 'u', role: role as Grant['role']});

describe('role of authorize()', () => {
  for (const role of ['privateOnlyRole', 'adminRole', 'unmoderatedAdminRole', 'anonymousRole'])
    it(`gives the user the KAF role ${role}`, async () => {
      assert.equal((await requestPrivileges({authorize: createAuthorize(role)}))['role'], role);
    });

  it('is viewerRole by default', async () => {
    assert.equal((await requestPrivileges())['role'], 'viewerRole');
  });

  it('makes POST /token respond with 400 if the request has a role', async () => {
    const {status} = await requestLaunch({}, {role: 'adminRole'});
    assert.equal(status, 400);
  });

  for (const role of ['superRole', 'adminRole,edit:*', '', 1, ['adminRole']])
    it(`makes POST /token respond with 500 if it is ${JSON.stringify(role)}`, async () => {
      const {status, answer, log} = await requestLaunch({authorize: createAuthorize(role)});
      assert.equal(status, 500);
      assert.equal(answer.errorCode, 'internalError');
      assert.match(log, /role of authorize\(\) must be one of viewerRole/);
    });

  it('makes POST /token respond with 500 to a launch by LTI, which has no KAF role', async () => {
    const options: Options = {auth: 'lti-1.1', authorize: createAuthorize('viewerRole')};
    const {status, log} = await requestLaunch(options);
    assert.equal(status, 500);
    assert.match(log, /only a KS has a KAF role/);
  });
});

describe('launchPrivileges', () => {
  it('adds privileges to the KS of a launch', async () => {
    const privileges = await requestPrivileges({
      launchPrivileges: ({userId, roomId: contextId}) => ({
        userId: 'jane',
        email: userId,
        contextId,
        userContextualRole: 3,
      }),
    });
    assert.deepEqual(privileges, {
      actionslimit: '-1',
      entryId: roomId,
      role: 'viewerRole',
      firstName: 'Jane',
      roomModerator: '0',
      chatModerator: '0',
      userId: 'jane',
      email: 'jane@example.com',
      contextId: roomId,
      userContextualRole: '3',
    });
  });

  it('accepts an asynchronous function', async () => {
    const launchPrivileges = () => Promise.resolve({email: 'jane@example.com'});
    const privileges = await requestPrivileges({launchPrivileges});
    assert.equal(privileges['email'], 'jane@example.com');
  });

  it('takes precedence over locale and returnUrl', async () => {
    const privileges = await requestPrivileges(
      {
        locale: true,
        returnUrl: 'https://www.example.com/',
        launchPrivileges: () => ({locale: 'fr', returnUrl: 'https://www.example.com/fr'}),
      },
      {lang: 'de'},
    );
    assert.equal(privileges['locale'], 'fr');
    assert.equal(privileges['returnUrl'], 'https%3A%2F%2Fwww.example.com%2Ffr');
  });

  const mistakes = [
    {
      name: 'returns a privilege that it must not set',
      launchPrivileges: () => ({actionslimit: '100'}),
      logLine: /launchPrivileges\(\) must return only/,
    },
    {
      name: 'returns a value that adds a privilege',
      launchPrivileges: () => ({contextId: 'x,role:adminRole'}),
      logLine: /contextId must not contain/,
    },
    {
      name: 'throws a value that is not an Error',
      launchPrivileges: () => {
        const reason: unknown = 'no database';
        throw reason;
      },
      logLine: /launchPrivileges\(\) or returnUrl\(\) threw a value/,
    },
  ];
  for (const {name, launchPrivileges, logLine} of mistakes)
    it(`makes POST /token respond with 500 without details, and logs the reason, if it ${name}`, async () => {
      const options = {launchPrivileges} as unknown as Options;
      const {status, answer, log} = await requestLaunch(options);
      assert.equal(status, 500);
      assert.equal(answer.errorCode, 'internalError');
      assert.doesNotMatch(answer.error ?? '', /launchPrivileges|contextId/);
      assert.match(log, logLine);
    });
});

describe('locale', () => {
  it('sends no language by default', async () => {
    assert.equal('locale' in (await requestPrivileges({}, {lang: 'de'})), false);
    assert.equal(
      'launch_presentation_locale' in (await requestLti11Fields({}, {lang: 'de'})),
      false,
    );
    const claims = await requestLti13Claims({}, {lang: 'de'});
    assert.deepEqual(claims[`${CLAIM}/launch_presentation`], {document_target: 'iframe'});
  });

  it('sends the language of the page in its canonical form, as a privilege', async () => {
    const privileges = await requestPrivileges({locale: true}, {lang: 'en-gb'});
    assert.equal(privileges['locale'], 'en-GB');
  });

  it('sends the language of the page as launch_presentation_locale of LTI 1.1', async () => {
    const fields = await requestLti11Fields({locale: true}, {lang: 'zh-hant-tw'});
    assert.equal(fields['launch_presentation_locale'], 'zh-Hant-TW');
  });

  it('sends the language of the page in launch_presentation of LTI 1.3', async () => {
    const claims = await requestLti13Claims({locale: true}, {lang: 'ar'});
    assert.deepEqual(claims[`${CLAIM}/launch_presentation`], {
      document_target: 'iframe',
      locale: 'ar',
    });
  });

  for (const lang of ['', 'setrole', 'en-setrole', 'en_US', 'a,role:adminRole', '-', 'x'])
    it(`ignores the malformed language ${JSON.stringify(lang)}`, async () => {
      const {status, data} = await requestLaunch({locale: true}, {lang});
      assert.equal(status, 200);
      assert.equal('locale' in decodeKs(data['ks'] as string, SECRET).privileges, false);
    });

  for (const {name, lang} of [
    {name: 'that is a number', lang: 7},
    {name: 'that is null', lang: null},
    {name: 'of 36 characters', lang: 'x'.repeat(36)},
  ])
    it(`makes POST /token respond with 400 to a language ${name}`, async () => {
      const {status, answer} = await requestLaunch({}, {lang});
      assert.equal(status, 400);
      assert.equal(answer.errorCode, 'invalidRequest');
      assert.match(answer.error ?? '', /body\.lang/);
    });
});

describe('returnUrl', () => {
  const returnUrl = 'https://www.example.com/course?id=7';

  it('sends no address by default', async () => {
    assert.equal('returnUrl' in (await requestPrivileges()), false);
    assert.equal('launch_presentation_return_url' in (await requestLti11Fields({})), false);
  });

  it('sends the address URL-encoded, as a privilege', async () => {
    const privileges = await requestPrivileges({returnUrl});
    assert.equal(privileges['returnUrl'], encodeURIComponent(returnUrl));
  });

  it('sends the address as launch_presentation_return_url of LTI 1.1', async () => {
    assert.equal(
      (await requestLti11Fields({returnUrl}))['launch_presentation_return_url'],
      returnUrl,
    );
  });

  it('sends the address in launch_presentation of LTI 1.3', async () => {
    const claims = await requestLti13Claims({returnUrl});
    assert.deepEqual(claims[`${CLAIM}/launch_presentation`], {
      document_target: 'iframe',
      return_url: returnUrl,
    });
  });

  it('accepts a function of the access to the room', async () => {
    const privileges = await requestPrivileges({
      returnUrl: access => `https://www.example.com/${access.roomId}/${access.userId}`,
    });
    assert.equal(
      privileges['returnUrl'],
      'https%3A%2F%2Fwww.example.com%2F1_abcd1234%2Fjane%40example.com',
    );
  });

  it('sends no address if the function returns undefined', async () => {
    const privileges = await requestPrivileges({returnUrl: () => undefined});
    assert.equal('returnUrl' in privileges, false);
  });

  for (const address of ['/home', 'javascript:alert(1)', 'https://u:p@www.example.com/', 7, null])
    it(`makes POST /token respond with 500 if the function returns ${JSON.stringify(address)}`, async () => {
      const {status, answer, log} = await requestLaunch({returnUrl: () => address as string});
      assert.equal(status, 500);
      assert.equal(answer.errorCode, 'internalError');
      assert.match(log, /returnUrl\(\) must return an http or https URL/);
    });

  it('encodes the name of a privilege in the address', async () => {
    const address = 'https://www.example.com/disableEntitlement/setrole';
    const privileges = await requestPrivileges({returnUrl: address});
    const value = privileges['returnUrl'] ?? '';
    assert.doesNotMatch(value, /entitlement|setrole/i);
    assert.equal(decodeURIComponent(value), address);
  });

  it('normalizes the address, so that a browser sends the address that was signed', async () => {
    for (const returnUrl of ['HTTPS:\\\\www.example.com/\n', '\thttps://www.example.com/\ud800'])
      assert.match(
        (await requestLti11Fields({returnUrl}))['launch_presentation_return_url'] ?? '',
        /^https:\/\/www\.example\.com\/[\w%]*$/,
      );
  });

  it('makes POST /token respond with 500 if the KS would be too long for the page', async () => {
    const {status, log} = await requestLaunch({
      returnUrl: `https://www.example.com/${'ü'.repeat(300)}`,
    });
    assert.equal(status, 500);
    assert.match(log, /KS must have at most 4096 characters/);
  });
});

describe('viewRoomPath and ksIn', () => {
  const viewRoomPath = '/rooms/index/view';

  it('add nothing to a launch by default', async () => {
    assert.deepEqual(Object.keys((await requestLaunch()).data), [
      'auth',
      'kafUrl',
      'ks',
      'expiresAt',
    ]);
  });

  it('become the path up to the KS', async () => {
    assert.equal((await requestLaunch({viewRoomPath})).data['ksPath'], '/rooms/index/view/ks/');
    assert.equal(
      (await requestLaunch({ksIn: 'query'})).data['ksPath'],
      '/embeddedrooms/index/view-room?ks=',
    );
    assert.equal(
      (await requestLaunch({viewRoomPath, ksIn: 'query'})).data['ksPath'],
      '/rooms/index/view?ks=',
    );
  });

  it('set the action of LTI 1.1, which is signed', async () => {
    const {data} = await requestLaunch({auth: 'lti-1.1', viewRoomPath});
    assert.equal(data['action'], 'https://12345.kaf.kaltura.com/rooms/index/view');
  });

  it('set the target link of LTI 1.3', async () => {
    const claims = await requestLti13Claims({viewRoomPath});
    assert.equal(
      claims[`${CLAIM}/target_link_uri`],
      'https://12345.kaf.kaltura.com/rooms/index/view',
    );
  });
});

describe('adminPrivileges', () => {
  const createRoom = async (options: Options) => {
    const backend = createTestBackend(options, () => json({success: true, data: {id: roomId}}));
    await backend.post('/rooms', {name: 'Room'});
    return decodeKs(backend.kalturaCalls[0]?.body['ks'] as string, SECRET);
  };

  it('add nothing to the admin KS by default', async () => {
    assert.deepEqual((await createRoom({})).privileges, {});
  });

  it('add privileges to the admin KS for create-room', async () => {
    const adminPrivileges = {disableentitlement: '', privacycontext: 'rooms'};
    const {type, privileges} = await createRoom({adminPrivileges});
    assert.equal(type, 2);
    assert.deepEqual(privileges, adminPrivileges);
  });

  it('add nothing to the KS of a launch', async () => {
    const privileges = await requestPrivileges({adminPrivileges: {disableentitlement: ''}});
    assert.equal('disableentitlement' in privileges, false);
  });
});
