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
  launch: [null, 'good', 'late', 'bad'],
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

/** Answers to a request for a launch. */
export const ANSWERS = [
  ...(['ks', 'lti-1.1', 'lti-1.3', 'silent', 'home', 'page', 'nonsense'] as const),
  ...(['unreachable', '401', '403', '404', '429', '500', '503'] as const),
];
export type Answer = (typeof ANSWERS)[number];

/** Messages to the page, by sender or content. */
export const MESSAGES = ['own', 'resize', 'half', 'elsewhere', 'page', 'nobody'] as const;
export type Message = (typeof MESSAGES)[number];

export const CALLS = [
  ...(['attach', 'detach', 'append', 'move'] as const),
  ...(['join', 'reload', 'leave', 'click', 'seen', 'tab', 'dismiss'] as const),
];
export const PAGE = ['online', 'offline', 'blocked', 'hidden'] as const;

/** One action on a room or on the page. */
export type Action =
  | {readonly do: (typeof CALLS)[number]; readonly room: number}
  | {readonly do: 'change'; readonly room: number; readonly to: Values}
  /** To the newest request but `nth`. */
  | {readonly do: 'answer'; readonly room: number; readonly nth: number; readonly by: Answer}
  | {readonly do: 'message'; readonly room: number; readonly by: Message}
  /** To the `nth` request to KAF, whether it is there. */
  | {readonly do: 'reach'; readonly nth: number; readonly isThere: boolean}
  | {readonly do: (typeof PAGE)[number]};
