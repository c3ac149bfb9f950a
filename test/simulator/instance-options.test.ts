import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {startSimulator, type InstanceOptions, type Simulator} from '../../src/simulator/index.js';
import {createRoom, startTestSimulator, viewRoom, writeAdminKs, writeKs} from './calls.js';
import {postForm, createSignedForm} from './lti/lti11-form.js';
import {
  postResponse,
  beginLogin,
  CLAIM,
  createClaims,
  initiate,
  createInitiation,
  launch,
  startWithPlatform,
  sign,
} from './lti/platform.js';

const ROOM = {entryId: '1_townhall'};
const DEFAULT_PATH = '/embeddedrooms/index/view-room';

const startInstance = (test: TestContext, instance: InstanceOptions) =>
  startTestSimulator(test, {instance});

/** Opens an address of the simulator, and returns the status and the page. */
async function open({url}: Simulator, address: string): Promise<{status: number; page: string}> {
  const response = await fetch(url + address);
  return {status: response.status, page: await response.text()};
}

/** Opens the room with these privileges. */
const openWith = (simulator: Simulator, privileges: Record<string, string>) =>
  viewRoom(simulator, writeKs(simulator, {privileges: {...ROOM, ...privileges}}));

/** Launches by LTI 1.3, and follows the redirect to the room page. */
async function openByLti13(test: TestContext, instance: InstanceOptions, claims: object = {}) {
  const platform = await startWithPlatform(test, {instance});
  const launched = await launch(platform, claims);
  const location = launched.headers.get('location');
  return location ? {...(await open(platform.simulator, location)), location} : launched;
}

describe('instance.viewRoomPath', () => {
  const viewRoomPath = '/kaf/room-v2';

  it('moves the room page, and other paths respond with 404', async t => {
    const simulator = await startInstance(t, {viewRoomPath});
    const ks = writeKs(simulator);
    assert.equal((await open(simulator, `${viewRoomPath}/ks/${ks}`)).status, 200);
    assert.equal((await open(simulator, `${DEFAULT_PATH}/ks/${ks}`)).status, 404);
    assert.equal(simulator.counts['view-room'], 1);
  });

  it('moves the action of an LTI 1.1 form', async t => {
    const simulator = await startInstance(t, {viewRoomPath});
    for (const {path, status} of [
      {path: viewRoomPath, status: 200},
      {path: DEFAULT_PATH, status: 404},
    ]) {
      const url = simulator.url + path;
      assert.equal(
        (await postForm(url, createSignedForm(simulator, {}, {url}))).status,
        status,
        path,
      );
    }
  });

  it('moves the target_link_uri of LTI 1.3', async t => {
    const platform = await startWithPlatform(t, {instance: {viewRoomPath}});
    assert.equal((await initiate(platform, createInitiation(platform))).status, 500);
    const target_link_uri = platform.simulator.url + viewRoomPath;
    const {state, nonce, cookie} = await beginLogin(platform, {target_link_uri});
    const payload = {
      ...createClaims(platform, nonce),
      [`${CLAIM}target_link_uri`]: target_link_uri,
    };
    const id_token = await sign(payload, platform.key);
    const {headers} = await postResponse(platform, {state, id_token}, cookie);
    const location = headers.get('location') ?? '';
    assert.ok(location.startsWith(`${viewRoomPath}/launch/`), location);
    assert.equal((await open(platform.simulator, location)).status, 200);
  });
});

describe('instance.ksIn', () => {
  for (const {ksIn, accepted, rejected} of [
    {ksIn: undefined, accepted: '/ks/', rejected: '?ks='},
    {ksIn: 'path', accepted: '/ks/', rejected: '?ks='},
    {ksIn: 'query', accepted: '?ks=', rejected: '/ks/'},
  ] as const)
    it(`${ksIn ?? 'by default'}: accepts a KS after ${accepted} only`, async t => {
      const simulator = await startInstance(t, ksIn ? {ksIn} : {});
      const ks = writeKs(simulator);
      assert.equal((await open(simulator, DEFAULT_PATH + accepted + ks)).status, 200);
      const {status, page} = await open(simulator, DEFAULT_PATH + rejected + ks);
      assert.equal(status, 403);
      assert.match(page, /The KS must be in the (path|query) of the address, not in the/);
      assert.ok(!page.includes(ks.slice(0, 40)));
    });
});

