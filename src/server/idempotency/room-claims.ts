import {hashParts} from '../store/hash-parts.js';
import type {CreationContext} from './creation-context.js';
import {RECORD_S} from './creation-record.js';

/**
 * Seconds that a claim is kept: longer than any record whose recovery could find the room. Without
 * its claim, the room could be returned for a second idempotency key.
 */
export const CLAIM_S = RECORD_S + 3600;

type ClaimContext = Pick<CreationContext, 'store' | 'partnerId'>;

/**
 * Claims a room: from then on it is returned for one owner only.
 * @param ownerKey the record key of an idempotency key, or a value of a single request
 * @returns false if another owner has claimed the room
 */
export async function claimRoom(
  roomId: string,
  ownerKey: string,
  {store, partnerId}: ClaimContext,
): Promise<boolean> {
  const owner = await store.setIfAbsent(buildClaimKey(roomId, partnerId), ownerKey, CLAIM_S);
  return owner === undefined || owner === ownerKey;
}

/** Returns the room that `ownerKey` has claimed already; otherwise claims the first that is free. */
export async function claimFirstRoom(
  roomIds: readonly string[],
  ownerKey: string,
  context: ClaimContext,
): Promise<string | undefined> {
  const {store, partnerId} = context;
  for (const id of roomIds)
    if ((await store.get(buildClaimKey(id, partnerId))) === ownerKey) return id;
  for (const id of roomIds) if (await claimRoom(id, ownerKey, context)) return id;
  return undefined;
}

const buildClaimKey = (roomId: string, partnerId: number): string =>
  `claim:${hashParts(partnerId, roomId)}`;
