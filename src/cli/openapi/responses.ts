import {getTraits} from '../../contract/error-catalog.js';
import type {CreationOutcome, RoomErrorCode} from '../../contract/room-error.js';
import {schemaRef} from './schemas.js';

/** A refusal or failure: when it is answered, its code first among those that fit, its example. */
interface Refusal {
  readonly when: string;
  readonly codes: readonly [RoomErrorCode, ...RoomErrorCode[]];
  readonly error: string;
  readonly header?: 'Retry-After' | 'Allow';
}

const COMMON = {
  400: {
    when: 'The body is no JSON, or not what the schema says; unknown fields are refused too.',
    codes: ['invalidRequest'],
    error: 'body.roomId: expected a room ID such as 1_abcd1234',
  },
  401: {
    when: 'Nobody is signed in.',
    codes: ['sign-in-required'],
    error: 'nobody is signed in',
  },
  403: {
    when: 'The person may not, or the page is of another site that is not on the list.',
    codes: ['access-denied', 'origin-not-allowed'],
    error: 'not a member of this room',
  },
  404: {
    when: 'There is no such room, or no such route.',
    codes: ['room-not-found', 'endpoint-not-found'],
    error: 'no such room',
  },
  405: {
    when: 'Any method but POST.',
    codes: ['endpoint-not-found'],
    error: 'expected POST',
    header: 'Allow',
  },
  413: {
    when: 'The body is too large; 64 KB is plenty.',
    codes: ['invalidRequest'],
    error: 'body: expected at most 65536 bytes',
  },
  415: {
    when: 'Any type but application/json.',
    codes: ['invalidRequest'],
    error: 'expected Content-Type: application/json',
  },
  429: {
    when: 'Too many requests.',
    codes: ['rate-limited'],
    error: 'too many requests',
    header: 'Retry-After',
  },
  500: {
    when: 'Something unforeseen. The answer says nothing of it; the log does.',
    codes: ['internalError'],
    error: 'the log of the host backend says more',
    header: 'Retry-After',
  },
  502: {
    when: 'Kaltura did not answer, or not as it should, or refused the credentials.',
    codes: ['kaltura-unreachable', 'kaltura-invalid', 'kaltura-refused', 'invalidConfiguration'],
    error: 'the log of the host backend says more',
    header: 'Retry-After',
  },
  504: {
    when: 'Kaltura did not answer in time.',
    codes: ['kaltura-timeout'],
    error: 'the log of the host backend says more',
    header: 'Retry-After',
  },
} as const satisfies Record<number, Refusal>;

const ONCE = {
  409: {
    when: 'A request with the same Idempotency-Key is still under way.',
    codes: ['request-in-progress'],
    error: 'the first request with this key is not answered yet',
    header: 'Retry-After',
  },
  422: {
    when: 'The Idempotency-Key came with another body before.',
    codes: ['invalidRequest'],
    error: 'this Idempotency-Key was used for another body',
  },
} as const satisfies Record<number, Refusal>;

/** What the token endpoint refuses, by HTTP status. */
export const tokenRefusals = () => responses(COMMON, 'Failure');
/** What the create endpoint refuses, by HTTP status. A request by another method has no outcome. */
export const createRefusals = () => ({
  ...responses(
    {...COMMON, ...ONCE, 400: {...COMMON[400], error: 'body.name: expected a name'}},
    'CreationFailure',
    code => ({outcome: getTraits(code).isOutcomeUnknown ? 'unknown' : 'not-created'}),
  ),
  405: tokenRefusals()[405],
});

/** An answer in JSON, which nobody may keep. */
export function jsonResponse(description: string, schema: object, examples: object) {
  return {
    description,
    headers: {'Cache-Control': {$ref: '#/components/headers/NoStore'}} as Record<string, object>,
    content: {'application/json': {schema, examples}},
  };
}

/** @param more further fields of the example with this code */
function responses(
  refusals: Readonly<Record<number, Refusal>>,
  schema: 'Failure' | 'CreationFailure',
  more: (code: RoomErrorCode) => {readonly outcome?: CreationOutcome} = () => ({}),
) {
  const entries = Object.entries(refusals).map(([status, {when, codes, error, header}]) => {
    const value = {success: false, errorCode: codes[0], error, ...more(codes[0])};
    const description = `${when} \`${codes.join('`, `')}\``;
    const response = jsonResponse(description, schemaRef(schema), {[codes[0]]: {value}});
    if (header)
      response.headers[header] = {$ref: `#/components/headers/${header.replace('-', '')}`};
    return [status, response] as const;
  });
  return Object.fromEntries(entries);
}
