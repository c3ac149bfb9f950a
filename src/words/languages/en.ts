import type {Language} from '../language.js';
import {noNetwork} from '../room.js';
import {sharedSentences} from '../shared-sentences.js';

/** What is not in the first scripts. */
export default {
  errors: {
    ...sharedSentences({
      setUp: 'This page is not set up correctly. Please tell the people who run it.',
      trouble: 'Something went wrong on our side. Please try again.',
      noRoom: 'The meeting service is not answering. Please try again in a moment.',
      ...noNetwork,
    }),
    'tab-blocked': 'Your browser blocked the new tab. Allow pop-ups here and try again.',
    'endpoint-timeout': 'The server is taking too long to answer. Please try again.',
    'rate-limited': 'Too many attempts. Wait a moment, then try again.',
    'sign-in-required': 'Please sign in, then try again.',
    'access-denied': 'You do not have access. Ask the organiser to let you in.',
    'room-not-found': 'This room does not exist, or no longer does.',
    'launch-expired': 'Your invitation to this room ran out. Please try again.',
    'frame-blocked': 'The room cannot open inside this page. Open it in a new tab.',
    'frame-timeout': 'The room is taking too long to open. Try again, or open it in a new tab.',
  },
  warnings: {
    'insecure-context':
      'This page is not secure, so your browser keeps the camera and the microphone from the room.',
    'devices-forbidden': 'This page keeps the camera or the microphone from the room.',
    'room-silent': 'Can you not see the room? Open it in a new tab.',
    offline: 'You are offline. The meeting may stop until you are connected again.',
    'room-unreachable': 'The room may have stopped: the meeting service is not answering.',
  },
  controls: {
    leave: 'Leave',
    fullScreen: 'Full screen',
    exitFullScreen: 'Exit full screen',
  },
} satisfies Omit<Language, 'lang' | 'room' | 'creator'>;
