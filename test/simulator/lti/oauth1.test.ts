import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  buildSignatureBase,
  percentEncode,
  signHmacSha1,
  type Parameter,
} from '../../../src/simulator/lti/oauth1.js';

const COMMON = {oauth_consumer_key: 'dpf43f3p2l4k3l03', oauth_signature_method: 'HMAC-SHA1'};
const PHOTO = {file: 'vacation.jpg', size: 'original', oauth_token: 'nnch734d00sl2jdk'};
const SECRET = 'kd94hf93k423kf44';
const TOKEN_SECRET = 'pfkkdhi9sl3r4s00';

describe('OAuth 1.0a signatures', () => {
  it('match the example of OAuth Core 1.0a, appendix A.5', () => {
    const base = buildSignatureBase('GET', 'http://photos.example.net/photos', [
      ...Object.entries({...COMMON, ...PHOTO}),
      ['oauth_timestamp', '1191242096'],
      ['oauth_nonce', 'kllo9940pd9333jh'],
      ['oauth_version', '1.0'],
    ]);
    assert.equal(
      base,
      'GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26oauth_consumer_key%3Ddpf43f3p2l4k3l03%26oauth_nonce%3Dkllo9940pd9333jh%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1191242096%26oauth_token%3Dnnch734d00sl2jdk%26oauth_version%3D1.0%26size%3Doriginal',
    );
    assert.equal(signHmacSha1(base, SECRET, TOKEN_SECRET), 'tR3+Ty81lMeYAr/Fid0kMTYa/WM=');
  });

  it('match the examples of RFC 5849, section 1.2', () => {
    const photo = buildSignatureBase('get', 'http://photos.example.net/photos?file=x', [
      ...Object.entries({...COMMON, ...PHOTO}),
      ['oauth_timestamp', '137131202'],
      ['oauth_nonce', 'chapoH'],
    ]);
    assert.equal(signHmacSha1(photo, SECRET, TOKEN_SECRET), 'MdpQcU8iPSUjWoN/UDMsK2sui9I=');
    const token = buildSignatureBase('POST', 'https://photos.example.net/token', [
      ...Object.entries(COMMON),
      ['oauth_token', 'hh5s93j4hdidpola'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', 'walatlh'],
      ['oauth_verifier', 'hfdp7dh39dks9884'],
    ]);
    assert.equal(signHmacSha1(token, SECRET, 'hdhd0244k9j7ao03'), 'gKgrFCywp7rO0OXSjdot/IHF7IU=');
  });
});

describe('buildSignatureBase()', () => {
  it('normalizes parameters as in RFC 5849, section 3.4.1', () => {
    const parameters: Parameter[] = [
      ['b5', '=%3D'],
      ['a3', 'a'],
      ['c@', ''],
      ['a2', 'r b'],
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
      ['c2', ''],
      ['a3', '2 q'],
    ];
    assert.equal(
      buildSignatureBase('POST', 'http://example.com/request', parameters),
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });

  for (const {url, uri} of [
    {url: 'http://EXAMPLE.COM:80/r%20v/X?id=123', uri: 'http://example.com/r%20v/X'},
    {url: 'https://www.example.net:8080/?q=1', uri: 'https://www.example.net:8080/'},
  ] as const)
    it(`uses the URI ${uri} for ${url}`, () => {
      assert.equal(buildSignatureBase('GET', url, []), `GET&${percentEncode(uri)}&`);
    });
});

describe('percentEncode()', () => {
  for (const {text, encoded} of [
    {text: 'azAZ09-._~', encoded: 'azAZ09-._~'},
    {text: ' +%=&', encoded: '%20%2B%25%3D%26'},
    {text: `!'()*`, encoded: '%21%27%28%29%2A'},
    {text: 'Zoë☺', encoded: 'Zo%C3%AB%E2%98%BA'},
  ] as const)
    it(`encodes ${text} as ${encoded}`, () => assert.equal(percentEncode(text), encoded));
});
