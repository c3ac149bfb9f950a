import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import {before, describe, it} from 'node:test';
import {Validator} from '@seriousme/openapi-schema-validator';
import {Ajv2020, type ValidateFunction} from 'ajv/dist/2020.js';
import {ROOM_ERROR_CODES} from '../../src/contract/error-catalog.js';
import {RoomError, type RoomErrorCode} from '../../src/contract/room-error.js';
import {kalturaRooms, memoryStore, type KalturaRoomsOptions} from '../../src/server/index.js';
import {runCli} from './support.js';

interface MediaType {
  readonly schema: {readonly $ref: string};
  readonly examples: Readonly<Record<string, {readonly value: unknown}>>;
}
interface Operation {
  readonly requestBody: {readonly content: Readonly<Record<string, MediaType>>};
  readonly responses: Readonly<
    Record<string, {headers: Record<string, {$ref: string}>; content: Record<string, MediaType>}>
  >;
  readonly parameters?: readonly {readonly $ref: string}[];
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, {readonly post: Operation}>>;
  readonly components: {readonly schemas: Readonly<Record<string, {readonly enum?: unknown}>>};
}

let document: Document;
const ajv = new Ajv2020({strict: false, validateFormats: false});

before(async () => {
  document = JSON.parse((await runCli(['openapi'])).out) as Document;
  ajv.addSchema({...document, $id: 'contract'});
});

function getOperation(path: string): Operation {
  const operation = document.paths[path]?.post;
  assert.ok(operation, path);
  return operation;
}

function getValidator({schema: {$ref}}: MediaType): ValidateFunction {
  const validator = ajv.getSchema(`contract${$ref}`);
  assert.ok(validator, $ref);
  return validator;
}

function isValid(media: MediaType, value: unknown): boolean {
  return getValidator(media)(value) === true;
}

function post(body: object, headers = {}): RequestInit & {body: string} {
  return {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    body: JSON.stringify(body),
  };
}

const roomId = '1_abcd1234';

describe('the OpenAPI document', () => {
  it('is valid by OpenAPI 3.1', async () => {
    const {valid, errors} = await new Validator().validate(
      structuredClone(document) as object as Record<string, unknown>,
    );
    assert.ok(valid, JSON.stringify(errors));
    assert.match(document.openapi, /^3\.1\./);
  });

  it('lists every error code', () => {
    assert.deepEqual(document.components.schemas['ErrorCode']?.enum, [...ROOM_ERROR_CODES]);
  });

  it('describes Idempotency-Key and Retry-After for new rooms', () => {
    const {parameters, responses} = getOperation('/rooms');
    assert.deepEqual(parameters, [{$ref: '#/components/parameters/IdempotencyKey'}]);
    assert.ok(responses['409']?.headers['Retry-After']);
    assert.ok(responses['422']);
  });

  it('has examples that match their schemas', () => {
    let count = 0;
    for (const path of ['/token', '/rooms']) {
      const {requestBody, responses} = getOperation(path);
      for (const {content} of [requestBody, ...Object.values(responses)])
        for (const media of Object.values(content))
          for (const [name, {value}] of Object.entries(media.examples)) {
            assert.ok(isValid(media, value), `${path} ${name}`);
            count++;
          }
    }
    assert.ok(count > 25, `${count} examples`);
  });

  const invalidResponses = [
    {subject: 'a launch of unknown kind', path: '/token', data: {auth: 'magic'}},
    {subject: 'a launch without a KS', path: '/token', data: {auth: 'ks'}},
    {subject: 'a room without an ID', path: '/rooms', data: {}},
  ];
  for (const {subject, path, data} of invalidResponses)
    it(`excludes ${subject}`, () => {
      const {responses} = getOperation(path);
      const media = (responses['200'] ?? responses['201'])?.content['application/json'];
      assert.ok(media && !isValid(media, {success: true, data}));
    });

  it('excludes a launch without the envelope', () => {
    const media = getOperation('/token').responses['200']?.content['application/json'];
    assert.ok(media);
    assert.ok(!isValid(media, {auth: 'lti-1.3', url: 'https://12345.kaf.kaltura.com'}));
  });

  it('excludes unknown fields of a request', () => {
    const media = getOperation('/token').requestBody.content['application/json'];
    assert.ok(media && !isValid(media, {roomId, userId: 'admin'}));
  });

  it('excludes unknown error codes', () => {
    const media = getOperation('/token').responses['400']?.content['application/json'];
    assert.ok(media && !isValid(media, {success: false, errorCode: 'NOPE', error: 'no'}));
  });

  it('allows two outcomes of a failed creation, or none', () => {
    const media = getOperation('/rooms').responses['500']?.content['application/json'];
    assert.ok(media);
    const failure = {success: false, errorCode: 'internalError', error: 'no'};
    for (const outcome of ['not-created', 'unknown', undefined])
      assert.ok(isValid(media, {...failure, ...(outcome !== undefined && {outcome})}), outcome);
    for (const outcome of ['created', '', null, true])
      assert.ok(!isValid(media, {...failure, outcome}), String(outcome));
  });

  it('has the default outcome of the code in each example of a failed creation', () => {
    for (const [status, {content}] of Object.entries(getOperation('/rooms').responses)) {
      if (Number(status) < 400 || status === '405') continue;
      const [example] = Object.values(content['application/json']?.examples ?? {});
      const {errorCode, outcome} = example?.value as {errorCode: RoomErrorCode; outcome: string};
      const {mayHaveCreatedRoom} = new RoomError(errorCode, '');
      assert.equal(outcome, mayHaveCreatedRoom ? 'unknown' : 'not-created', status);
    }
  });
});

