import {RoomError, type Launch, type RoomErrorCode} from '../../../src/index.js';
import type {PendingRequest} from '../../support/mock-fetch.js';
import {KAF, buildKs} from '../../support/room-fixture.js';
import type {Answer, Message} from './actions.js';

/** The launch that an answer holds, which names the request; undefined where it is a failure. */
export function buildLaunch(by: Answer, number: number): Launch | undefined {
  const ks = (behaviour = '') => ({ks: buildKs(`${behaviour}${number}-`), kafUrl: KAF});
  if (by === 'ks') return ks();
  if (by === 'silent') return ks('never-answers');
  if (by === 'home') return ks('lands-home');
  if (by === 'page') return {...ks(), kafUrl: location.origin};
  if (by === 'lti-1.1') return {auth: by, action: `${KAF}/frame/${number}-`, fields: {a: 'b'}};
  if (by === 'lti-1.3') return {auth: by, url: `${KAF}/frame/${number}-`};
  return undefined;
}

/** How the token endpoint answers. */
export function answerCall(call: PendingRequest, by: Answer, data: Launch | undefined): void {
  if (data) call.answerJson({success: true, data});
  else if (by === 'unreachable') call.fail();
  else if (by === 'nonsense') call.answer('<h1>');
  else call.answer('', {status: Number(by), headers: by === '503' ? {'retry-after': '5'} : {}});
}

const CODES: Partial<Record<Answer, RoomErrorCode>> = {
  unreachable: 'endpoint-unreachable',
  401: 'sign-in-required',
  403: 'access-denied',
};

/** How a function of the page's own fails. */
export const buildFailure = (by: Answer) =>
  CODES[by] ? new RoomError(CODES[by], 'no') : new Error('no');

/** A launch that the page has; not always one that can be used. */
export const buildGivenLaunch = (value: string) =>
  ({
    good: {ks: buildKs('given'), kafUrl: KAF},
    late: {ks: buildKs('given'), kafUrl: KAF, expiresAt: 1},
    bad: {ks: 7},
  })[value] as Launch;

/** Says something, as the browser would deliver it. */
export function post(frame: Window | null | undefined, by: Message): void {
  const source = {page: window, nobody: null}[by as 'page'] ?? (by === 'nobody' ? null : frame);
  const origin = by === 'elsewhere' ? 'https://evil.example' : KAF;
  const resize = {subject: 'lti.frameResize', height: 500};
  const data = {resize, half: '{"subject": "lti.fra'}[by as 'half'] ?? {by};
  const event = new MessageEvent('message', {origin, data});
  window.dispatchEvent(Object.defineProperty(event, 'source', {value: source}));
}
