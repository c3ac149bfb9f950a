import type {KalturaRoomElement} from '../room/kaltura-room-element.js';

/** The values of a room that a component can display. The object is the same until a value changes. */
export type RoomSnapshot = Readonly<Pick<KalturaRoomElement, 'state' | 'error' | 'warnings'>>;

/** The snapshot without an element, for example on a server. */
export const NO_ROOM: RoomSnapshot = {state: 'idle', error: null, warnings: []};

const listeners = new Set<() => void>();
const watched = new WeakSet<KalturaRoomElement>();
const snapshots = new WeakMap<KalturaRoomElement, RoomSnapshot>();

function notify(): void {
  for (const listener of listeners) listener();
}

/**
 * Notifies all subscribers when the room changes, now and when the returned function is called. Events
 * would not do: some changes, such as the end of a warning, have none.
 */
export function watchRoom(room: KalturaRoomElement): () => void {
  if (!watched.has(room)) room.addController({hostUpdated: notify});
  watched.add(room);
  notify();
  return notify;
}

/** Calls `listener` when a room may have changed, or a ref may have another room. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns the current snapshot of a room. */
export function getSnapshot(room: KalturaRoomElement | null): RoomSnapshot {
  if (!room) return NO_ROOM;
  const {state, error, warnings} = room;
  const last = snapshots.get(room);
  const isSame = last?.state === state && last.error === error && last.warnings === warnings;
  if (last && isSame) return last;
  const snapshot = {state, error, warnings};
  snapshots.set(room, snapshot);
  return snapshot;
}
