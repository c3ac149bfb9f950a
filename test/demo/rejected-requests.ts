import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {CreationOutcome, RoomErrorCode} from '../../src/contract/room-error.js';
import type {Simulator} from '../../src/simulator/index.js';
import {assertErrorResponse, type ExpectedError} from './assert-error-response.js';
import {
  INVALID_FIELDS,
  UNKNOWN_FIELDS,
  VALID_BODIES,
  buildMalformedJson,
} from './invalid-bodies.js';
import {buildGrantHeader} from './launches.js';
import type {Backend, BackendRequest} from './start-backend.js';

type Path = keyof typeof VALID_BODIES;

/** A request that a backend rejects. Parts that it does not have are valid. */
interface RejectedRequest {
  readonly label: string;
  readonly request: BackendRequest;
}

interface Rejection {
  readonly status: number;
  readonly code: RoomErrorCode;
  readonly requests: readonly RejectedRequest[];
}

const MALFORMED_GRANT = {'x-grant': '%7Bbroken'};
const CREATOR = buildGrantHeader({userId: 'u', createRooms: true});
const abbreviate = (value: unknown) => JSON.stringify(value).slice(0, 50);

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const CONTENT_TYPES = [
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/jsonp',
  undefined,
];
const INVALID_USER_IDS = [
  '',
  '*',
  '0',
  'has space',
  'a:b',
  'a/b',
  'jane\n',
  'zoë',
  'x'.repeat(321),
];

