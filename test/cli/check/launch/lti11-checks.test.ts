import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DEVELOPMENT_ADMIN_SECRET as ADMIN_SECRET} from '../../../../src/simulator/index.js';
import {createBackend, getUnixTime, useSimulator} from '../../support.js';
import {changeData, changeResponse, type Flaw, type Mutation} from '../mutate-backend.js';
import {expectFailedChecks, runCheck, testFlaws} from '../run-check.js';

const simulator = useSimulator();
const lti11Backend = () => createBackend(simulator(), {auth: 'lti-1.1'}).fetch;
const OTHER_KAF = ['--kaf-url', 'https://12345.kaf.kaltura.com'];

/** A change after signing also invalidates the signature. */
const FLAWS: readonly Flaw[] = [
  {
    flaw: 'posts to http',
    failed: ['lti-action', 'lti-signature'],
    mutate: changeAction(() => 'http://12345.kaf.kaltura.com/embeddedrooms/index/view-room'),
  },
  {
    flaw: 'posts to another page of KAF',
    failed: ['lti-action', 'lti-signature'],
    mutate: changeAction(() => `${simulator().url}/hosted/index/my-media`),
  },
  {
    flaw: 'sends an unpaired surrogate',
    failed: ['lti-signature'],
    mutate: changeFields({tool: '\ud800'}),
  },
  {
    flaw: 'sends no context',
    failed: ['lti-fields', 'lti-signature'],
    mutate: changeFields({context_id: undefined}),
  },
  {
    flaw: 'uses another version of LTI',
    failed: ['lti-fields', 'lti-signature'],
    mutate: changeFields({lti_version: 'LTI-2p0'}),
  },
  {
    flaw: 'opens another room',
    failed: ['lti-room', 'lti-signature'],
    mutate: changeFields({custom_entryId: '1_standup0', custom_entry_id: '1_standup0'}),
  },
  {
    flaw: 'sends the room in one spelling',
    failed: ['lti-room', 'lti-signature'],
    mutate: changeFields({custom_entry_id: undefined}),
  },
  {
    flaw: 'sends different values for the moderator',
    failed: ['lti-moderators', 'lti-signature'],
    mutate: changeFields({custom_room_moderator: '1'}),
  },
  {
    flaw: 'sends true for the moderator',
    failed: ['lti-moderators', 'lti-signature'],
    mutate: changeFields({custom_chatModerator: 'true', custom_chat_moderator: 'true'}),
  },
  {
    flaw: 'sends a timestamp that is ten minutes old',
    failed: ['lti-timestamp', 'lti-signature'],
    mutate: changeFields({oauth_timestamp: String(getUnixTime() - 600)}),
  },
  {
    flaw: 'signs with another secret',
    failed: ['lti-signature'],
    mutate: changeFields({oauth_signature: 'X988F/uiHPVsrJItspI1QHxu648='}),
  },
  {
    flaw: 'does not sign',
    failed: ['lti-fields', 'lti-signature'],
    mutate: changeFields({oauth_signature: undefined}),
  },
  {
    flaw: 'sends the secret',
    failed: ['lti-signature', 'no-secret'],
    mutate: changeFields({custom_secret: ADMIN_SECRET}),
  },
  {
    flaw: 'sends a number',
    failed: ['launch-schema'],
    mutate: changeFields({custom_number: 7}),
  },
];

describe('checks of LTI 1.1', () => {
  testFlaws(FLAWS, mutate => mutate(lti11Backend()));

  it('pass for a valid backend', async () => {
    const {code, failed, skipped} = await runCheck(lti11Backend(), ['--kaf-url', simulator().url]);
    assert.deepEqual({code, failed}, {code: 0, failed: []});
    assert.deepEqual(skipped, ['launch-kaf-url', 'cors-page']);
  });

  it('fail if KAF is not the pinned origin', () =>
    expectFailedChecks(lti11Backend(), ['lti-action'], OTHER_KAF));

  it('verify the signature with KALTURA_LTI_SECRET if it is set', async () => {
    const sharedSecret = 'a-secret-of-LTI-only';
    const lti = {consumerKey: 'site', sharedSecret};
    const backend = createBackend(simulator(), {auth: 'lti-1.1', lti}).fetch;
    const {failed, text} = await runCheck(backend, [], {KALTURA_LTI_SECRET: sharedSecret});
    assert.deepEqual(failed, []);
    assert.doesNotMatch(text, new RegExp(sharedSecret));
  });

  it('fail if another secret than the admin secret signs, and KALTURA_LTI_SECRET is not set', async () => {
    const lti = {consumerKey: 'site', sharedSecret: 'a-secret-of-LTI-only'};
    const backend = createBackend(simulator(), {auth: 'lti-1.1', lti}).fetch;
    assert.deepEqual((await runCheck(backend)).failed, ['lti-signature']);
  });

  it('skip the signature if the secret is missing', async () => {
    const {failed, skipped} = await runCheck(lti11Backend(), [], {KALTURA_ADMIN_SECRET: ''});
    assert.deepEqual(failed, []);
    assert.ok(skipped.includes('lti-signature'));
  });

  it('print no signature', async () => {
    const signatures: string[] = [];
    const recordSignatures = changeResponse(async response => {
      const body = await response.clone().text();
      const [, signature] = /"oauth_signature":"([^"]+)"/.exec(body) ?? [];
      if (signature !== undefined) signatures.push(signature);
      return response;
    });
    const {text} = await runCheck(recordSignatures(lti11Backend()), OTHER_KAF);
    assert.ok(signatures.length >= 2, `${signatures.length} signatures`);
    for (const signature of signatures) assert.ok(!text.includes(signature));
  });
});

function changeAction(getAction: () => string): Mutation {
  return changeData(data => ({...data, action: getAction()}));
}

function changeFields(fields: Record<string, unknown>): Mutation {
  return changeData(data => ({...data, fields: {...(data['fields'] as object), ...fields}}));
}
