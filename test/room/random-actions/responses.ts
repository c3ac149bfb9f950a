import {RoomError, type Launch, type RoomErrorCode} from '../../../src/index.js';
import type {PendingRequest} from '../../support/mock-fetch.js';
import {KAF, buildKs} from '../../support/room-fixture.js';
import type {MessageKind, ResponseKind} from './actions.js';

/** Builds the launch of a response, with the number of its request. Failures have no launch. */
export function buildLaunch(response: ResponseKind, number: number): Launch | undefined {
  const ks = (frameAnswer = '') => ({ks: buildKs(`${frameAnswer}${number}-`), kafUrl: KAF});
  const launches: Partial<Record<ResponseKind, Launch>> = {
    ks: ks(),
    silent: ks('never-answers'),
    'redirect-home': ks('redirects-to-own-origin'),
    ownOrigin: {...ks(), kafUrl: location.origin},
    'lti-1.1': {auth: 'lti-1.1', action: `${KAF}/frame/${number}-`, fields: {a: 'b'}},
    'lti-1.3': {auth: 'lti-1.3', url: `${KAF}/frame/${number}-`},
  };
  return launches[response];
}

/** Answers a request to the token endpoint. */
export function answerRequest(
  call: PendingRequest,
  response: ResponseKind,
  launch: Launch | undefined,
): void {
  if (launch) call.answerJson({success: true, data: launch});
  else if (response === 'unreachable') call.fail();
  else if (response === 'malformed') call.answer('<h1>');
  else {
    const headers: Record<string, string> = response === '503' ? {'retry-after': '5'} : {};
    call.answer('', {status: Number(response), headers});
  }
}

const CODES: Partial<Record<ResponseKind, RoomErrorCode>> = {
  unreachable: 'endpoint-unreachable',
  401: 'sign-in-required',
  403: 'access-denied',
};

/** Builds the error of a `fetchLaunch` function that fails. */
export function buildFetchLaunchError(response: ResponseKind): Error {
  const code = CODES[response];
  return code ? new RoomError(code, 'no') : new Error('no');
}

/** Builds the value of the `launch` property. */
export const buildLaunchProperty = (value: string) =>
  ({
    valid: {ks: buildKs('property'), kafUrl: KAF},
    expired: {ks: buildKs('property'), kafUrl: KAF, expiresAt: 1},
    malformed: {ks: 7},
  })[value] as Launch;

/** Dispatches a message event like the browser, with the frame as its source by default. */
export function dispatchMessage(frame: Window | null | undefined, message: MessageKind): void {
  const source = {'from-page': window, 'without-source': null}[message as string];
  const origin = message === 'from-other-origin' ? 'https://evil.example' : KAF;
  const data = {
    resize: {subject: 'lti.frameResize', height: 500},
    'invalid-json': '{"subject": "lti.fra',
  }[message as string] ?? {message};
  const event = new MessageEvent('message', {origin, data});
  Object.defineProperty(event, 'source', {value: source === undefined ? frame : source});
  window.dispatchEvent(event);
}