const host = 'rooms.example.com';
/** The origin in the environment of the backends. */
export const LISTED_PAGE = 'http://192.168.1.20:5173';
const FOREIGN_PAGES = [
  {
    label: 'a page of another site',
    headers: {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'},
  },
  {
    label: 'a page of a subdomain',
    headers: {'sec-fetch-site': 'same-site', origin: 'https://blog.example.com'},
  },
  {label: 'a page without an origin', headers: {'sec-fetch-site': 'cross-site'}},
  {
    label: 'a page of another site without Sec-Fetch-Site',
    headers: {host, origin: 'https://evil.example'},
  },
  {label: 'a sandboxed page without Sec-Fetch-Site', headers: {host, origin: 'null'}},
  {
    label: 'a page of the default port, for a server on another port',
    headers: {host: `${host}:8080`, origin: `http://${host}`},
  },
  {label: 'a page of another port', headers: {host, origin: 'http://rooms.example.com:8080'}},
  {
    label: 'a page of a host name with the same ending',
    headers: {host, origin: 'http://evil-rooms.example.com'},
  },
];

const listRejections = (path: Path): Rejection[] => [
  {
    status: 401,
    code: 'sign-in-required',
    requests: [{label: 'a signed-out user', request: {headers: {'x-grant': undefined}}}],
  },
  {
    status: 403,
    code: 'access-denied',
    requests: [
      {
        label: 'a user whom authorize() rejects',
        request: {headers: {'x-refuse': '403 access-denied'}},
      },
    ],
  },
  {
    status: 404,
    code: 'room-not-found',
    requests: [
      {
        label: 'a room that authorize() does not find',
        request: {headers: {'x-refuse': '404 room-not-found'}},
      },
    ],
  },
  {
    status: 403,
    code: 'origin-not-allowed',
    requests: FOREIGN_PAGES.map(({label, headers}) => ({label, request: {headers}})),
  },
  {
    status: 405,
    code: 'endpoint-not-found',
    requests: METHODS.flatMap(method => [
      {label: `the method ${method}`, request: {method, body: ''}},
      {label: `the method ${method} with a body`, request: {method}},
    ]),
  },
  {
    status: 415,
    code: 'invalidRequest',
    requests: CONTENT_TYPES.map(type => ({
      label: type ? `the content type ${type}` : 'a missing content type',
      request: {headers: {'content-type': type}},
    })),
  },
  {
    status: 413,
    code: 'invalidRequest',
    requests: [66_000, 1_000_000].map(length => ({
      label: `a body of ${length} bytes`,
      request: {body: {...VALID_BODIES[path], filler: 'x'.repeat(length)}},
    })),
  },
  {
    status: 400,
    code: 'invalidRequest',
    requests: [
      ...buildMalformedJson(VALID_BODIES[path]).map(body => ({
        label: `the body ${abbreviate(body)}`,
        request: {body},
      })),
      ...UNKNOWN_FIELDS.map(field => ({
        label: `the unknown field ${abbreviate(field)}`,
        request: {body: JSON.stringify(VALID_BODIES[path]).replace('{', `{"${field}": "x", `)},
      })),
      ...INVALID_FIELDS[path].map(body => ({
        label: `the fields ${abbreviate(body)}`,
        request: {body},
      })),
    ],
  },
  {
    status: 500,
    code: 'internalError',
    requests: [
      {label: 'a request for which authorize() fails', request: {headers: MALFORMED_GRANT}},
      ...INVALID_USER_IDS.map(userId => ({
        label: `the user ID ${abbreviate(userId)} of authorize()`,
        request: {headers: buildGrantHeader({userId, createRooms: true})},
      })),
    ],
  },
];

/** Returns the outcome of a request to create a room. No rejected request reaches KAF. */
function getOutcome(path: Path, {method = 'POST'}: BackendRequest): CreationOutcome | undefined {
  return path === '/rooms' && method === 'POST' ? 'not-created' : undefined;
}

/** Tests the requests that a backend rejects before it calls Kaltura. */
export function testRejectedRequests(
  getSimulator: () => Simulator,
  getBackend: () => Backend,
): void {
  const itRejects = (
    path: string,
    label: string,
    request: BackendRequest,
    expected: ExpectedError,
  ) => {
    it(`rejects ${label} with ${expected.status} ${expected.code}`, async () => {
      getSimulator().counts.reset();
      const headers = {...CREATOR, 'content-type': 'application/json', ...request.headers};
      const response = await getBackend().send(path, {...request, headers});
      if (expected.status === 405) assert.equal(response.headers.allow, 'POST');
      if (request.method === 'HEAD') {
        assert.equal(response.status, 405);
        assert.equal(response.text, '');
      } else {
        assertErrorResponse(response, expected, getSimulator().adminSecret);
      }
      assert.equal(getSimulator().counts['create-room'], 0);
    });
  };

  for (const path of ['/token', '/rooms'] as const)
    describe(`POST ${path}`, () => {
      for (const {status, code, requests} of listRejections(path))
        for (const {label, request} of requests) {
          const outcome = getOutcome(path, request);
          const body = VALID_BODIES[path];
          itRejects(path, label, {body, ...request}, {status, code, outcome});
        }
    });

  describe('the message about an invalid field', () => {
    const lang = 'a string of at most 35 characters';
    for (const {fields, expected} of [
      {fields: {}, expected: 'body.roomId must be a room ID such as 1_abcd1234; got nothing'},
      {
        fields: {roomId: 'private'},
        expected: 'body.roomId must be a room ID such as 1_abcd1234; got a string',
      },
      {fields: {lang: 7}, expected: `body.lang must be ${lang}; got a number`},
      {fields: {lang: true}, expected: `body.lang must be ${lang}; got a boolean`},
      {fields: {lang: ['en']}, expected: `body.lang must be ${lang}; got an array`},
      {fields: {lang: {}}, expected: `body.lang must be ${lang}; got an object`},
    ])
      it(`states what it must be, and its type: ${JSON.stringify(fields)}`, async () => {
        const validFields = 'lang' in fields ? VALID_BODIES['/token'] : {};
        const response = await getBackend().send('/token', {
          headers: CREATOR,
          body: {...validFields, ...fields},
        });
        assert.equal(response.json.error, expected);
      });
  });

  describe('POST /rooms', () => {
    itRejects(
      '/rooms',
      'a user without createRooms',
      {body: VALID_BODIES['/rooms'], headers: buildGrantHeader({userId: 'u'})},
      {status: 403, code: 'access-denied', outcome: 'not-created'},
    );
  });

  describe('routes', () => {
    for (const path of ['/nothing', '/', '/token/x'])
      itRejects(
        path,
        `the path ${path}`,
        {body: VALID_BODIES['/token']},
        {status: 404, code: 'endpoint-not-found'},
      );

    for (const headers of [
      {'sec-fetch-site': 'same-origin', origin: 'https://rooms.example.com'},
      {'sec-fetch-site': 'none'},
      {host, origin: 'https://rooms.example.com'},
      {host: 'Rooms.example.com:80', origin: 'http://rooms.example.com'},
      {host: `${host}:443`, origin: 'https://rooms.example.com'},
      {host, origin: LISTED_PAGE},
      {'sec-fetch-site': 'cross-site', origin: LISTED_PAGE},
      {'content-type': 'Application/JSON; charset=utf-8'},
    ])
      it(`accept ${JSON.stringify(headers)}, at any path prefix`, async () => {
        const request = {headers: {...CREATOR, ...headers}, body: VALID_BODIES['/token']};
        const response = await getBackend().send('/any/prefix/token?x=1', request);
        assert.equal(response.status, 200);
      });

    it('accept a slash at the end', async () => {
      const request = {headers: CREATOR, body: VALID_BODIES['/token']};
      const response = await getBackend().send('/any/prefix/token/', request);
      assert.equal(response.status, 200);
    });

    it('return the Origin and the Host of a rejected page', async () => {
      const headers = {...CREATOR, host, origin: 'https://evil.example'};
      const response = await getBackend().send('/token', {headers, body: VALID_BODIES['/token']});
      assert.match(response.json.error ?? '', /"https:\/\/evil\.example", ?"rooms\.example\.com"/);
    });
  });
}
