import {expect} from '@open-wc/testing';
import {kafOrigin} from '../../src/contract.js';
import {openingOf} from '../../src/room/launch.js';

const PAGE = 'https://host.example';
const ks = 'djJ8MTIzNDV8-_abc=';

it('opens view-room of the KAF that the launch names', () => {
  const {url} = openingOf({ks, kafUrl: 'https://1.kaf.example/'}, null, PAGE);
  expect(url.href).to.equal(`https://1.kaf.example/embeddedrooms/index/view-room/ks/${ks}`);
});

it('opens view-room of the KAF that the page pins', () => {
  const {url} = openingOf({ks}, 'https://1.kaf.example', PAGE);
  expect(url.origin).to.equal('https://1.kaf.example');
});

const refused = [
  '',
  'http://1.kaf.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://1.kaf.example/1',
  'about:blank',
  'https://user@1.kaf.example',
  'https://user:pass@1.kaf.example',
  'https://1.kaf.example/path',
  'https://1.kaf.example/?query',
  'https://1.kaf.example/#fragment',
  '//1.kaf.example',
  '/relative',
  '1.kaf.example',
  'null',
  ' ',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
  'http://evil-localhost',
  PAGE,
  `${PAGE}/`,
  `${PAGE}:443`,
];
for (const kafUrl of refused) {
  it(`refuses a launch for ${kafUrl}`, () => {
    expect(() => openingOf({ks, kafUrl}, null, PAGE))
      .to.throw()
      .with.property('code', 'origin-not-allowed');
  });
  it(`refuses ${kafUrl} as kaf-url`, () => {
    expect(() => openingOf({ks}, kafUrl, PAGE))
      .to.throw()
      .with.property('code', 'origin-not-allowed');
  });
}

it('refuses a launch where nobody says where KAF is', () => {
  expect(() => openingOf({ks}, null, PAGE))
    .to.throw()
    .with.property('code', 'origin-not-allowed');
});

const unpinned = [
  'https://2.kaf.example',
  'https://1.kaf.example.evil.example',
  'https://1.kaf.example:8443',
  'https://evil.example',
  'https://1-kaf.example',
  'https://1.kаf.example', // a Cyrillic a
];
for (const kafUrl of unpinned)
  it(`refuses a launch for ${kafUrl} where the page pins another origin`, () => {
    expect(() => openingOf({ks, kafUrl}, 'https://1.kaf.example', PAGE))
      .to.throw()
      .with.property('code', 'origin-not-allowed');
  });

it('compares origins, not their spelling', () => {
  const {url} = openingOf(
    {ks, kafUrl: 'https://1.KAF.example:443/'},
    'https://1.kaf.example',
    PAGE,
  );
  expect(url.origin).to.equal('https://1.kaf.example');
});

for (const url of [
  'http://localhost:8081',
  'http://127.0.0.1',
  'http://127.8.9.1:1',
  'http://[::1]:9',
  'http://kaf.localhost',
])
  it(`takes http on this machine: ${url}`, () => {
    expect(kafOrigin(url)).to.equal(new URL(url).origin);
  });
