/*
 * The effect of a change on a `<kaltura-room>` in each state. `test/room/relaunching.test.ts` verifies
 * each change in each state, and a table of the documentation is generated from the rows.
 */

/** States of a room, in the order of the table. */
export const ROOM_STATES = [
  {name: 'no-room', label: 'No room', description: 'Neither `room-id` nor `launch` is set.'},
  {name: 'waiting', label: 'Waiting', description: 'For a click, or for the viewport.'},
  {name: 'loading', label: 'Loading', description: 'A launch is requested.'},
  {name: 'joining', label: 'Joining', description: 'The frame navigates to the room.'},
  {name: 'open', label: 'Open', description: 'The frame has loaded.'},
  {name: 'failed', label: 'Failed', description: 'The room did not open, or is gone.'},
  {name: 'left', label: 'Left', description: 'After `leave()`.'},
] as const;

export type RoomStateName = (typeof ROOM_STATES)[number]['name'];

/**
 * Effect of a change:
 * - `opens`: the room opens
 * - `reopens`: the session ends, and the room opens anew
 * - `reopens-if-invalid`: the same, but only after `attribute-invalid`
 */
export type Effect = 'opens' | 'reopens' | 'reopens-if-invalid';

/** Attributes with the same effects. A state that is not in `effects` stays as it is. */
export interface AttributeChange {
  /** Names of attributes, or of properties without an attribute. */
  readonly names: readonly string[];
  /** A sentence about the condition of the effects. */
  readonly condition?: string;
  readonly effects: Readonly<Partial<Record<RoomStateName, Effect>>>;
}

const reopensActiveRoom = {
  loading: 'reopens',
  joining: 'reopens',
  open: 'reopens',
  failed: 'reopens',
} as const;

/** Every other change has no effect. */
export const ATTRIBUTE_CHANGES: readonly AttributeChange[] = [
  {names: ['room-id'], effects: {'no-room': 'opens', ...reopensActiveRoom, left: 'opens'}},
  {
    names: ['token-url', 'kaf-url', 'room-moderator', 'chat-moderator'],
    effects: reopensActiveRoom,
  },
  {names: ['launch'], effects: {'no-room': 'opens', loading: 'reopens', failed: 'reopens'}},
  {
    names: ['headers', 'credentials', 'fetchLaunch'],
    condition: 'Only a change from unset to set has an effect.',
    effects: {loading: 'reopens', failed: 'reopens'},
  },
  {
    names: ['loading'],
    condition: 'A waiting room opens if the new value is `eager`.',
    effects: {waiting: 'opens', failed: 'reopens'},
  },
  {names: ['timeout', 'allow-origins'], effects: {failed: 'reopens-if-invalid'}},
];
