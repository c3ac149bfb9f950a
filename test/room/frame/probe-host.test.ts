import {expect} from '@open-wc/testing';
import {explainUnreachable, probeHost} from '../../../src/room/frame/probe-host.js';
import {nextTask} from '../../support/events.js';
import {installFakeClock, type FakeClock} from '../../support/fake-clock.js';
import {mockFetch, type FetchMock} from '../../support/mock-fetch.js';
import {reportViolation} from '../../support/room-fixture.js';
import {restoreProperties, stubProperty} from '../../support/stub-property.js';

const url = new URL('https://kaf.example/embeddedrooms/index/view-room/ks/djJ8');

let fetchMock: FetchMock;
let clock: FakeClock;
let session: AbortController;
beforeEach(() => {
  clock = installFakeClock();
  fetchMock = mockFetch();
  session = new AbortController();
});
afterEach(() => {
  session.abort();
  restoreProperties();
});

describe('probeHost()', () => {
  /** Starts a probe whose request fails. Returns its result, when there is one. */
  async function probeAndFail() {
    const results: boolean[] = [];
    const probed = probeHost(document, url, session.signal);
    void probed.then(result => results.push(result));
    (await fetchMock.next()).fail();
    await nextTask();
    return results;
  }

  it('passes a string to `fetch`, which monitoring may have wrapped', async () => {
    const probed = probeHost(document, url, session.signal);
    const call = await Promise.race([fetchMock.next(), probed]);
    expect(call).to.have.property('url', 'https://kaf.example/version');
    fetchMock.calls[0]?.answer();
    expect(await probed).to.be.true;
  });

  it('sends no cookies and no referrer, and reads no cache', async () => {
    void probeHost(document, url, session.signal);
    const {mode, cache, credentials, referrerPolicy} = (await fetchMock.next()).init;
    expect({mode, cache, credentials, referrerPolicy}).to.deep.equal({
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  });

  it('returns false 300 ms after the request has failed', async () => {
    const results = await probeAndFail();
    await clock.advance(299);
    expect(results).to.deep.equal([]);
    await clock.advance(1);
    expect(results).to.deep.equal([false]);
  });

  it('returns true if the policy of the page forbids the request', async () => {
    const results = await probeAndFail();
    reportViolation({effectiveDirective: 'connect-src', blockedURI: 'https://kaf.example/version'});
    await nextTask();
    expect(results).to.deep.equal([true]);
  });

  for (const {name, violation} of [
    {
      name: 'a request to another host',
      violation: {effectiveDirective: 'connect-src', blockedURI: 'https://other.example/version'},
    },
    {
      name: 'something other than a request',
      violation: {effectiveDirective: 'img-src', blockedURI: 'https://kaf.example/version'},
    },
  ])
    it(`returns false if the policy of the page forbids only ${name}`, async () => {
      const results = await probeAndFail();
      reportViolation(violation);
      await clock.advance(300);
      expect(results).to.deep.equal([false]);
    });

  it('returns true if a service worker may have answered the request', async () => {
    stubProperty(navigator, 'serviceWorker', {controller: {}});
    expect(await probeAndFail()).to.deep.equal([true]);
  });

  it('returns true in a page without service workers if the host answers', async () => {
    stubProperty(navigator, 'serviceWorker', undefined);
    const results = await probeAndFail();
    await clock.advance(300);
    expect(results).to.deep.equal([false]);
  });

  it('returns false if its signal aborts, even with a service worker', async () => {
    stubProperty(navigator, 'serviceWorker', {controller: {}});
    const probed = probeHost(document, url, session.signal);
    await fetchMock.next();
    session.abort();
    expect(await probed).to.be.false;
  });
});

describe('explainUnreachable()', () => {
  it('returns frame-unreachable without a request if the frame cannot be blocked', async () => {
    const {code, message} = await explainUnreachable(document, url, false, session.signal);
    expect([code, message]).to.deep.equal([
      'frame-unreachable',
      'https://kaf.example does not answer',
    ]);
    expect(fetchMock.calls).to.deep.equal([]);
  });

  for (const {policy, code, message} of [
    {
      policy: 'require-corp',
      code: 'frame-blocked',
      message: "https://kaf.example is blocked by this page's COEP",
    },
    {
      policy: 'unsafe-none',
      code: 'frame-unreachable',
      message: 'https://kaf.example does not answer',
    },
  ])
    it(`returns ${code} if the server sends the page with the embedder policy ${policy}`, async () => {
      const explained = explainUnreachable(document, url, true, session.signal);
      const headers = {'cross-origin-embedder-policy': policy};
      (await fetchMock.next()).answer('', {headers});
      const error = await explained;
      expect([error.code, error.message]).to.deep.equal([code, message]);
    });
});
