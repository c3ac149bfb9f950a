import {useMemo, useSyncExternalStore} from 'react';
import type {KalturaRoomElement} from '../room/kaltura-room-element.js';
import {NO_ROOM, getSnapshot, subscribe, type RoomSnapshot} from './room-store.js';

/** The state of a room, and functions for your own buttons. */
export interface UseKalturaRoomResult extends RoomSnapshot {
  /** Opens the room, unless it is open or opening. */
  readonly join: () => void;
  /** Leaves the room, or stops opening it. */
  readonly leave: () => void;
  /** Opens the room again, with a new launch. */
  readonly reload: () => void;
}

/**
 * Returns the current state of the room in `ref`, the ref of a `KalturaRoom`. The component renders
 * again when the state changes. Without a room, the state is `idle`, and the functions do nothing.
 */
export function useKalturaRoom(ref: {
  readonly current: KalturaRoomElement | null;
}): UseKalturaRoomResult {
  const snapshot = useSyncExternalStore(
    subscribe,
    () => getSnapshot(ref.current),
    () => NO_ROOM,
  );
  const actions = useMemo(
    () => ({
      join: () => ref.current?.join(),
      leave: () => ref.current?.leave(),
      reload: () => ref.current?.reload(),
    }),
    [ref],
  );
  return {...snapshot, ...actions};
}
