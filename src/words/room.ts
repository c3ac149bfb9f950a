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
  unconfirmed: 'The room should be open now.',
  left: 'You have left the room.',
  failed: 'The room did not open',
  retry: 'Try again',
  newTab: 'Open in a new tab',
  dismiss: 'Dismiss',
};
export type RoomWords = Readonly<Record<keyof typeof roomWords, string>>;

/** What to say where nothing else can be loaded any more. */
export const noNetwork = {
  noServer: 'We cannot reach the server. Check your connection and try again.',
  offline: 'You are offline. The room opens once you are connected again.',
};
