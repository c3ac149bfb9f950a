import * as z from 'zod/mini';
import {Envelope} from '../../contract/schemas.js';
import {isRoomErrorCode} from '../../contract/error-catalog.js';
import type {Evidence} from './evidence.js';
import type {Answer} from './exchange.js';
import {noStore} from './launch-checks.js';
import {TOKEN_REFUSALS, createRefusals} from './refusals.js';
import {isRefused, requestsOf, type Refusal} from './refusal.js';
import {pass, skip, verdict, type Check} from './verdict.js';

/** Whether what is refused is refused in the contract's words. */
export const errorChecks: readonly Check[] = [
  ofRefusals(
    'errors-status',
    'a refusal has a status that says so',
    'Answer 4xx with an error: 400 for a body, 401 for nobody, 403 for not allowed, 405 for a method.',
    ({status}, {statuses}) => (statuses ? statuses.includes(status) : status >= 400),
    ({status}) => String(status),
  ),
  ofRefusals(
    'errors-envelope',
    '{"success": false, "errorCode": …, "error": …} with a code of the list',
    'Wear the envelope on errors too; npx kaltura-room openapi lists the codes.',
    ({json}, {isOfAnybody}) => isOfAnybody ?? whatIsWrong(json) === undefined,
    ({json}) => whatIsWrong(json) ?? '',
  ),
  ofRefusals(
    'errors-no-store',
    'Cache-Control: no-store on errors too',
    'Answer errors with Cache-Control: no-store: "not signed in" must not outlive the sign-in.',
    (answer, {isOfAnybody}) => isOfAnybody ?? noStore(answer).status === 'pass',
    () => 'no such header',
  ),
];

function ofRefusals(
  id: string,
  expected: string,
  fix: string,
  isRight: (answer: Answer, refusal: Refusal) => boolean,
  what: (answer: Answer) => string,
): Check {
  return {
    id,
    expected,
    fix,
    judge(evidence) {
      const refused = refusedOf(evidence);
      if (refused.length === 0) return skip('nothing was refused');
      const wrong = refused.filter(([answer, refusal]) => !isRight(answer, refusal));
      if (wrong.length === 0) return pass(`${refused.length} of ${refused.length}`);
      const list = wrong.map(([answer, refusal]) => `${refusal.id}: ${what(answer)}`);
      return verdict(false, [...new Set(list)].join('; '));
    },
  };
}

/** Every answer that says no, with what it says no to. */
function refusedOf(evidence: Evidence): [Answer, Refusal][] {
  return [...TOKEN_REFUSALS, ...createRefusals(evidence.plan.create)].flatMap(refusal =>
    requestsOf(refusal).flatMap((id): [Answer, Refusal][] => {
      const answer = evidence.answer(id);
      if (!answer || answer.status === 429 || !isRefused(answer)) return [];
      return refusal.because?.includes(answer.status) === false ? [] : [[answer, refusal]];
    }),
  );
}

function whatIsWrong(json: unknown): string | undefined {
  if (json === undefined) return 'no JSON';
  const {success, errorCode, error} = z.safeParse(Envelope, json).data ?? {};
  if (success !== false) return 'JSON without it';
  if (!isRoomErrorCode(errorCode)) return 'a code that is not on the list';
  return typeof error === 'string' ? undefined : 'no text in error';
}
