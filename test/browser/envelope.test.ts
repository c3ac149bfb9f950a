import {expect} from '@open-wc/testing';
import {unwrapEnvelope} from '../../src/browser/envelope.js';
import type {JsonResponse} from '../../src/browser/http-client.js';
import {RoomError} from '../../src/contract/room-error.js';

const LABEL = 'POST https://host.example/api/token';

function getError(response: Partial<JsonResponse>): RoomError {
  const defaults = {label: LABEL, status: 200, headers: new Headers(), body: undefined};
  try {
    unwrapEnvelope({...defaults, ...response}, data => data);
  } catch (error) {
    if (error instanceof RoomError) return error;
  }
  throw new Error('unwrapEnvelope() must throw a RoomError');
}

describe('unwrapEnvelope()', () => {
  it('fails with sign-in-required after a redirect, and names the request', () => {
    const {code, message} = getError({status: 0});
    expect(code).to.equal('sign-in-required');
    expect(message).to.equal(
      `${LABEL} must answer {success, data}; got a redirect, which is not followed`,
    );
  });

  it('names the status and the type of another response', () => {
    const headers = new Headers({'content-type': 'text/html'});
    expect(getError({headers}).message).to.match(/; got 200 text\/html$/);
    expect(getError({status: 502}).message).to.match(/; got 502 no content type$/);
  });
});
