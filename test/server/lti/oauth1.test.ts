import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {describe, it} from 'node:test';
import {signOAuth1} from '../../../src/server/lti/oauth1.js';

describe('signOAuth1()', () => {
  it('signs the example of RFC 5849, section 1.2', () => {
    const fields = {
      oauth_consumer_key: 'dpf43f3p2l4k3l03',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '137131200',
      oauth_nonce: 'wIjqoS',
      oauth_callback: 'http://printer.example.com/ready',
    };
    const signature = signOAuth1('https://photos.example.net/initiate', fields, 'kd94hf93k423kf44');
    assert.equal(signature, '74KNZJeDHnMBp0EMJ9ZHt/XKycU=');
  });

  /** Signature base strings, written by hand according to RFC 5849, section 3.4.1. */
  const baseStrings: {name: string; url: string; fields: Record<string, string>; base: string}[] = [
    {
      name: 'sorts fields by bytes, so that capitals come first',
      url: 'https://a.example/x',
      fields: {b: '1', B: '2', _: '3'},
      base: 'POST&https%3A%2F%2Fa.example%2Fx&B%3D2%26_%3D3%26b%3D1',
    },
    {
      name: 'encodes all characters except the unreserved ones',
      url: 'https://a.example/',
      fields: {n: "a b!'()*~é+"},
      base: 'POST&https%3A%2F%2Fa.example%2F&n%3Da%2520b%2521%2527%2528%2529%252A~%25C3%25A9%252B',
    },
    {
      name: 'keeps a port that is not the default',
      url: 'http://127.0.0.1:4000/x',
      fields: {},
      base: 'POST&http%3A%2F%2F127.0.0.1%3A4000%2Fx&',
    },
  ];
  for (const {name, url, fields, base} of baseStrings)
    it(name, () => {
      const expected = createHmac('sha1', 'secret%26&').update(base).digest('base64');
      assert.equal(signOAuth1(url, fields, 'secret&'), expected);
    });
});
