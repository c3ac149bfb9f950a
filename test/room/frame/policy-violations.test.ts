import {expect} from '@open-wc/testing';
import {hasEmbedderPolicy, onPolicyViolation} from '../../../src/room/frame/policy-violations.js';
import {mockFetch, type FetchMock} from '../../support/mock-fetch.js';
import {restoreProperties, stubProperty} from '../../support/stub-property.js';

const URL_OF_KAF = 'https://kaf.example/embeddedrooms/index/view-room';

/** A `ReportingObserver` that tests make report. */
class FakeObserver {
  static created: FakeObserver[] = [];
  isObserving = false;
  readonly report: (reports: {body: object}[]) => void;
  readonly options: object;
  constructor(report: FakeObserver['report'], options: object) {
    this.report = report;
    this.options = options;
    FakeObserver.created.push(this);
  }
  observe() {
    this.isObserving = true;
  }
  disconnect() {
    this.isObserving = false;
  }
}

describe('onPolicyViolation() with an embedder policy', () => {
  let session: AbortController;
  beforeEach(() => {
    FakeObserver.created = [];
    stubProperty(self, 'ReportingObserver', FakeObserver);
    session = new AbortController();
  });
  afterEach(() => {
    session.abort();
    restoreProperties();
  });

  /** Listens for violations, reports `body`, and returns the messages of the violations. */
  function getMessages(directive: 'connect-src' | 'frame-src', body: object): string[] {
    const messages: string[] = [];
    const listener = ({message}: Error, origin: string) =>
      void messages.push(`${origin}: ${message}`);
    onPolicyViolation(document, directive, listener, {signal: session.signal});
    // Chromium exposes the fields of a report only through `toJSON()`.
    FakeObserver.created[0]?.report([{body: {toJSON: () => body}}]);
    return messages;
  }

  const message = "https://kaf.example: https://kaf.example is blocked by this page's COEP";
  const enforced = {disposition: 'enforce', blockedURL: URL_OF_KAF};
  for (const {name, directive, body, expected} of [
    {
      name: 'a blocked frame is a violation of frame-src',
      directive: 'frame-src',
      body: {...enforced, destination: 'iframe'},
      expected: [message],
    },
    {
      name: 'a blocked request without a destination is a violation of frame-src',
      directive: 'frame-src',
      body: enforced,
      expected: [message],
    },
    {
      name: 'a blocked request of a script is a violation of connect-src',
      directive: 'connect-src',
      body: {...enforced, destination: ''},
      expected: [message],
    },
    {
      name: 'a blocked frame is no violation of connect-src',
      directive: 'connect-src',
      body: {...enforced, destination: 'iframe'},
      expected: [],
    },
    {
      name: 'a report-only policy causes no violation',
      directive: 'frame-src',
      body: {...enforced, disposition: 'reporting'},
      expected: [],
    },
    {
      name: 'a report without a URL causes no violation',
      directive: 'frame-src',
      body: {...enforced, blockedURL: ''},
      expected: [],
    },
  ] as const)
    it(name, () => {
      expect(getMessages(directive, body)).to.deep.equal(expected);
    });

  it('observes reports of that policy, including earlier ones, until its signal aborts', () => {
    getMessages('frame-src', enforced);
    const [observer] = FakeObserver.created;
    expect(observer?.options).to.deep.equal({types: ['coep']});
    expect(observer?.isObserving).to.be.true;
    session.abort();
    expect(observer?.isObserving).to.be.false;
  });

  it('observes nothing if its signal has already aborted', () => {
    session.abort();
    getMessages('frame-src', enforced);
    expect(FakeObserver.created).to.deep.equal([]);
  });

  it('observes nothing without a signal', () => {
    onPolicyViolation(document.implementation.createHTMLDocument(), 'frame-src', () => {});
    expect(FakeObserver.created).to.deep.equal([]);
  });
});

describe('hasEmbedderPolicy()', () => {
  let fetchMock: FetchMock;
  beforeEach(() => {
    fetchMock = mockFetch();
  });

  const {signal} = new AbortController();
  for (const {policy, expected} of [
    {policy: 'require-corp', expected: true},
    {policy: 'require-corp; report-to="x"', expected: true},
    // The element makes its frame credentialless on such a page.
    {policy: 'credentialless', expected: false},
    {policy: undefined, expected: false},
  ])
    it(`returns ${expected} for ${policy ?? 'no policy'}`, async () => {
      const result = hasEmbedderPolicy(document, signal);
      const request = await fetchMock.next();
      expect([request.method, request.url]).to.deep.equal(['HEAD', document.URL]);
      request.answer('', {headers: policy ? {'cross-origin-embedder-policy': policy} : {}});
      expect(await result).to.equal(expected);
    });

  it('returns false if the server does not answer', async () => {
    const result = hasEmbedderPolicy(document, signal);
    (await fetchMock.next()).fail();
    expect(await result).to.be.false;
  });
});
