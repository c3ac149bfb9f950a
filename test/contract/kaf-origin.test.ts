import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {kafOrigin} from '../../src/contract/kaf-origin.js';

describe('kafOrigin()', () => {
  for (const {value, origin} of [
    {value: 'https://12345.kaf.kaltura.com', origin: 'https://12345.kaf.kaltura.com'},
    {value: 'https://kaf.example/', origin: 'https://kaf.example'},
    {value: 'HTTPS://KAF.example:443', origin: 'https://kaf.example'},
    {value: 'https://my_kaf-1.example:8443', origin: 'https://my_kaf-1.example:8443'},
    {value: 'https://[2001:db8::1]', origin: 'https://[2001:db8::1]'},
    {value: 'http://localhost:3000', origin: 'http://localhost:3000'},
    {value: 'http://kaf.localhost', origin: 'http://kaf.localhost'},
    {value: 'http://127.0.0.1:3000', origin: 'http://127.0.0.1:3000'},
    {value: 'http://127.10.20.30', origin: 'http://127.10.20.30'},
    {value: 'http://[::1]:3000', origin: 'http://[::1]:3000'},
  ])
    it(`returns ${origin} for ${value}`, () => {
      assert.equal(kafOrigin(value), origin);
    });

  for (const {name, value} of [
    {name: 'text that is not a URL', value: 'kaf.example'},
    {name: 'http on another machine', value: 'http://kaf.example'},
    {name: 'a host that begins like a loopback address', value: 'http://127.0.0.1.kaf.example'},
    {name: 'a host that begins with localhost', value: 'http://localhost.example'},
    {name: 'a host that ends with localhost', value: 'http://evil-localhost'},
    {name: 'an IPv6 address of another machine', value: 'http://[2001:db8::1]'},
    {name: 'another protocol on this machine', value: 'ftp://localhost'},
    {name: 'a user', value: 'https://user@kaf.example'},
    {name: 'a path', value: 'https://kaf.example/path'},
    {name: 'a query', value: 'https://kaf.example/?a=1'},
    {name: 'a fragment', value: 'https://kaf.example/#a'},
    {name: 'a wildcard', value: 'https://*.kaf.example'},
    {name: 'a wildcard at the end', value: 'https://kaf.example*'},
    {name: 'a character of a policy', value: "https://kaf'.example"},
  ])
    it(`returns undefined for ${name}`, () => {
      assert.equal(kafOrigin(value), undefined);
    });

  it('returns only a bare origin that is https or on this machine', () => {
    const scheme = fc.constantFrom(
      'https://',
      'http://',
      'HTTPS:\\\\',
      'ftp://',
      'javascript://',
      '//',
    );
    const user = fc.constantFrom('', '', '', 'user@', ':@');
    const host = fc.constantFrom(
      ...['kaf.example', 'my_kaf-1.example', 'kaf%2eexample', '[2001:db8::1]', 'null', 'é.example'],
      ...['localhost', 'kaf.localhost', '127.0.0.1', '127.1', '[::1]'],
      ...['localhost.example', 'evil-localhost', '127.0.0.1.example', '[::2]', '192.168.1.1'],
      ...['*.kaf.example', 'kaf;.example', 'kaf,.example', "kaf'.example", 'kaf%3b.example', ''],
    );
    const tail = fc.constantFrom(
      '',
      '',
      '',
      '/',
      ':8443',
      ':443/',
      ' ',
      '\t',
      '.',
      '/path',
      '?',
      '#',
      '\\',
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.tuple(scheme, user, host, tail), parts => {
        const text = parts.join('');
        const origin = kafOrigin(text);
        if (origin === undefined) return;
        accepted++;
        const url = new URL(text);
        assert.equal(origin, url.origin);
        assert.equal(url.href, `${origin}/`);
        assert.doesNotMatch(origin, /[^\w:/.[\]-]/);
        assert.ok(
          url.protocol === 'https:' ||
            /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname),
          text,
        );
      }),
      {numRuns: 5000},
    );
    assert.ok(accepted >= 400, `only ${accepted} of 5000 URLs were accepted`);
  });
});
