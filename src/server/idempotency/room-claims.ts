import {createHash} from 'node:crypto';
import type {Settings} from '../options.js';
import {RECORD_S} from './creation-lease.js';

/** Longer than any record that could ask for the room: what is forgotten could be given twice. */
export const CLAIM_S = RECORD_S + 3600;

type Shared = Pick<Settings, 'store' | 'partnerId'>;

/** Whether a room is answered to nobody else; from now on it is `holder`'s, a record's key. */
export async function claimRoom(
  id: string,
  holder: string,
  {store, partnerId}: Shared,
): Promise<boolean> {
  const before = await store.setIfAbsent(roomKey(id, partnerId), holder, CLAIM_S);
  return before === undefined || before === holder;
}

/** The room among these that is `holder`'s already, or else the first that is nobody's. */
export async function claimFirstRoom(
  ids: readonly string[],
  holder: string,
  settings: Shared,
): Promise<string | undefined> {
  const {store, partnerId} = settings;
  for (const id of ids) if ((await store.get(roomKey(id, partnerId))) === holder) return id;
  for (const id of ids) if (await claimRoom(id, holder, settings)) return id;
  return undefined;
}

const roomKey = (id: string, partnerId: number): string =>
  `answered:${createHash('sha256').update(`${partnerId} ${id}`).digest('base64url')}`;
