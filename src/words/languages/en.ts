import {roomWords} from '../room.js';
import type {Language} from '../language.js';

const setUp = 'This page is not set up correctly. Please tell the people who run it.';
const trouble = 'Something went wrong on our side. Please try again.';
const noRoom = 'The meeting service is not answering. Please try again in a moment.';

export default {
  room: roomWords,
  errors: {
    'attribute-invalid': setUp,
    'tab-blocked': 'Your browser blocked the new tab. Allow pop-ups here and try again.',
    offline: 'You are offline. The room opens once you are connected again.',
    'endpoint-unreachable': 'We cannot reach the server. Check your connection and try again.',
    'endpoint-timeout': 'The server is taking too long to answer. Please try again.',
    'endpoint-not-found': setUp,
    'endpoint-failed': trouble,
    'endpoint-invalid': setUp,
    'rate-limited': 'Too many attempts. Wait a moment, then try again.',
    'request-in-progress': trouble,
    'sign-in-required': 'Please sign in, then try again.',
    'access-denied': 'You do not have access. Ask the organiser to let you in.',
    'room-not-found': 'This room does not exist, or no longer does.',
    'launch-expired': 'Your invitation to this room ran out. Please try again.',
    'origin-not-allowed': setUp,
    'frame-blocked': 'The room cannot open inside this page. Open it in a new tab.',
    'frame-unreachable': noRoom,
    'frame-timeout': 'The room is taking too long to open. Try again, or open it in a new tab.',
    invalidRequest: setUp,
    invalidConfiguration: setUp,
    internalError: trouble,
    'kaltura-unreachable': noRoom,
    'kaltura-timeout': noRoom,
    'kaltura-invalid': noRoom,
    'kaltura-refused': setUp,
    'ks-invalid': setUp,
  },
} satisfies Language;
