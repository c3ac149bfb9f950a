import type {SharedErrors} from './shared-errors.js';

/**
 * The English sentences of `<kaltura-room>`. Every script contains them. The creator's
 * sentences are in `creator-english.ts`, because `room.js` does not need them.
 */
export const english = {
  lang: 'en',
  room: {
    frameTitle: 'Meeting room',
    noRoom: 'No room has been chosen yet.',
    waiting: 'The meeting room opens here.',
    join: 'Join the room',
    rejoin: 'Join again',
    loading: 'Preparing the room…',
    retrying: 'Trying again…',
    joining: 'Opening the room…',
    ready: 'The room is open.',
    unconfirmed: 'The room should be open now.',
    left: 'You have left the room.',
    failed: 'The room did not open',
    retry: 'Try again',
    retryIn: 'Try again {time}.',
    retryNow: 'You can try again now.',
    reload: 'Reload the page',
    newTab: 'Open in a new tab',
    dismiss: 'Dismiss',
  },
  sharedTitles: {
    misconfigured: 'This page is not set up correctly',
    serverError: 'Something went wrong on our side',
    roomServiceDown: 'The meeting service is not answering',
    serverUnreachable: 'We cannot reach the server',
    offline: 'You are offline',
  } satisfies SharedErrors,
  sharedErrors: {
    misconfigured: 'Please tell the people who run it.',
    serverError: 'Please try again.',
    roomServiceDown: 'Please try again in a moment.',
    serverUnreachable: 'Check your connection and try again.',
    offline: 'The room opens once you are connected again.',
  } satisfies SharedErrors,
  titles: {
    'tab-blocked': 'Your browser blocked the new tab',
    'endpoint-timeout': 'The server is taking too long to answer',
    'rate-limited': 'Too many attempts',
    'sign-in-required': 'You are not signed in',
    'access-denied': 'You do not have access',
    'room-not-found': 'This room does not exist',
    'launch-expired': 'Your invitation to this room ran out',
    'frame-blocked': 'The room cannot open inside this page',
    'frame-timeout': 'The room is taking too long to open',
  },
  errors: {
    'tab-blocked': 'Allow pop-ups for this page, then open the room in a new tab.',
    'endpoint-timeout': 'Please try again.',
    'rate-limited': 'Wait a moment, then try again.',
    'sign-in-required': 'Sign in, then reload the page.',
    'access-denied': 'Ask the organiser to let you in.',
    'room-not-found': 'It may have been removed. Check the link, or ask the organiser.',
    'launch-expired': 'Try again to get a new one.',
    'frame-blocked': 'Open it in a new tab.',
    'frame-timeout': 'Open it in a new tab, or try again.',
  },
  warnings: {
    'insecure-context':
      'This page is not secure, so your browser keeps the camera and the microphone from the room.',
    'camera-forbidden': 'This page keeps the camera from the room.',
    'microphone-forbidden': 'This page keeps the microphone from the room.',
    'screen-forbidden': 'This page does not let you share your screen in the room.',
    'room-silent': 'Can you not see the room? Open it in a new tab.',
    offline: 'You are offline. The meeting may pause until you are connected again.',
    'room-unreachable':
      'Can you not see the room? The meeting service may not be answering. Please try again.',
  },
  controls: {
    leave: 'Leave',
    fullScreen: 'Full screen',
    exitFullScreen: 'Exit full screen',
  },
};

export type RoomWords = Readonly<Record<keyof typeof english.room, string>>;
