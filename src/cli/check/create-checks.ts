import * as z from 'zod/mini';
import {CREATION_OUTCOMES, isCreationOutcome} from '../../contract/room-error.js';
import {CreatedRoom, Envelope} from '../../contract/schemas.js';
import {dataOf, type Evidence} from './evidence.js';
import {answerOf, type Answer} from './exchange.js';
import {noStore} from './launch-checks.js';
import {fail, pass, skip, verdict, type Check, type Verdict} from './verdict.js';

const NO_ROOM = skip('no room was created');

/** Whether a room is created, and once. */
export const createChecks: readonly Check[] = [
  {
    id: 'create-name-code',
    expected: 'a room without a name is refused as invalidRequest',
    fix: 'Answer 400 with errorCode invalidRequest, and name in the text.',
    judge(evidence) {
      const {status, json} = evidence.answer('create-name') ?? {};
      if (status !== 400) return skip('it is not answered 400');
      const {errorCode} = (json ?? {}) as {errorCode?: unknown};
      return verdict(
        errorCode === 'invalidRequest',
        errorCode === 'invalidRequest' ? errorCode : 'another code',
      );
    },
  },
  {
    id: 'create-room',
    expected: 'a room is created: 200 or 201, and its ID as data.id',
    fix: 'Answer {"success": true, "data": {"id": "1_abcd1234"}}; for 401 or 403, give by --header a person who may create rooms.',
    judge: evidence => {
      if (!evidence.plan.create) return skip('--create is not given: it makes a real room');
      const {status} = evidence.answer('create-room') ?? {};
      const isRight =
        (status === 200 || status === 201) && roomOf(evidence, 'create-room') !== undefined;
      return verdict(isRight, isRight ? 'a room' : `${status ?? 'no answer'}, no room`);
    },
  },
  {
    id: 'create-no-store',
    expected: 'Cache-Control: no-store',
    fix: 'Answer with Cache-Control: no-store.',
    judge: evidence => {
      const answer = evidence.answer('create-room');
      return answer && roomOf(evidence, 'create-room') ? noStore(answer) : NO_ROOM;
    },
  },
  {
    id: 'create-again',
    expected: 'the same Idempotency-Key and body: the same room',
    fix: 'Keep the answer by key and person for a day, and give it again: a retry must not make a second room.',
    judge: evidence =>
      again(evidence, first => {
        const second = roomOf(evidence, 'create-again');
        if (second === undefined) return fail(`no room (${statusOf(evidence, 'create-again')})`);
        return verdict(second === first, second === first ? 'the same room' : 'a second room');
      }),
  },
  {
    id: 'create-key-reused',
    expected: 'the same Idempotency-Key and another body: 422',
    fix: 'Keep a hash of the body with the key, and answer 422 where it differs.',
    judge: evidence =>
      again(evidence, () => {
        const status = statusOf(evidence, 'create-key-reused');
        return status === '422' ? pass(status) : fail(status);
      }),
  },
  {
    id: 'create-outcome',
    expected: `outcome, if there is one, is ${CREATION_OUTCOMES.join(' or ')}, and only in failures`,
    fix: 'Answer a failed creation with "outcome": "not-created" if certainly no room was created, else with "unknown"; or leave it out.',
    judge: evidence => {
      const misuses = [...evidence.exchanges]
        .filter(([id]) => id.startsWith('create-'))
        .flatMap(([id, exchange]) => {
          const misuse = findMisuse(answerOf(exchange));
          return misuse === undefined ? [] : [`${id}: ${misuse}`];
        });
      return misuses.length === 0 ? pass('as expected') : fail(misuses.join('; '));
    },
  },
];

/** Returns how an answer misuses `outcome`; undefined if it does not. It never repeats the value. */
function findMisuse(answer: Answer | undefined): string | undefined {
  const {success, outcome} = z.safeParse(Envelope, answer?.json).data ?? {};
  if (outcome === undefined) return undefined;
  if (success) return 'an outcome in a success';
  return isCreationOutcome(outcome) ? undefined : 'another outcome';
}

function again(evidence: Evidence, judge: (first: string) => Verdict): Verdict {
  const first = roomOf(evidence, 'create-room');
  return first === undefined ? NO_ROOM : judge(first);
}

const roomOf = (evidence: Evidence, id: string) =>
  z.safeParse(CreatedRoom, dataOf(evidence.answer(id))).data?.id;

const statusOf = (evidence: Evidence, id: string) =>
  String(evidence.answer(id)?.status ?? 'no answer');
