import {expect} from '@open-wc/testing';
import {probeHost} from '../../../src/room/frame/probe-host.js';
import {mockFetch, type FetchMock} from '../../support/mock-fetch.js';

describe('probeHost()', () => {
  let fetchMock: FetchMock;
  beforeEach(() => {
    fetchMock = mockFetch();
  });
  afterEach(() => fetchMock.restore());

  it('passes a string to `fetch`, which monitoring may have wrapped', async () => {
    const url = new URL('https://kaf.example/embeddedrooms/index/view-room/ks/djJ8');
    const probed = probeHost(document, url, new AbortController().signal);
    const call = await Promise.race([fetchMock.next(), probed]);
    expect(call).to.have.property('url', 'https://kaf.example/version');
    fetchMock.calls[0]?.answer();
    expect(await probed).to.be.true;
  });
});