describe('kaltura-room/server, compared with the OpenAPI document', () => {
  const privateKey = generateKeyPairSync('rsa', {modulusLength: 2048}).privateKey;
  const lti13 = {
    issuer: 'https://www.example.com',
    clientId: 'kaltura',
    deploymentId: '1',
    privateKeys: [privateKey.export({format: 'jwk'})],
  };
  const fullStore = memoryStore({maxEntries: 1});
  before(() => fullStore.setIfAbsent('another', '', 60));
  const throwError = (error: Error) => ({
    authorize: () => {
      throw error;
    },
  });
  /** Options with a KAF that returns this body. */
  const kafResponse = (body: unknown) => ({fetch: async () => Response.json(body)});

  interface Row {
    readonly request: string;
    readonly path: '/token' | '/rooms';
    readonly init: RequestInit;
    readonly options?: Partial<KalturaRoomsOptions>;
    readonly status: number;
  }
  const rows: readonly Row[] = [
    {request: 'a launch by KS', path: '/token', init: post({roomId}), status: 200},
    {
      request: 'a launch by LTI 1.1',
      path: '/token',
      init: post({roomId, roomModerator: true}),
      options: {auth: 'lti-1.1'},
      status: 200,
    },
    {
      request: 'a launch by LTI 1.3',
      path: '/token',
      init: post({roomId}),
      options: {auth: 'lti-1.3', lti13},
      status: 200,
    },
    {request: 'an invalid room ID', path: '/token', init: post({roomId: 'x'}), status: 400},
    {
      request: 'a request without a signed-in user',
      path: '/token',
      init: post({roomId}),
      options: {authorize: () => null},
      status: 401,
    },
    {
      request: 'a room that the user may not open',
      path: '/token',
      init: post({roomId}),
      options: throwError(new RoomError('access-denied', 'not a member')),
      status: 403,
    },
    {
      request: 'a request from a page of another site',
      path: '/token',
      init: post({roomId}, {origin: 'https://evil.example'}),
      status: 403,
    },
    {
      request: 'an unknown room',
      path: '/token',
      init: post({roomId}),
      options: throwError(new RoomError('room-not-found', 'no such room')),
      status: 404,
    },
    {request: 'GET', path: '/token', init: {method: 'GET'}, status: 405},
    {
      request: 'a large body',
      path: '/token',
      init: post({roomId: 'x'.repeat(100_000)}),
      status: 413,
    },
    {
      request: 'a body of type text/plain',
      path: '/token',
      init: post({roomId}, {'content-type': 'text/plain'}),
      status: 415,
    },
    {
      request: 'too many requests',
      path: '/token',
      init: post({roomId}),
      options: throwError(new RoomError('rate-limited', 'slowly', {retryAfter: 3})),
      status: 429,
    },
    {
      request: 'a request for which authorize fails',
      path: '/token',
      init: post({roomId}),
      options: throwError(new Error('the database')),
      status: 500,
    },
    {
      request: 'a login by LTI 1.3 while the store is full',
      path: '/token',
      init: post({roomId}),
      options: {auth: 'lti-1.3', lti13, store: fullStore},
      status: 503,
    },
    {
      request: 'a new room while the store is full',
      path: '/rooms',
      init: post({name: 'Room'}, {'idempotency-key': 'a'.repeat(32)}),
      options: {store: fullStore},
      status: 503,
    },
    {
      request: 'a new room',
      path: '/rooms',
      init: post({name: 'Room'}),
      options: kafResponse({success: true, data: {id: roomId}}),
      status: 201,
    },
    {request: 'a room without a name', path: '/rooms', init: post({}), status: 400},
    {
      request: 'a room of a user who may not create rooms',
      path: '/rooms',
      init: post({name: 'Room'}),
      options: {authorize: () => ({userId: 'jane'})},
      status: 403,
    },
    {
      request: 'a room that KAF rejects',
      path: '/rooms',
      init: post({name: 'Room'}),
      options: kafResponse({success: false, errorCode: 'invalidConfiguration', error: 'no'}),
      status: 502,
    },
    {
      request: 'a room for which KAF returns an invalid response',
      path: '/rooms',
      init: post({name: 'Room'}),
      options: kafResponse({hello: 'there'}),
      status: 502,
    },
    {
      request: 'a room in a body of type text/plain',
      path: '/rooms',
      init: post({name: 'Room'}, {'content-type': 'text/plain'}),
      status: 415,
    },
  ];
  for (const {request, path, init, options = {}, status} of rows)
    it(`responds to ${request} with ${status}, as the document describes`, async () => {
      const rooms = kalturaRooms({
        partnerId: 12345,
        kafUrl: 'https://12345.kaf.kaltura.com',
        credentials: {adminSecret: '0123456789abcdef0123456789abcdef'},
        authorize: () => ({userId: 'jane@example.com', createRooms: true}),
        logger: {info: () => {}, error: () => {}},
        ...('lti13' in options ? {credentials: undefined} : {}),
        ...options,
      });
      const response = await rooms.fetch(new Request(`http://localhost${path}`, init));
      assert.equal(response.status, status);
      const {requestBody, responses} = getOperation(path);
      const {content, headers = {}} = responses[status] ?? {};
      const media = content?.['application/json'];
      assert.ok(media, `the document describes ${status}`);
      const body: unknown = await response.json();
      assert.ok(isValid(media, body), JSON.stringify(getValidator(media).errors));
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const described = Object.keys(headers).map(name => name.toLowerCase());
      for (const name of ['retry-after', 'allow'])
        if (response.headers.has(name)) assert.ok(described.includes(name), name);
      const requestMedia = requestBody.content['application/json'];
      if (typeof init.body === 'string' && status < 300)
        assert.ok(requestMedia && isValid(requestMedia, JSON.parse(init.body)));
    });
});
