import * as z from 'zod/mini';
import {kafOrigin} from '../../../contract/kaf-origin.js';
import {launchSchema} from '../../../contract/schemas.js';
import {getPageOrigins} from '../check-plan.js';
import {fail, pass, passIf, skip, type Check, type CheckResult} from '../check.js';
import type {Evidence} from '../evidence.js';
import {describeResponse} from '../redact.js';
import {NO_LAUNCH, RATE_LIMITED, checkExpiry, checkNoStore} from '../shared-rules.js';

const NO_RESPONSE = skip('the valid request does not get status 200');

/** Checks that the valid request gets a launch that an element can use. */
export const launchChecks: readonly Check[] = [
  {
    id: 'launch-status',
    expected: 'the valid request gets status 200',
    fix: 'Respond to POST {"roomId": …} with a launch, without a redirect. On 401 or 403, use --header to identify a signed-in user, and --room-id for a room that this user may open.',
    evaluate(evidence) {
      const response = evidence.getResponse('launch');
      if (!response) return skip('the endpoint does not respond');
      const {status} = response;
      if (status >= 300 && status < 400) return fail(`a redirect (${status})`);
      return passIf(status === 200, '200', describeResponse(response, evidence.plan));
    },
  },
  {
    id: 'launch-content-type',
    expected: 'the launch has Content-Type: application/json',
    fix: 'Send the response with Content-Type: application/json.',
    evaluate({launchResponse}) {
      if (!launchResponse) return NO_RESPONSE;
      const contentType = launchResponse.headers.get('content-type') ?? '';
      const isJson = /^application\/json\s*(;|$)/i.test(contentType);
      return passIf(isJson, 'application/json', 'another type');
    },
  },
  {
    id: 'launch-envelope',
    expected: 'the body is {"success": true, "data": …}',
    fix: 'Put the launch into the envelope: {"success": true, "data": {"auth": "ks", "ks": …}}.',
    evaluate({launchResponse, launchData}) {
      if (!launchResponse) return NO_RESPONSE;
      if (launchData !== undefined) return pass('the envelope');
      return fail(launchResponse.json === undefined ? 'no JSON' : 'JSON without the envelope');
    },
  },
  {
    id: 'launch-schema',
    expected: 'data is a launch',
    fix: 'Compare data with the schema Launch. The command `npx kaltura-room openapi` prints it.',
    evaluate({launchData}) {
      if (launchData === undefined) return NO_LAUNCH;
      const issue = z.safeParse(launchSchema(launchData), launchData).error?.issues[0];
      if (!issue) return pass('a launch');
      // The report names top-level fields only, because deeper names are data of the backend.
      const [field] = issue.path;
      return fail(`data${field === undefined ? '' : `.${String(field)}`}: ${issue.message}`);
    },
  },
  {
    id: 'launch-no-store',
    expected: 'the launch has Cache-Control: no-store',
    fix: 'Send the response with Cache-Control: no-store. A cached launch would open the room for the next user.',
    evaluate: ({launchResponse}) => (launchResponse ? checkNoStore(launchResponse) : NO_RESPONSE),
  },
  {
    id: 'launch-kaf-url',
    expected: 'kafUrl is the https origin of KAF, not of the page',
    fix: 'Return kafUrl as an origin, such as https://12345.kaf.kaltura.com, without path, query or user.',
    evaluate: evaluateKafUrl,
  },
  {
    id: 'launch-expires-at',
    expected: 'expiresAt is in the future, by at most one day',
    fix: 'Return expiresAt in Unix seconds, a minute from now. If that fails too, check the clock of the backend.',
    evaluate({launch, serverTime}) {
      if (!launch) return NO_LAUNCH;
      if (launch.expiresAt == null) return skip('the launch has no expiresAt');
      return checkExpiry(launch.expiresAt, serverTime);
    },
  },
  {
    id: 'launch-moderator',
    expected: 'a request for moderator rights gets a launch, or 403',
    fix: 'Treat roomModerator and chatModerator as a wish of the page. The backend decides which rights the user gets.',
    evaluate(evidence) {
      if (!evidence.launchResponse) return NO_RESPONSE;
      const {status} = evidence.getResponse('moderator') ?? {};
      if (status === 429) return RATE_LIMITED;
      const got = String(status ?? 'no response');
      return passIf(status === 200 || status === 403, got, got);
    },
  },
];

function evaluateKafUrl({launch, plan}: Evidence): CheckResult {
  if (!launch) return NO_LAUNCH;
  if (!('ks' in launch)) return skip('this kind of launch has no kafUrl');
  if (launch.kafUrl == null)
    return pass(
      'no kafUrl',
      plan.kafUrl === undefined
        ? 'The launch has no kafUrl, so the page must set the attribute kaf-url.'
        : undefined,
    );
  const origin = kafOrigin(launch.kafUrl);
  if (origin === undefined) return fail('not an https origin');
  if (getPageOrigins(plan).includes(origin)) return fail('the origin of the page');
  const isPinned = plan.kafUrl === undefined || plan.kafUrl === origin;
  return passIf(isPinned, 'an https origin', 'another origin than --kaf-url');
}
