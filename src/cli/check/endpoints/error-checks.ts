import * as z from 'zod/mini';
import {isRoomErrorCode} from '../../../contract/error-catalog.js';
import {Envelope} from '../../../contract/schemas.js';
import {passIfNone, skip, type Check} from '../check.js';
import type {Evidence} from '../evidence.js';
import type {HttpResponse} from '../requests/http.js';
import {checkNoStore, isRejected} from '../shared-rules.js';
import {getRejections, getRequestIds, type Rejection} from './rejection-checks.js';

/** A check of the form of every rejection. */
interface ErrorCheck extends Omit<Check, 'evaluate'> {
  /** Returns what is wrong with a rejection; undefined if it is valid. */
  readonly findProblem: (response: HttpResponse, rejection: Rejection) => string | undefined;
}

const ERROR_CHECKS: readonly ErrorCheck[] = [
  {
    id: 'errors-status',
    expected: 'every rejection has a fitting HTTP status',
    fix: 'Respond with 4xx: 400 for an invalid body, 401 if nobody is signed in, 403 if the user may not, 405 for another method.',
    findProblem({status}, {statuses}) {
      const fits = statuses ? statuses.includes(status) : status >= 400;
      return fits ? undefined : String(status);
    },
  },
  {
    id: 'errors-envelope',
    expected: 'every rejection is {"success": false, "errorCode": …, "error": …} with a known code',
    fix: 'Use the envelope for errors too. The command `npx kaltura-room openapi` lists the codes.',
    findProblem({json}, {isOutsideContract}) {
      return isOutsideContract ? undefined : findEnvelopeProblem(json);
    },
  },
  {
    id: 'errors-no-store',
    expected: 'every rejection has Cache-Control: no-store',
    fix: 'Send errors with Cache-Control: no-store. A cached error would outlive its cause, such as a missing sign-in.',
    findProblem(response, {isOutsideContract}) {
      const isRight = isOutsideContract || checkNoStore(response).status === 'pass';
      return isRight ? undefined : 'no directive no-store';
    },
  },
];

/** Checks that rejections follow the contract. */
export const errorChecks: readonly Check[] = ERROR_CHECKS.map(({findProblem, ...check}) => ({
  ...check,
  evaluate(evidence) {
    const rejected = findRejected(evidence);
    if (rejected.length === 0) return skip('the backend rejected no request');
    const problems = rejected.flatMap(([response, rejection]) => {
      const problem = findProblem(response, rejection);
      return problem === undefined ? [] : [`${rejection.id}: ${problem}`];
    });
    return passIfNone(problems, `${rejected.length} of ${rejected.length}`);
  },
}));

/** Returns every rejection in the responses, with its expected form. */
function findRejected(evidence: Evidence): [HttpResponse, Rejection][] {
  return getRejections(evidence.plan).flatMap(rejection =>
    getRequestIds(rejection).flatMap((id): [HttpResponse, Rejection][] => {
      const response = evidence.getResponse(id);
      if (!response || response.status === 429 || !isRejected(response)) return [];
      const hasOtherReason = rejection.provingStatuses?.includes(response.status) === false;
      return hasOtherReason ? [] : [[response, rejection]];
    }),
  );
}

function findEnvelopeProblem(json: unknown): string | undefined {
  if (json === undefined) return 'no JSON';
  const {success, errorCode, error} = z.safeParse(Envelope, json).data ?? {};
  if (success !== false) return 'JSON without the envelope';
  if (!isRoomErrorCode(errorCode)) return 'an unknown errorCode';
  return typeof error === 'string' ? undefined : 'no text in error';
}
