import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hasValidSignature} from '../../../../src/cli/check/launch/oauth-signature.js';

const SECRET = 's3cret&/ü';
const ACTION = 'https://12345.kaf.kaltura.com/embeddedrooms/index/view-room';
const FIELDS = {
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  resource_link_id: '1_abcd1234',
  context_id: 'rooms',
  user_id: 'jane@example.com',
  lis_person_name_full: "Zoë O'Hara (she) *!",
  roles: 'Instructor',
  custom_entryId: '1_abcd1234',
  custom_entry_id: '1_abcd1234',
  empty: '',
  oauth_callback: 'about:blank',
  oauth_consumer_key: '12345',
  oauth_nonce: 'nonce/+=',
  oauth_signature_method: 'HMAC-SHA1',
  oauth_timestamp: '1700000000',
  oauth_version: '1.0',
};
// Made with Python's hmac and urllib.parse.quote.
const SIGNED = {...FIELDS, oauth_signature: 'X988F/uiHPVsrJItspI1QHxu648='};

test('takes a signature that another program made', () => {
  assert.ok(hasValidSignature(new URL(ACTION), SIGNED, SECRET));
  const query = {...FIELDS, oauth_signature: 'rUgBJqGiXPrk/Hi7u6NbPwi9MLc='};
  assert.ok(
    hasValidSignature(new URL(`${ACTION}?a=1+2&a=0`), query, SECRET),
    'with a query, sorted',
  );
});

for (const [what, action, fields, secret] of [
  ['another secret', ACTION, SIGNED, 'other'],
  ['another action', ACTION.replace('12345', '54321'), SIGNED, SECRET],
  ['another room', ACTION, {...SIGNED, custom_entryId: '1_standup0'}, SECRET],
  ['a field more', ACTION, {...SIGNED, more: ''}, SECRET],
  ['a field less', ACTION, {...SIGNED, empty: undefined}, SECRET],
  ['no signature', ACTION, FIELDS, SECRET],
  ['half a signature', ACTION, {...SIGNED, oauth_signature: 'X988F/uiHPVs'}, SECRET],
] as const)
  test(`refuses ${what}`, () => {
    const given = Object.entries<string | undefined>(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    assert.ok(!hasValidSignature(new URL(action), Object.fromEntries(given), secret));
  });
