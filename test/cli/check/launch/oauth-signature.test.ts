import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
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
// Computed with Python's hmac and urllib.parse.quote.
const SIGNED = {...FIELDS, oauth_signature: 'X988F/uiHPVsrJItspI1QHxu648='};

describe('hasValidSignature()', () => {
  it('accepts a signature of another program', () => {
    assert.ok(hasValidSignature(new URL(ACTION), SIGNED, SECRET));
  });

  it('includes the query of the URL', () => {
    const signed = {...FIELDS, oauth_signature: 'rUgBJqGiXPrk/Hi7u6NbPwi9MLc='};
    assert.ok(hasValidSignature(new URL(`${ACTION}?a=1+2&a=0`), signed, SECRET));
  });

  const rows: readonly {
    change: string;
    action?: string;
    fields?: Readonly<Record<string, string | undefined>>;
    secret?: string;
  }[] = [
    {change: 'another secret', secret: 'other'},
    {change: 'another action', action: ACTION.replace('12345', '54321')},
    {change: 'another room', fields: {...SIGNED, custom_entryId: '1_standup0'}},
    {change: 'an additional field', fields: {...SIGNED, more: ''}},
    {change: 'a missing field', fields: {...SIGNED, empty: undefined}},
    {change: 'no signature', fields: FIELDS},
    {change: 'half a signature', fields: {...SIGNED, oauth_signature: 'X988F/uiHPVs'}},
  ];
  for (const {change, action = ACTION, fields = SIGNED, secret = SECRET} of rows)
    it(`rejects ${change}`, () => {
      const present = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      );
      assert.ok(!hasValidSignature(new URL(action), Object.fromEntries(present), secret));
    });
});
