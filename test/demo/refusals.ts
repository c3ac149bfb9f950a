import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CreationOutcome, RoomErrorCode} from '../../src/contract/room-error.js';
import type {Simulator} from '../../src/simulator/index.js';
import {BAD_FIELDS, GOOD, UNKNOWN_FIELDS, noObjects} from './bad-bodies.js';
import {assertFailure} from './failure.js';
import {granting} from './launches.js';
import type {Backend, Sent} from './start-backend.js';

type Path = keyof typeof GOOD;
type Case = readonly [label: string, sent: Sent];

const BROKEN_GRANT = {'x-grant': '%7Bbroken'};
const STAFF = granting({userId: 'u', createRooms: true});
const short = (value: unknown) => JSON.stringify(value).slice(0, 50);

const badUserIds = ['', '*', '0', 'has space', 'a:b', 'a/b', 'jane\n', 'zoë', 'x'.repeat(321)];
const own = {host: 'rooms.example.com'};
const page = (label: string, headers: Readonly<Record<string, string>>): Case => [
  `a page ${label}`,
  {headers},
];
const foreign = [
  page('of another site', {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'}),
  page('of a sub-domain', {'sec-fetch-site': 'same-site', origin: 'https://blog.example.com'}),
  page('that hides its origin', {'sec-fetch-site': 'cross-site'}),
  page('of another site, in a browser that says less', {...own, origin: 'https://evil.example'}),
  page('that is sandboxed, in a browser that says less', {...own, origin: 'null'}),
  page('of another port', {...own, origin: 'http://rooms.example.com:8080'}),
  page('of a name that ends alike', {...own, origin: 'http://evil-rooms.example.com'}),
];

/** What is refused, by what it is refused with; each is sent with a good body and grant, if no other. */
const refused = (path: Path): [number, RoomErrorCode, Case[]][] => [
  [401, 'sign-in-required', [['nobody who is signed in', {headers: {'x-grant': undefined}}]]],
  [403, 'access-denied', [['who may not', {headers: {'x-refuse': '403 access-denied'}}]]],
  [404, 'room-not-found', [['no such room', {headers: {'x-refuse': '404 room-not-found'}}]]],
  [403, 'origin-not-allowed', foreign],
  [
    405,
    'endpoint-not-found',
    ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].flatMap((method): Case[] => [
      [method, {method, body: ''}],
      [`${method} with a body`, {method}],
    ]),
  ],
  [
    415,
    'invalidRequest',
    ['application/x-www-form-urlencoded', 'text/plain', 'application/jsonp', undefined].map(
      type => [`the type ${type ?? ''}`, {headers: {'content-type': type}}],
    ),
  ],
  [
    413,
    'invalidRequest',
    [66_000, 1_000_000].map(length => [
      `${length} bytes`,
      {body: {...GOOD[path], filler: 'x'.repeat(length)}},
    ]),
  ],
  [
    400,
    'invalidRequest',
    [
      ...noObjects(GOOD[path]).map((body): Case => [`the body ${short(body)}`, {body}]),
      ...UNKNOWN_FIELDS.map((field): Case => {
        const body = JSON.stringify(GOOD[path]).replace('{', `{"${field}": "x", `);
        return [`the field ${short(field)}`, {body}];
      }),
      ...BAD_FIELDS[path].map((body): Case => [short(body), {body}]),
    ],
  ],
  [
    500,
    'internalError',
    [
      ['an authorize that breaks', {headers: BROKEN_GRANT}],
      ...badUserIds.map((userId): Case => {
        const headers = granting({userId, createRooms: true});
        return [`the user ID ${short(userId)} of authorize`, {headers}];
      }),
    ],
  ],
];

/** Returns the outcome of a request that is refused; an unexpected error leaves it open. */
function outcomeFor(path: Path, {method = 'POST', headers}: Sent): CreationOutcome | undefined {
  if (path !== '/rooms' || method !== 'POST') return undefined;
  return headers === BROKEN_GRANT ? 'unknown' : 'not-created';
}

/** What each backend must refuse, before Kaltura is asked. */
export function refusals(kaltura: () => Simulator, backend: () => Backend): void {
  const refuses = (
    path: string,
    label: string,
    sent: Sent,
    status: number,
    code: RoomErrorCode,
    outcome?: CreationOutcome,
  ) => {
    test(`${path} refuses ${label}`, async () => {
      kaltura().counts.reset();
      const headers = {...STAFF, 'content-type': 'application/json', ...sent.headers};
      const answer = await backend().send(path, {...sent, headers});
      if (status === 405) assert.equal(answer.headers.allow, 'POST');
      if (sent.method === 'HEAD') assert.deepEqual([answer.status, answer.text], [405, '']);
      else assertFailure(answer, [status, code], kaltura().adminSecret, outcome);
      assert.equal(kaltura().counts['create-room'], 0);
    });
  };

  for (const path of ['/token', '/rooms'] as const)
    for (const [status, code, cases] of refused(path))
      for (const [label, sent] of cases)
        refuses(path, label, {body: GOOD[path], ...sent}, status, code, outcomeFor(path, sent));
  for (const path of ['/nothing', '/', '/token/x'])
    refuses(path, 'what is no route', {body: GOOD['/token']}, 404, 'endpoint-not-found');
  const guest = granting({userId: 'u'});
  const sent = {body: GOOD['/rooms'], headers: guest};
  refuses('/rooms', 'who may not create rooms', sent, 403, 'access-denied', 'not-created');

  for (const headers of [
    {'sec-fetch-site': 'same-origin', origin: 'https://rooms.example.com'},
    {'sec-fetch-site': 'none'},
    {...own, origin: 'https://rooms.example.com'},
    {'content-type': 'Application/JSON; charset=utf-8'},
  ])
    test(`answers ${JSON.stringify(headers)}, below any path`, async () => {
      const sent = {headers: {...STAFF, ...headers}, body: GOOD['/token']};
      assert.equal((await backend().send('/below/a/path/token?x=1', sent)).status, 200);
    });
}
