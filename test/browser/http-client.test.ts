import {expect} from '@open-wc/testing';
import {parseEndpoint, postJson} from '../../src/browser/http-client.js';
import {mockFetch, type FetchMock} from '../support/mock-fetch.js';

describe('postJson()', () => {
  let fetchMock: FetchMock;
  beforeEach(() => {
    fetchMock = mockFetch();
  });

  it('passes a string to `fetch`, which monitoring may have wrapped', async () => {
    const endpoint = parseEndpoint('token-url', 'api/token?a=b', {});
    const posted = postJson(endpoint, {roomId: '1_abcd1234'}, new AbortController().signal);
    const call = await Promise.race([fetchMock.next(), posted]);
    expect(call).to.have.property('url', new URL('api/token?a=b', document.baseURI).href);
    fetchMock.calls[0]?.answerJson({success: true});
    expect((await posted).body).to.deep.equal({success: true});
  });
});
