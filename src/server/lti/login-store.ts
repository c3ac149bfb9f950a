import {createHash} from 'node:crypto';
import {RoomAccess} from '../room-access.js';
import {parseStored} from '../store/stored-json.js';
import type {SharedStore} from '../store/shared-store.js';

/*
 * Logins that began and did not end yet. The key of an entry is a hash of the login hint, so that the
 * contents of the store give no access.
 */

/** Saves the access of a login hint. */
export async function saveLogin(
  hint: string,
  access: RoomAccess,
  store: SharedStore,
  seconds: number,
): Promise<void> {
  await store.setIfAbsent(toKey(hint), JSON.stringify(access), seconds);
}

/**
 * Returns the access of a login hint, once. Returns undefined for each later call, and
 * for an unknown hint.
 * @throws RoomError `internalError` if the store fails or holds another value
 */
export async function consumeLogin(
  hint: string,
  store: SharedStore,
): Promise<RoomAccess | undefined> {
  const key = toKey(hint);
  const saved = await store.get(key);
  if (saved === undefined || !(await store.compareAndSwap(key, saved, undefined, 0)))
    return undefined;
  return parseStored(RoomAccess, saved, 'login');
}

function toKey(hint: string): string {
  return `login:${createHash('sha256').update(hint).digest('hex')}`;
}
