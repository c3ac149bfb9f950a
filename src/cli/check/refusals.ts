import type {Refusal} from './refusal.js';

const CROSS_SITE = ['cross-site', 'cross-site-origin', 'cross-site-null'];

/** What both endpoints must refuse; `create-` before each where it is the other one. */
const common = (prefix: '' | 'create-', because?: readonly number[]): Refusal[] => [
  {
    id: `${prefix}method`,
    what: 'GET',
    fix: 'Answer 405 (or 404) to anything but POST: an address that is only looked at must do nothing.',
    statuses: [404, 405],
    isOfAnybody: true,
  },
  {
    id: `${prefix}signed-out`,
    what: 'a request of nobody who is signed in',
    fix: 'Decide from the cookie or header who asks, and answer 401, or 403, where that is nobody.',
    statuses: [401, 403],
    ...(because && {because}),
  },
  {
    id: `${prefix}cross-site`,
    what: 'a request from a page of another site',
    fix: "Refuse, before anything else, where Sec-Fetch-Site is neither same-origin nor none (without it: where Origin is not the host's own) and Origin is not on your list.",
    requests: CROSS_SITE.map(id => prefix + id),
    isOfAnybody: true,
    ...(because && {because}),
  },
];

/** What the token endpoint must refuse. */
export const TOKEN_REFUSALS: readonly Refusal[] = [
  {
    id: 'body-json',
    what: 'a body that is no JSON',
    fix: 'Answer 400 invalidRequest where the body cannot be parsed.',
  },
  {
    id: 'body-type',
    what: 'a body of type text/plain',
    fix: 'Answer 415 unless Content-Type is application/json: a form of another site can send any other.',
  },
  {
    id: 'body-room-id',
    what: 'a body without roomId',
    fix: 'Answer 400 invalidRequest where roomId is missing.',
  },
  {
    id: 'body-room-id-shape',
    what: 'a roomId with a privilege behind it',
    fix: 'Take a roomId only where all of it matches ^\\d{1,3}_[0-9a-z]{8}$: anything else could write a privilege.',
  },
  {
    id: 'body-field',
    what: 'a field that the contract does not know',
    fix: 'Answer 400 invalidRequest to unknown fields, so that nobody thinks that userId in a body counts.',
  },
  {
    id: 'body-size',
    what: 'a body of 1 MB',
    fix: 'Limit the size of a body (64 KB is plenty) and answer 413, or 400.',
    isOfAnybody: true,
    mayBreak: true,
  },
  ...common(''),
];

/** What the create endpoint must refuse. Without `--create` the bodies name no room. */
export const createRefusals = (create: boolean): readonly Refusal[] => [
  {
    id: 'create-name',
    what: 'a room without a name',
    fix: 'Answer 400 invalidRequest where name is missing.',
    statuses: [400],
    // Who may not create rooms may be told so first, which says nothing of the name.
    because: [400, 422],
  },
  ...common('create-', create ? undefined : [401, 403]),
];
