import {getTraits} from '../../contract/error-catalog.js';
import type {CreationOutcome, RoomErrorCode} from '../../contract/room-error.js';
import {buildSchemaRef} from './schemas.js';

/** Error responses with one HTTP status. */
interface ErrorStatus {
  /** The cause, as a sentence. */
  readonly cause: string;
  /** The codes that fit. The example has the first of them. */
  readonly codes: readonly [RoomErrorCode, ...RoomErrorCode[]];
  /** The text of the example. */
  readonly error: string;
  readonly header?: 'Retry-After' | 'Allow';
}

const COMMON = {
  400: {
    cause: 'The body is not JSON, does not match the schema, or has unknown fields.',
    codes: ['invalidRequest'],
    error: 'body.roomId: expected a room ID such as 1_abcd1234',
  },
  401: {
    cause: 'Nobody is signed in.',
    codes: ['sign-in-required'],
    error: 'nobody is signed in',
  },
  403: {
    cause: 'The user may not do this, or the page belongs to a site that is not on the list.',
    codes: ['access-denied', 'origin-not-allowed'],
    error: 'not a member of this room',
  },
  404: {
    cause: 'The room or the route does not exist.',
    codes: ['room-not-found', 'endpoint-not-found'],
    error: 'the room does not exist',
  },
  405: {
    cause: 'The method is not POST.',
    codes: ['endpoint-not-found'],
    error: 'expected POST',
    header: 'Allow',
  },
  413: {
    cause: 'The body is too large. A limit of 64 KB is enough.',
    codes: ['invalidRequest'],
    error: 'body: expected at most 65536 bytes',
  },
  415: {
    cause: 'The content type is not application/json.',
    codes: ['invalidRequest'],
    error: 'expected Content-Type: application/json',
  },
  429: {
    cause: 'The user, or the host, sent too many requests.',
    codes: ['rate-limited'],
    error: 'too many requests',
    header: 'Retry-After',
  },
  500: {
    cause: 'An unexpected error. Only the log contains its details.',
    codes: ['internalError'],
    error: 'see the log of the host backend',
    header: 'Retry-After',
  },
  502: {
    cause: 'Kaltura did not respond, sent an invalid response, or rejected the credentials.',
    codes: ['kaltura-unreachable', 'kaltura-invalid', 'kaltura-refused', 'invalidConfiguration'],
    error: 'see the log of the host backend',
    header: 'Retry-After',
  },
  503: {
    cause: 'The host is overloaded: for example, its store is full.',
    codes: ['internalError'],
    error: 'see the log of the host backend',
    header: 'Retry-After',
  },
  504: {
    cause: 'Kaltura did not respond in time.',
    codes: ['kaltura-timeout'],
    error: 'see the log of the host backend',
    header: 'Retry-After',
  },
} as const satisfies Record<number, ErrorStatus>;

const IDEMPOTENCY = {
  409: {
    cause: 'A request with the same Idempotency-Key is still in progress.',
    codes: ['request-in-progress'],
    error: 'the first request with this key is still in progress',
    header: 'Retry-After',
  },
  422: {
    cause: 'An earlier request used this Idempotency-Key with another body.',
    codes: ['invalidRequest'],
    error: 'this Idempotency-Key was used for another body',
  },
} as const satisfies Record<number, ErrorStatus>;

/** Builds the error responses of the token endpoint, by HTTP status. */
export function buildTokenErrors() {
  return buildErrors(COMMON, 'Failure');
}

/** Builds the error responses of the create endpoint. A request with another method has no outcome. */
export function buildCreateErrors() {
  return {
    ...buildErrors(
      {...COMMON, ...IDEMPOTENCY, 400: {...COMMON[400], error: 'body.name: expected a name'}},
      'CreationFailure',
      code => ({outcome: getTraits(code).isOutcomeUnknown ? 'unknown' : 'not-created'}),
    ),
    405: buildTokenErrors()[405],
  };
}

/** Builds a response with a JSON body that no cache may store. */
export function buildJsonResponse(description: string, schema: object, examples: object) {
  return {
    description,
    headers: {'Cache-Control': {$ref: '#/components/headers/NoStore'}} as Record<string, object>,
    content: {'application/json': {schema, examples}},
  };
}

/** @param getFields returns more fields for the example of a code */
function buildErrors(
  statuses: Readonly<Record<number, ErrorStatus>>,
  schema: 'Failure' | 'CreationFailure',
  getFields: (code: RoomErrorCode) => {readonly outcome?: CreationOutcome} = () => ({}),
) {
  const entries = Object.entries(statuses).map(([status, {cause, codes, error, header}]) => {
    const value = {success: false, errorCode: codes[0], error, ...getFields(codes[0])};
    const description = `${cause} \`${codes.join('`, `')}\``;
    const response = buildJsonResponse(description, buildSchemaRef(schema), {[codes[0]]: {value}});
    if (header)
      response.headers[header] = {$ref: `#/components/headers/${header.replace('-', '')}`};
    return [status, response] as const;
  });
  return Object.fromEntries(entries);
}
