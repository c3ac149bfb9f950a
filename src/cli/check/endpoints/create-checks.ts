import * as z from 'zod/mini';
import {CREATION_OUTCOMES, isCreationOutcome} from '../../../contract/room-error.js';
import {CreatedRoom, Envelope} from '../../../contract/schemas.js';
import {fail, passIf, passIfNone, skip, type Check} from '../check.js';
import {parseData, type Evidence} from '../evidence.js';
import {toResponse, type HttpResponse} from '../requests/http.js';
import {checkNoStore} from '../shared-rules.js';

const NO_ROOM = skip('no room was created');

/** Checks that the create endpoint creates a room, and only once for each key. */
export const createChecks: readonly Check[] = [
  {
    id: 'create-name-code',
    expected: 'a room without a name is rejected as invalidRequest',
    fix: 'Respond with 400 and errorCode invalidRequest, and name the field in the text.',
    evaluate(evidence) {
      const {status, json} = evidence.getResponse('create-name') ?? {};
      if (status !== 400) return skip('the response does not have status 400');
      const {errorCode} = (json ?? {}) as {errorCode?: unknown};
      return passIf(errorCode === 'invalidRequest', 'invalidRequest', 'another code');
    },
  },
  {
    id: 'create-room',
    expected: 'a valid request gets 200 or 201, and the ID of the new room in data.id',
    fix: 'Respond with {"success": true, "data": {"id": "1_abcd1234"}}. On 401 or 403, use --header to identify a user who may create rooms.',
    evaluate(evidence) {
      if (!evidence.plan.create) return skip('--create is not set; it creates a real room');
      const {status} = evidence.getResponse('create-room') ?? {};
      const isCreated = status === 200 || status === 201;
      return passIf(
        isCreated && getRoomId(evidence, 'create-room') !== undefined,
        'a room',
        `${describeStatus(evidence, 'create-room')}, no room`,
      );
    },
  },
  {
    id: 'create-no-store',
    expected: 'the response with the new room has Cache-Control: no-store',
    fix: 'Send the response with Cache-Control: no-store.',
    evaluate(evidence) {
      const response = evidence.getResponse('create-room');
      const roomId = getRoomId(evidence, 'create-room');
      return response && roomId !== undefined ? checkNoStore(response) : NO_ROOM;
    },
  },
  {
    id: 'create-again',
    expected: 'the same Idempotency-Key and body return the same room',
    fix: 'Store the response by key and user for a day, and send it again. Otherwise a retry creates a second room.',
    evaluate(evidence) {
      const first = getRoomId(evidence, 'create-room');
      if (first === undefined) return NO_ROOM;
      const second = getRoomId(evidence, 'create-again');
      if (second === undefined)
        return fail(`no room (${describeStatus(evidence, 'create-again')})`);
      return passIf(second === first, 'the same room', 'a second room');
    },
  },
  {
    id: 'create-key-reused',
    expected: 'the same Idempotency-Key with another body gets 422',
    fix: 'Store a hash of the body with the key, and respond with 422 if it differs.',
    evaluate(evidence) {
      if (getRoomId(evidence, 'create-room') === undefined) return NO_ROOM;
      const status = describeStatus(evidence, 'create-key-reused');
      return passIf(status === '422', status, status);
    },
  },
  {
    id: 'create-outcome',
    expected: `outcome appears only in failures, and is ${CREATION_OUTCOMES.join(' or ')}`,
    fix: 'In a failure, send "outcome": "not-created" if certainly no room was created, and "unknown" otherwise. You may also leave it out.',
    evaluate: ({results}) =>
      passIfNone(
        [...results]
          .filter(([id]) => id.startsWith('create-'))
          .flatMap(([id, result]) => {
            const problem = findOutcomeProblem(toResponse(result));
            return problem === undefined ? [] : [`${id}: ${problem}`];
          }),
        'no problem',
      ),
  },
];

/** Returns what is wrong with `outcome`, but not its value; undefined if it is valid or absent. */
function findOutcomeProblem(response: HttpResponse | undefined): string | undefined {
  const {success, outcome} = z.safeParse(Envelope, response?.json).data ?? {};
  if (outcome === undefined) return undefined;
  if (success) return 'an outcome in a success';
  return isCreationOutcome(outcome) ? undefined : 'an unknown outcome';
}

function getRoomId(evidence: Evidence, id: string): string | undefined {
  return z.safeParse(CreatedRoom, parseData(evidence.getResponse(id))).data?.id;
}

function describeStatus(evidence: Evidence, id: string): string {
  return String(evidence.getResponse(id)?.status ?? 'no response');
}
