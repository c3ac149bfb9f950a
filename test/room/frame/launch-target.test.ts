import {expect} from '@open-wc/testing';
import {type Launch} from '../../../src/contract/schemas.js';
import {resolveTarget} from '../../../src/room/frame/launch-target.js';

const PAGE = 'https://host.example';
const ks = 'djJ8MTIzNDV8-_abc=';

describe('resolveTarget()', () => {
  it('builds the view-room URL on the KAF of the launch', () => {
    const {url} = resolveTarget({ks, kafUrl: 'https://1.kaf.example/'}, null, PAGE);
    expect(url.href).to.equal(`https://1.kaf.example/embeddedrooms/index/view-room/ks/${ks}`);
  });

  it('builds the view-room URL on the KAF of kaf-url', () => {
    const {url} = resolveTarget({ks}, 'https://1.kaf.example', PAGE);
    expect(url.origin).to.equal('https://1.kaf.example');
  });

  it('builds the URL with the ksPath of the launch', () => {
    const kafUrl = 'https://1.kaf.example';
    const inPath = resolveTarget({ks, kafUrl, ksPath: '/rooms/view/ks/'}, null, PAGE);
    expect(inPath.url.href).to.equal(`https://1.kaf.example/rooms/view/ks/${ks}`);
    const inQuery = resolveTarget({ks, kafUrl, ksPath: '/rooms/view?ks='}, null, PAGE);
    expect(inQuery.url.href).to.equal(`https://1.kaf.example/rooms/view?ks=${ks}`);
  });

  const rejectedUrls = [
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
  for (const kafUrl of rejectedUrls) {
    it(`rejects a launch for "${kafUrl}"`, () => {
      expect(() => resolveTarget({ks, kafUrl}, null, PAGE))
        .to.throw()
        .with.property('code', 'origin-not-allowed');
    });
    it(`rejects "${kafUrl}" as kaf-url`, () => {
      expect(() => resolveTarget({ks}, kafUrl, PAGE))
        .to.throw()
        .with.property('code', 'origin-not-allowed');
    });
  }

  it('keeps the path and query of an LTI 1.1 action, and its fields', () => {
    const action = 'https://1.kaf.example/embeddedrooms/index/view-room?a=b';
    const {url, ...more} = resolveTarget(
      {auth: 'lti-1.1', action, fields: {a: 'b'}, expiresAt: 7},
      null,
      PAGE,
    );
    expect(url.href).to.equal(action);
    expect(more).to.deep.equal({fields: {a: 'b'}});
  });

  it('returns the URL of an LTI 1.3 launch as multi-step', () => {
    const address = 'https://1.kaf.example/hosted/index/oidc-init?iss=https%3A%2F%2Fhost.example';
    const launch = {auth: 'lti-1.3', url: address, expiresAt: 7} as const;
    const {url, ...more} = resolveTarget(launch, 'https://1.kaf.example', PAGE);
    expect(url.href).to.equal(address);
    expect(more).to.deep.equal({isMultiStep: true});
  });

  /** Builds a launch for each version of LTI at this address. */
  const buildLtiLaunches = (address: string): [string, Launch][] => [
    ['LTI 1.1', {auth: 'lti-1.1', action: address, fields: {}}],
    ['LTI 1.3', {auth: 'lti-1.3', url: address}],
  ];

  const rejectedUrlsByLti = [
    '',
    'http://1.kaf.example/x',
    'javascript:alert(1)//https://1.kaf.example/',
    'data:text/html,<script>1</script>',
    'blob:https://1.kaf.example/1b4e28ba',
    'about:blank',
    'file:///etc/passwd',
    'ftp://1.kaf.example/x',
    'https://user@1.kaf.example/x',
    'https://user:pass@1.kaf.example/x',
    '//1.kaf.example/x',
    '/embeddedrooms/index/view-room',
    '1.kaf.example/x',
    'null',
    'http://127.0.0.1.evil.example/x',
    'http://localhost.evil.example/x',
    PAGE,
    `${PAGE}/x`,
    `${PAGE}:443/x`,
  ];
  for (const address of rejectedUrlsByLti)
    for (const [kind, launch] of buildLtiLaunches(address))
      it(`rejects a launch by ${kind} for ${address}`, () => {
        expect(() => resolveTarget(launch, null, PAGE))
          .to.throw(/^(?!.*pass)/)
          .with.property('code', 'origin-not-allowed');
      });

  for (const address of [
    'https://2.kaf.example/x',
    'https://1.kaf.example.evil.example/x',
    'https://1.kaf.example:8443/x',
    'https://evil.example/https://1.kaf.example/x',
    'https://evil.example/?https://1.kaf.example',
    'https://evil.example#https://1.kaf.example',
    'https://evil.example\\@1.kaf.example/x',
    'https://1.kаf.example/x', // a Cyrillic a
  ])
    for (const [kind, launch] of buildLtiLaunches(address))
      it(`rejects a launch by ${kind} for ${address} if kaf-url has another origin`, () => {
        expect(() => resolveTarget(launch, 'https://1.kaf.example', PAGE))
          .to.throw()
          .with.property('code', 'origin-not-allowed');
      });

  for (const pin of ['', 'https://1.kaf.example/path', 'https://u@1.kaf.example'])
    for (const [kind, launch] of buildLtiLaunches('https://1.kaf.example/x'))
      it(`rejects a launch by ${kind} if kaf-url is "${pin}"`, () => {
        expect(() => resolveTarget(launch, pin, PAGE))
          .to.throw()
          .with.property('code', 'origin-not-allowed');
      });

  it('accepts LTI over http on this machine', () => {
    for (const [, launch] of buildLtiLaunches('http://LOCALHOST:8081/x'))
      expect(resolveTarget(launch, 'http://localhost:8081', PAGE).url.href).to.equal(
        'http://localhost:8081/x',
      );
  });

  it('rejects a launch without any KAF URL', () => {
    expect(() => resolveTarget({ks}, null, PAGE))
      .to.throw()
      .with.property('code', 'origin-not-allowed');
  });

  const otherOrigins = [
    'https://2.kaf.example',
    'https://1.kaf.example.evil.example',
    'https://1.kaf.example:8443',
    'https://evil.example',
    'https://1-kaf.example',
    'https://1.kаf.example', // a Cyrillic a
  ];
  for (const kafUrl of otherOrigins)
    it(`rejects a launch for ${kafUrl} if kaf-url has another origin`, () => {
      expect(() => resolveTarget({ks, kafUrl}, 'https://1.kaf.example', PAGE))
        .to.throw()
        .with.property('code', 'origin-not-allowed');
    });

  it('names the origins of a rejected launch, but no user or path', () => {
    const resolve = (kafUrl: string) => resolveTarget({ks, kafUrl}, 'https://1.kaf.example', PAGE);
    const rule = "kaf-url and the launch must name one https origin other than the page's; got";
    expect(() => resolve('https://2.kaf.example/')).to.throw(
      `${rule} https://1.kaf.example and https://2.kaf.example`,
    );
    expect(() => resolve('https://user:pass@2.kaf.example/path')).to.throw(
      `${rule} https://1.kaf.example and no https origin`,
    );
  });

  it('compares origins in normalized form', () => {
    const {url} = resolveTarget(
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
    it(`accepts http on this machine: ${url}`, () => {
      const target = resolveTarget({ks, kafUrl: url}, null, PAGE);
      expect(target.url.origin).to.equal(new URL(url).origin);
    });
});