describe('instance.requiredPrivileges', () => {
  const requiredPrivileges = ['userId', 'email'];

  it('admits a KS with all required privileges', async t => {
    const simulator = await startInstance(t, {requiredPrivileges});
    const {status} = await openWith(simulator, {userId: 'jane', email: 'jane@example.com'});
    assert.equal(status, 200);
  });

  for (const {privileges, missing} of [
    {privileges: {}, missing: 'userId, email'},
    {privileges: {userId: 'jane'}, missing: 'email'},
    {privileges: {userId: 'jane', email: ''}, missing: 'email'},
  ])
    it(`denies access to a KS with ${JSON.stringify(privileges)}`, async t => {
      const simulator = await startInstance(t, {requiredPrivileges});
      const {status, page} = await openWith(simulator, privileges);
      assert.equal(status, 403);
      assert.match(page, /<h1>Access Denied<\/h1>/);
      assert.ok(page.includes(`The KS must have these privileges: ${missing}.`), page);
    });
});

describe('instance.requiredLtiParameters', () => {
  const requiredLtiParameters = ['launch_presentation_locale', 'lis_person_contact_email_primary'];
  const message = 'The launch must have these parameters: lis_person_contact_email_primary.';

  it('admits an LTI 1.1 launch only with all required parameters', async t => {
    const simulator = await startInstance(t, {requiredLtiParameters});
    const url = simulator.url + DEFAULT_PATH;
    const locale = {launch_presentation_locale: 'de'};
    const email = {lis_person_contact_email_primary: 'jane@example.com'};
    assert.equal(
      (await postForm(url, createSignedForm(simulator, {...locale, ...email}))).status,
      200,
    );
    const {status, page} = await postForm(url, createSignedForm(simulator, locale));
    assert.equal(status, 403);
    assert.ok(page.includes(message), page);
  });

  it('admits an LTI 1.3 launch only with the claims of all required parameters', async t => {
    const locale = {[`${CLAIM}launch_presentation`]: {locale: 'de'}};
    const email = {email: 'jane@example.com'};
    const admitted = await openByLti13(t, {requiredLtiParameters}, {...locale, ...email});
    assert.equal(admitted.status, 200);
    const {status, page} = await openByLti13(t, {requiredLtiParameters}, locale);
    assert.equal(status, 403);
    assert.ok(page.includes(message), page);
  });

  for (const {parameter, present, absent} of [
    {parameter: 'context_title', present: {context: {id: 'c', title: 'Maths'}}, absent: {}},
    {
      parameter: 'custom_room_moderator',
      present: {custom: {...ROOM, room_moderator: '1'}},
      absent: {},
    },
    {
      parameter: 'tool_consumer_instance_guid',
      present: {tool_platform: {guid: 'lms.example.com'}},
      absent: {tool_platform: {}},
    },
    {
      parameter: 'launch_presentation_return_url',
      present: {launch_presentation: {return_url: 'https://www.example.com/'}},
      absent: {launch_presentation: {}},
    },
  ])
    it(`finds ${parameter} in the claims of LTI 1.3`, async t => {
      const instance = {requiredLtiParameters: [parameter]};
      const toClaims = (claims: object) =>
        Object.fromEntries(Object.entries(claims).map(([name, value]) => [CLAIM + name, value]));
      assert.equal((await openByLti13(t, instance, toClaims(present))).status, 200);
      assert.equal((await openByLti13(t, instance, toClaims(absent))).status, 403);
    });
});

