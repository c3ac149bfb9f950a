import {createHash} from 'node:crypto';
import * as z from 'zod';
import type {CreateRequest} from '../../contract/schemas.js';
import type {Settings} from '../options.js';

/**
 * The header by which a page says that a request is an earlier one, sent again
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header): opaque here.
 */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'expected 1 to 255 visible ASCII characters');

/** One room that one person wants once, however often the request comes. */
export interface Intention {
  /** Where its record is in the store. Tells nothing of the person, the key or the room. */
  readonly recordKey: string;
  /** Where it says in the store that somebody is at work on it. */
  readonly leaseKey: string;
  /** A hash of the body, which is not the same for the same body of another intention. */
  readonly body: string;
}

/**
 * The intention behind a request. Persons, accounts and keys are kept apart, so nobody is answered
 * what another one made.
 */
export function scopeFor(
  idempotencyKey: string,
  owner: string,
  room: CreateRequest,
  {partnerId, kafUrl}: Pick<Settings, 'partnerId' | 'kafUrl'>,
): Intention {
  const who = [partnerId, kafUrl, owner, idempotencyKey];
  const key = hash('intention', ...who);
  // Sorted, as the order of fields says nothing.
  const fields = Object.entries(room)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {recordKey: `room:${key}`, leaseKey: `lease:${key}`, body: hash('body', ...who, fields)};
}

const hash = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
