/** What a guest reads in `<kaltura-room>` while nothing is wrong, or before the rest is there. */
export const roomWords = {
  frame: 'Meeting room',
  nothing: 'No room has been chosen yet.',
  waiting: 'The meeting room opens here.',
  join: 'Join the room',
  loading: 'Getting your seat ready…',
  again: 'Trying again…',
  joining: 'Opening the room…',
  ready: 'The room is open.',
  failed: 'The room did not open',
  retry: 'Try again',
  newTab: 'Open in a new tab',
};
export type RoomWords = Readonly<Record<keyof typeof roomWords, string>>;