describe('instance.allowedRoles', () => {
  for (const role of [
    'viewerRole',
    'privateOnlyRole',
    'adminRole',
    'unmoderatedAdminRole',
    'anonymousRole',
  ])
    it(`admits ${role} by default, and shows it`, async t => {
      const {status, page} = await openWith(await startTestSimulator(t), {role});
      assert.equal(status, 200);
      assert.match(page, new RegExp(`<p class="kaf-role">${role}</p>`));
    });

  it('denies access to an unknown role by default', async t => {
    const {status, page} = await openWith(await startTestSimulator(t), {role: 'viewer'});
    assert.equal(status, 403);
    assert.match(page, /The role must be a role that this instance allows; got viewer\./);
  });

  it('admits the listed roles only, and requires a role', async t => {
    const simulator = await startInstance(t, {allowedRoles: ['viewerRole', 'customRole']});
    for (const {privileges, status} of [
      {privileges: {role: 'viewerRole'}, status: 200},
      {privileges: {role: 'customRole'}, status: 200},
      {privileges: {role: 'adminRole'}, status: 403},
      {privileges: {}, status: 403},
    ])
      assert.equal(
        (await openWith(simulator, privileges)).status,
        status,
        JSON.stringify(privileges),
      );
  });

  it('does not apply to LTI launches', async t => {
    const simulator = await startInstance(t, {allowedRoles: ['adminRole']});
    const {status, page} = await postForm(
      simulator.url + DEFAULT_PATH,
      createSignedForm(simulator),
    );
    assert.equal(status, 200);
    assert.doesNotMatch(page, /kaf-role/);
  });
});

describe('instance.hasEntitlement', () => {
  const disableentitlement = {privileges: {disableentitlement: ''}};

  it('makes create-room require the privilege disableentitlement', async t => {
    const simulator = await startInstance(t, {hasEntitlement: true});
    assert.deepEqual(await createRoom(simulator), {
      success: false,
      errorCode: 'invalidRequest',
      error:
        'The KS must have the privilege disableentitlement, because the account has entitlement',
    });
    const ks = writeAdminKs(simulator, disableentitlement);
    assert.equal((await createRoom(simulator, {ks})).success, true);
    assert.equal(simulator.rooms.length, 3);
  });

  it('defaults to false', async t => {
    const simulator = await startTestSimulator(t);
    assert.equal((await createRoom(simulator)).success, true);
    const ks = writeAdminKs(simulator, disableentitlement);
    assert.equal((await createRoom(simulator, {ks})).success, true);
  });
});

describe('instance', () => {
  for (const {instance, message} of [
    {instance: null, message: 'instance must be an object; got null'},
    {instance: {ksin: 'path'}, message: 'instance must have known options only; got ksin'},
    {
      instance: {viewRoomPath: 'view-room'},
      message:
        'instance.viewRoomPath must be a path such as /embeddedrooms/index/view-room; got "view-room"',
    },
    {
      instance: {viewRoomPath: '/room?ks='},
      message:
        'instance.viewRoomPath must be a path such as /embeddedrooms/index/view-room; got "/room?ks="',
    },
    {
      instance: {ksIn: 'body'},
      message: 'instance.ksIn must be "path" or "query"; got "body"',
    },
    {
      instance: {requiredPrivileges: ['user_id']},
      message:
        'instance.requiredPrivileges must be an array of privilege names, such as userId; got "user_id"',
    },
    {
      instance: {requiredLtiParameters: ['ext_role']},
      message:
        'instance.requiredLtiParameters must be an array of LTI 1.1 names that LTI 1.3 has a claim for, such as launch_presentation_locale; got "ext_role"',
    },
    {
      instance: {allowedRoles: 'viewerRole'},
      message:
        'instance.allowedRoles must be an array of KAF roles, such as viewerRole; got "viewerRole"',
    },
    {
      instance: {hasEntitlement: 'yes'},
      message: 'instance.hasEntitlement must be a boolean; got "yes"',
    },
  ])
    it(`rejects ${JSON.stringify(instance)}`, async () => {
      await assert.rejects(startSimulator({instance} as object), {message});
    });
});
