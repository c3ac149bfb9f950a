import {KAF, OTHER_ROOM, ROOM} from '../../support/room-fixture.js';

/*
 * Actions on the rooms of a page.
 */

/** Values of each attribute and property; `null` removes it. */
export const VALUES = {
  'room-id': [null, ROOM, OTHER_ROOM, 'no room ID'],
  'token-url': [null, 'own', 'other'],
  'kaf-url': [null, KAF, 'https://other.example', ''],
  'room-moderator': [null, 'yes'],
  'chat-moderator': [null, 'yes'],
  loading: [null, 'lazy', 'click', 'eager'],
  timeout: [null, '20', 'soon'],
  credentials: [null, 'omit', 'always'],
  headers: [null, '{"x-a": "1"}', '{'],
  allow: [null, 'camera *'],
  'allow-origins': [null, 'https://other.example', '*'],
  sandbox: [null, 'allow-scripts allow-same-origin allow-forms'],
  label: [null, 'Town hall'],
  'auto-height': [null, 'yes'],
  controls: [null, 'yes'],
  launch: [null, 'valid', 'expired', 'malformed'],
  fetchLaunch: [null, 'own'],
  lang: [null, 'de', 'he'],
  dir: [null, 'rtl'],
  class: [null, 'wide'],
  style: [null, 'height: 900px'],
  hidden: [null, 'yes'],
  title: [null, 'Town hall'],
  id: [null, 'other'],
  slot: [null, 'other'],
} as const;
export type Name = keyof typeof VALUES;
export const NAMES = Object.keys(VALUES) as Name[];
export type Values = Partial<Record<Name, string | null>>;

/** Responses to a request for a launch. `ownOrigin` is a launch to the origin of the page. */
export const RESPONSES = [
  ...(['ks', 'lti-1.1', 'lti-1.3', 'silent', 'redirect-home', 'ownOrigin', 'malformed'] as const),
  ...(['unreachable', '401', '403', '404', '429', '500', '503'] as const),
];
export type ResponseKind = (typeof RESPONSES)[number];

/** Messages to the page, by sender or content. */
export const MESSAGES = [
  ...(['text', 'resize', 'invalid-json'] as const),
  ...(['from-other-origin', 'from-page', 'without-source'] as const),
];
export type MessageKind = (typeof MESSAGES)[number];

export const ROOM_ACTIONS = [
  ...(['attach', 'detach', 'append', 'move'] as const),
  ...(['join', 'reload', 'leave', 'click', 'scroll-into-view', 'new-tab', 'dismiss'] as const),
];
export const PAGE_ACTIONS = ['online', 'offline', 'block-frames', 'change-visibility'] as const;

/** One action on a room or on the page. */
export type Action =
  | {readonly type: (typeof ROOM_ACTIONS)[number]; readonly room: number}
  | {readonly type: 'change'; readonly room: number; readonly values: Values}
  /** Answers the newest request of the room, or one of the `skip` requests before it. */
  | {
      readonly type: 'respond';
      readonly room: number;
      readonly skip: number;
      readonly response: ResponseKind;
    }
  | {readonly type: 'message'; readonly room: number; readonly message: MessageKind}
  /** Answers the probe of KAF at this index. */
  | {readonly type: 'probe'; readonly index: number; readonly isReachable: boolean}
  | {readonly type: (typeof PAGE_ACTIONS)[number]};
