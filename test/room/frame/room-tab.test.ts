import {expect} from '@open-wc/testing';
import type {RoomError} from '../../../src/index.js';
import {navigateTab, openBlankTab} from '../../../src/room/frame/room-tab.js';
import {installFakeClock} from '../../support/fake-clock.js';
import {restoreProperties, stubProperty} from '../../support/stub-property.js';

/** A tab that records where it navigates. */
function createTab(properties: object = {}) {
  const urls: string[] = [];
  const location = {replace: (url: URL) => void urls.push(url.href)};
  const tab = {closed: false, opener: window, location, ...properties};
  return {tab: tab as unknown as Window, urls};
}

afterEach(() => restoreProperties());

describe('openBlankTab()', () => {
  it('opens a blank tab that cannot reach the page', () => {
    const {tab} = createTab();
    let args: unknown[] = [];
    stubProperty(window, 'open', (...given: unknown[]) => {
      args = given;
      return tab;
    });
    expect(openBlankTab() === tab).to.be.true;
    expect(args).to.deep.equal(['about:blank', '_blank']);
    expect(tab.opener).to.be.null;
  });

  for (const {name, open} of [
    {name: 'returns null', open: () => null},
    {
      name: 'throws',
      open: () => {
        throw new DOMException('sandboxed', 'InvalidAccessError');
      },
    },
  ])
    it(`fails with tab-blocked if window.open() ${name}`, () => {
      stubProperty(window, 'open', open);
      expect(() => openBlankTab())
        .to.throw('the browser opened no tab')
        .with.property('code', 'tab-blocked');
    });

  it('returns a tab whose opener cannot be set', () => {
    const {tab} = createTab();
    Object.defineProperty(tab, 'opener', {
      set() {
        throw new DOMException('another origin', 'SecurityError');
      },
    });
    stubProperty(window, 'open', () => tab);
    expect(openBlankTab() === tab).to.be.true;
  });
});

describe('navigateTab()', () => {
  const {signal} = new AbortController();
  const url = 'https://kaf.example/hosted/index/oidc-init?a=b';

  /** Returns the error of a navigation. */
  const getError = async (tab: Window, target: Parameters<typeof navigateTab>[1]) =>
    navigateTab(tab, target, signal).then(
      () => undefined,
      ({code, message}: RoomError) => [code, message],
    );

  it('opens the target without the storage of the page, which a tab does not have', async () => {
    const {tab, urls} = createTab();
    const clock = installFakeClock();
    let isDone = false;
    const target = {url: new URL(`${url}&lti_storage_target=_parent`)};
    const navigated = navigateTab(tab, target, signal).then(() => (isDone = true));
    expect(urls).to.deep.equal([url]);
    await clock.advance(299);
    expect(isDone).to.be.false;
    await clock.advance(1);
    await navigated;
  });

  it('fails with tab-blocked if the guest has closed the tab', async () => {
    const {tab, urls} = createTab({closed: true});
    expect(await getError(tab, {url: new URL(url)})).to.deep.equal([
      'tab-blocked',
      'the tab was closed before the room opened',
    ]);
    expect(urls).to.deep.equal([]);
  });

  it('fails with tab-blocked if a sandboxed page cannot write a form to the tab', async () => {
    const {tab} = createTab();
    Object.defineProperty(tab, 'document', {
      get() {
        throw new DOMException('another origin', 'SecurityError');
      },
    });
    expect(await getError(tab, {url: new URL(url), fields: {a: 'b'}})).to.deep.equal([
      'tab-blocked',
      'this page cannot write a form to the tab',
    ]);
  });

  it('does nothing if its signal has already aborted', async () => {
    const {tab, urls} = createTab();
    const reason = new Error('left');
    let thrown: unknown;
    await navigateTab(tab, {url: new URL(url)}, AbortSignal.abort(reason)).catch(
      (error: unknown) => (thrown = error),
    );
    expect(thrown).to.equal(reason);
    expect(urls).to.deep.equal([]);
  });
});
