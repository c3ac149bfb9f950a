import type {CheckPlan} from '../check-plan.js';
import {fail, pass, passIf, skip, type Check, type CheckResult} from '../check.js';
import type {Evidence} from '../evidence.js';
import {RATE_LIMITED, USER_REFUSALS, isRejected} from '../shared-rules.js';

/** Something that an endpoint must reject. */
export interface Rejection {
  readonly id: string;
  /** The rejected thing, as the subject of a sentence. */
  readonly subject: string;
  readonly fix: string;
  /** IDs of the requests that prove it; by default, the ID of the rejection. */
  readonly requests?: readonly string[];
  /** HTTP statuses that fit; by default, any of 400 to 499. */
  readonly statuses?: readonly number[];
  /** A router or a proxy may reject the request, so the response need not have the envelope. */
  readonly isOutsideContract?: true;
  /** The server may close the connection before it has read the body. */
  readonly canDisconnect?: true;
  /**
   * HTTP statuses that prove the reason. Other statuses prove nothing if the endpoint rejects the
   * request for another reason too.
   */
  readonly provingStatuses?: readonly number[];
}

/** Checks that prove nothing if this user may not create rooms. */
const NEEDS_ALLOWED_USER = /^create-(signed-out|cross-site)/;
const CROSS_SITE_REQUESTS = ['cross-site', 'cross-site-origin', 'cross-site-null'];

const TOKEN_REJECTIONS: readonly Rejection[] = [
  {
    id: 'body-json',
    subject: 'a body that is not JSON',
    fix: 'Respond with 400 invalidRequest if the body cannot be parsed.',
  },
  {
    id: 'body-type',
    subject: 'a body of type text/plain',
    fix: 'Respond with 415 unless Content-Type is application/json. A form on another site can send the other types.',
  },
  {
    id: 'body-room-id',
    subject: 'a body without roomId',
    fix: 'Respond with 400 invalidRequest if roomId is missing.',
  },
  {
    id: 'body-room-id-shape',
    subject: 'a roomId that is followed by a privilege',
    fix: 'Accept a roomId only if all of it matches ^\\d{1,3}_[0-9a-z]{8}$. Any other text could add a privilege to the KS.',
  },
  {
    id: 'body-field',
    subject: 'a field that the contract does not define',
    fix: 'Respond with 400 invalidRequest to unknown fields, so that no developer relies on a userId in the body.',
  },
  {
    id: 'body-size',
    subject: 'a body of 1 MB',
    fix: 'Limit the size of the body, for example to 64 KB. Respond with 413 or 400 if it is larger.',
    isOutsideContract: true,
    canDisconnect: true,
  },
  ...buildCommonRejections(''),
];

export const tokenRejectionChecks: readonly Check[] = TOKEN_REJECTIONS.map(toCheck);

export function getCreateRejectionChecks(plan: CheckPlan): readonly Check[] {
  return getCreateRejections(plan).map(toCheck);
}

/** Returns everything that the endpoints of the plan must reject. */
export function getRejections(plan: CheckPlan): readonly Rejection[] {
  return [...TOKEN_REJECTIONS, ...getCreateRejections(plan)];
}

/** Returns the IDs of the requests that must be rejected. */
export function getRequestIds({id, requests = [id]}: Rejection): readonly string[] {
  return requests;
}

function getCreateRejections({create}: CheckPlan): readonly Rejection[] {
  return [
    {
      id: 'create-name',
      subject: 'a room without a name',
      fix: 'Respond with 400 invalidRequest if name is missing.',
      statuses: [400],
      // The endpoint may reject a user who may not create rooms before it reads the name.
      provingStatuses: [400, 422],
    },
    // Without --create, these requests have no name, so the endpoint may reject them for that.
    ...buildCommonRejections('create-', create ? undefined : USER_REFUSALS),
  ];
}

/** Builds the rejections of both endpoints. `prefix` begins the IDs of their checks and requests. */
function buildCommonRejections(
  prefix: '' | 'create-',
  provingStatuses?: readonly number[],
): Rejection[] {
  return [
    {
      id: `${prefix}method`,
      subject: 'a GET request',
      fix: 'Respond with 405 (or 404) to every method except POST. A GET request must have no effect.',
      statuses: [404, 405],
      isOutsideContract: true,
    },
    {
      id: `${prefix}signed-out`,
      subject: 'a request without a signed-in user',
      fix: 'Identify the user by a cookie or header. Respond with 401, or 403, if nobody is signed in.',
      statuses: USER_REFUSALS,
      ...(provingStatuses && {provingStatuses}),
    },
    {
      id: `${prefix}cross-site`,
      subject: 'a request from a page of another site',
      fix: "Before anything else, reject a request if Sec-Fetch-Site is neither same-origin nor none and Origin is not on your list. If Sec-Fetch-Site is missing, compare Origin with the host's own origin instead.",
      requests: CROSS_SITE_REQUESTS.map(id => prefix + id),
      isOutsideContract: true,
      ...(provingStatuses && {provingStatuses}),
    },
  ];
}

/** Returns the check that a request is rejected. Other checks cover the form of the rejection. */
function toCheck(rejection: Rejection): Check {
  const isForCreate = rejection.id.startsWith('create-');
  return {
    id: rejection.id,
    expected: `${rejection.subject} is rejected${isForCreate ? ' by the create endpoint' : ''}`,
    fix: rejection.fix,
    evaluate(evidence) {
      const results = getRequestIds(rejection).map(id => evaluateRequest(evidence, id, rejection));
      return (
        results.find(({status}) => status === 'fail') ??
        results.find(({status}) => status === 'skip') ??
        results[0] ??
        skip('no request was sent')
      );
    },
  };
}

function evaluateRequest(evidence: Evidence, id: string, rejection: Rejection): CheckResult {
  const {provingStatuses, canDisconnect = false} = rejection;
  const result = evidence.results.get(id);
  if (!result) return skip(explainMissingRequest(id, evidence));
  if ('error' in result)
    return passIf(canDisconnect && !result.timedOut, result.error, result.error);
  const {status} = result;
  if (status === 429) return RATE_LIMITED;
  if (status >= 500) return fail(`a server error (${status})`);
  if (status >= 300 && status < 400) return fail(`a redirect (${status})`);
  if (!isRejected(result)) return fail(`a success (${status})`);
  if (provingStatuses && !provingStatuses.includes(status))
    return skip(`it is rejected with ${status}, perhaps for another reason`);
  if (NEEDS_ALLOWED_USER.test(id) && isUserRejected(evidence))
    return skip('the backend also rejects the valid request of this user');
  return pass(`rejected (${status})`);
}

/** Returns whether this user may not create rooms. */
function isUserRejected(evidence: Evidence): boolean {
  return ['create-name', 'create-room'].some(id => {
    const {status = 200} = evidence.getResponse(id) ?? {};
    return USER_REFUSALS.includes(status);
  });
}

function explainMissingRequest(id: string, {plan, launchResponse}: Evidence): string {
  if (/signed-out$/.test(id) && plan.headers.length === 0)
    return 'no --header identifies a signed-in user';
  if (!launchResponse && !id.startsWith('create-'))
    return 'the backend also rejects the valid request';
  return 'no request was sent';
}
