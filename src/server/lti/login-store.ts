import {createHash} from 'node:crypto';
import type {Settings} from '../options.js';
import {parseStored} from '../store/stored-json.js';
import {RoomAccess} from '../room-access.js';

/*
 * Logins that were begun and not yet ended, in the store that the processes of a host share. They
 * are found by a hash, so that what lies in the store opens nothing.
 */

/** Keeps for whom, and for which room, this hint was given. */
export async function saveLogin(
  hint: string,
  access: RoomAccess,
  {store, sessionLifetime}: Settings,
): Promise<void> {
  await store.setIfAbsent(keyOf(hint), JSON.stringify(access), sessionLifetime);
}

/**
 * Whose login this was, once: undefined for every later use, and for a hint that nobody was given.
 * @throws RoomError `internalError` where the store fails, or holds something else
 */
export async function consumeLogin(
  hint: string,
  {store}: Settings,
): Promise<RoomAccess | undefined> {
  const key = keyOf(hint);
  const kept = await store.get(key);
  if (kept === undefined || !(await store.compareAndSwap(key, kept, undefined, 0)))
    return undefined;
  return parseStored(RoomAccess, kept, 'login');
}

const keyOf = (hint: string): string => `login:${createHash('sha256').update(hint).digest('hex')}`;
