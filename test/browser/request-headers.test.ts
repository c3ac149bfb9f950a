import {expect} from '@open-wc/testing';
import {unwrapEnvelope} from '../../src/browser/envelope.js';
import {parseEndpoint, postJson} from '../../src/browser/http-client.js';
import {RoomError} from '../../src/contract/room-error.js';
import {mockFetch} from '../support/mock-fetch.js';

const {signal} = new AbortController();

/** Returns the error of a request whose `headers` are this function. */
async function getRequestError(headers: () => unknown, abort = signal): Promise<RoomError> {
  const fetchMock = mockFetch();
  try {
    await postJson(parseEndpoint('token-url', '/token', {headers}), {}, abort);
  } catch (error) {
    expect(fetchMock.calls).to.have.length(0);
    return error as RoomError;
  } finally {
    fetchMock.restore();
  }
  throw new Error('postJson() must reject');
}

describe('a function for headers', () => {
  it('is called for each request', async () => {
    const fetchMock = mockFetch();
    try {
      let count = 0;
      const headers = async () => ({'x-count': String(++count)});
      const endpoint = parseEndpoint('token-url', '/token', {headers});
      for (const expected of ['1', '2']) {
        void postJson(endpoint, {}, signal, {'x-own': 'yes'});
        const call = await fetchMock.next();
        expect(call.headers.get('x-count')).to.equal(expected);
        expect(call.headers.get('x-own')).to.equal('yes');
      }
    } finally {
      fetchMock.restore();
    }
  });

  for (const {name, headers, code} of [
    {
      name: 'a value that is no object',
      headers: () => 'secret',
      code: 'attribute-invalid',
    },
    {
      name: 'an error',
      headers: () => {
        throw new Error('secret');
      },
      code: 'endpoint-failed',
    },
    {
      name: 'a RoomError',
      headers: () => Promise.reject(new RoomError('sign-in-required', 'no nonce')),
      code: 'sign-in-required',
    },
    {
      name: 'an error with the name and a code of RoomError',
      headers: () =>
        Promise.reject(
          Object.assign(new Error('late'), {name: 'RoomError', code: 'kaltura-timeout'}),
        ),
      code: 'kaltura-timeout',
    },
  ] as const)
    it(`fails with ${code}, and creates no room, for ${name}`, async () => {
      const error = await getRequestError(headers);
      expect(error.code).to.equal(code);
      expect(error.message).not.to.contain('secret');
      expect(error.mayHaveCreatedRoom).to.be.false;
    });

  it('fails at the deadline', async () => {
    const late = new AbortController();
    late.abort(new DOMException('too late', 'TimeoutError'));
    const error = await getRequestError(() => new Promise(() => {}), late.signal);
    expect(error.code).to.equal('endpoint-timeout');
    expect(error.message).to.equal('headers took too long');
  });

  it('rejects with the reason of its caller', async () => {
    const canceled = new AbortController();
    canceled.abort('canceled');
    expect(await getRequestError(() => ({}), canceled.signal)).to.equal('canceled');
  });
});

describe('a redirect', () => {
  it('fails with sign-in-required', async () => {
    const endpoint = parseEndpoint('token-url', '/frame/redirects-to-own-origin', {});
    const response = await postJson(endpoint, {}, signal);
    expect(() => unwrapEnvelope(response, () => {}))
      .to.throw(RoomError)
      .that.includes({
        code: 'sign-in-required',
        message: `POST ${location.origin}/frame/redirects-to-own-origin must answer {success, data}; got a redirect, which is not followed`,
      });
  });
});
