import {RoomError} from '../../contract/room-error.js';
import type {CreateRequest} from '../../contract/schemas.js';
import {hashParts} from '../store/hash-parts.js';
import type {CreationContext} from './creation-context.js';

/** One use of an idempotency key: the keys of its entries in the store, and its request body. */
export interface IdempotencyScope {
  /** Key of the creation record in the store. */
  readonly recordKey: string;
  /** Key of the lease in the store. */
  readonly leaseKey: string;
  /** Hash of the request body. The same body has another hash under another idempotency key. */
  readonly bodyHash: string;
}

/**
 * Parses the `Idempotency-Key` header. The server treats the key as opaque text.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header
 * @returns undefined for a request without the header
 * @throws RoomError `invalidRequest`
 */
export function parseIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new RoomError(
    'invalidRequest',
    'Idempotency-Key must be 1 to 255 visible ASCII characters; send a UUID',
    // The server sends no request with such a key.
    {outcome: 'not-created'},
  );
}

/**
 * Builds the scope of a request. Two users or two accounts never share a scope, even if they send the
 * same key.
 */
export function buildScope(
  idempotencyKey: string,
  owner: string,
  room: CreateRequest,
  {partnerId, kafUrl}: Pick<CreationContext, 'partnerId' | 'kafUrl'>,
): IdempotencyScope {
  const parts = [partnerId, kafUrl, owner, idempotencyKey];
  const scope = hashParts('scope', ...parts);
  return {
    recordKey: `record:${scope}`,
    leaseKey: `lease:${scope}`,
    bodyHash: hashParts('body', ...parts, sortFields(room)),
  };
}

/** Returns the fields in alphabetical order: JSON with another order is the same request. */
const sortFields = (room: CreateRequest): [string, unknown][] =>
  Object.entries(room)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
