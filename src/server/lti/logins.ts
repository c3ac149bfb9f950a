import {createHash} from 'node:crypto';
import type {Settings} from '../options.js';
import {readStored} from '../stored.js';
import {Visit} from '../visit.js';

/*
 * Logins that were begun and not yet ended, in the store that the processes of a host share. They
 * are found by a hash, so that what lies in the store opens nothing.
 */

/** Keeps for whom, and for which room, this hint was given. */
export async function keepLogin(
  hint: string,
  visit: Visit,
  {store, sessionLifetime}: Settings,
): Promise<void> {
  await store.claim(keyOf(hint), JSON.stringify(visit), sessionLifetime);
}

/**
 * Whose login this was, once: undefined for every later use, and for a hint that nobody was given.
 * @throws RoomError `internalError` where the store fails, or holds something else
 */
export async function takeLogin(hint: string, {store}: Settings): Promise<Visit | undefined> {
  const key = keyOf(hint);
  const kept = await store.read(key);
  if (kept === undefined || !(await store.swap(key, kept, undefined, 0))) return undefined;
  return readStored(Visit, kept, 'login');
}

const keyOf = (hint: string): string => `login:${createHash('sha256').update(hint).digest('hex')}`;
