import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import {before, test} from 'node:test';
import {Validator} from '@seriousme/openapi-schema-validator';
import {Ajv2020, type ValidateFunction} from 'ajv/dist/2020.js';
import {ROOM_ERROR_CODES} from '../../src/contract/error-catalog.js';
import {RoomError, type RoomErrorCode} from '../../src/contract/room-error.js';
import {kalturaRooms, type KalturaRoomsOptions} from '../../src/server/index.js';
import {runCli} from './set-up.js';

interface Media {
  readonly schema: {readonly $ref: string};
  readonly examples: Readonly<Record<string, {readonly value: unknown}>>;
}
interface Operation {
  readonly requestBody: {readonly content: Readonly<Record<string, Media>>};
  readonly responses: Readonly<
    Record<string, {headers: Record<string, {$ref: string}>; content: Record<string, Media>}>
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

const operation = (path: string): Operation => {
  const found = document.paths[path]?.post;
  assert.ok(found, path);
  return found;
};
const schemaOf = ({schema: {$ref}}: Media): ValidateFunction => {
  const found = ajv.getSchema(`contract${$ref}`);
  assert.ok(found, $ref);
  return found;
};
const isValid = (media: Media, value: unknown) => schemaOf(media)(value);

test('the contract is a valid OpenAPI 3.1 document', async () => {
  const {valid, errors} = await new Validator().validate(
    structuredClone(document) as object as Record<string, unknown>,
  );
  assert.ok(valid, JSON.stringify(errors));
  assert.match(document.openapi, /^3\.1\./);
});

test('lists every error code', () => {
  assert.deepEqual(document.components.schemas['ErrorCode']?.enum, [...ROOM_ERROR_CODES]);
});

test('creating takes an Idempotency-Key, and says when to come again', () => {
  const {parameters, responses} = operation('/rooms');
  assert.deepEqual(parameters, [{$ref: '#/components/parameters/IdempotencyKey'}]);
  assert.ok(responses['409']?.headers['Retry-After']);
  assert.ok(responses['422']);
});

test('each example is what its schema says', () => {
  let count = 0;
  for (const path of ['/token', '/rooms']) {
    const {requestBody, responses} = operation(path);
    for (const {content} of [requestBody, ...Object.values(responses)])
      for (const media of Object.values(content))
        for (const [name, {value}] of Object.entries(media.examples)) {
          assert.ok(isValid(media, value), `${path} ${name}`);
          count++;
        }
  }
  assert.ok(count > 25, `${count} examples`);
});

const privateKey = generateKeyPairSync('rsa', {modulusLength: 2048}).privateKey;
const LTI13 = {
  issuer: 'https://www.example.com',
  clientId: 'kaltura',
  deploymentId: '1',
  privateKeys: [privateKey.export({format: 'jwk'})],
};
const throwing = (error: Error) => ({
  authorize: () => {
    throw error;
  },
});
const answering = (body: unknown, status = 200) => ({
  fetch: async () => Response.json(body, {status}),
});
const JSON_TYPE = {'content-type': 'application/json'};
const roomId = '1_abcd1234';

/** What the server is made of, what it is asked, and the HTTP status that it answers. */
const ASKED: readonly (readonly [
  path: '/token' | '/rooms',
  status: number,
  options: Partial<KalturaRoomsOptions>,
  init: RequestInit,
])[] = [
  ['/token', 200, {}, posting({roomId})],
  ['/token', 200, {auth: 'lti-1.1'}, posting({roomId, roomModerator: true})],
  ['/token', 200, {auth: 'lti-1.3', lti13: LTI13}, posting({roomId})],
  ['/token', 400, {}, posting({roomId: 'x'})],
  ['/token', 401, {authorize: () => null}, posting({roomId})],
  ['/token', 403, throwing(new RoomError('access-denied', 'not a member')), posting({roomId})],
  [
    '/token',
    403,
    {},
    {...posting({roomId}), headers: {...JSON_TYPE, origin: 'https://evil.example'}},
  ],
  ['/token', 404, throwing(new RoomError('room-not-found', 'no such room')), posting({roomId})],
  ['/token', 405, {}, {method: 'GET'}],
  ['/token', 413, {}, posting({roomId: 'x'.repeat(100_000)})],
  ['/token', 415, {}, {...posting({roomId}), headers: {'content-type': 'text/plain'}}],
  [
    '/token',
    429,
    throwing(new RoomError('rate-limited', 'slowly', {retryAfter: 3})),
    posting({roomId}),
  ],
  ['/token', 500, throwing(new Error('the database')), posting({roomId})],
  ['/rooms', 201, answering({success: true, data: {id: roomId}}), posting({name: 'Room'})],
  ['/rooms', 400, {}, posting({})],
  ['/rooms', 403, {authorize: () => ({userId: 'jane'})}, posting({name: 'Room'})],
  [
    '/rooms',
    502,
    answering({success: false, errorCode: 'invalidConfiguration', error: 'no'}),
    posting({name: 'Room'}),
  ],
  ['/rooms', 502, answering({hello: 'there'}), posting({name: 'Room'})],
  ['/rooms', 415, {}, {...posting({name: 'Room'}), headers: {'content-type': 'text/plain'}}],
];
for (const [path, status, options, init] of ASKED)
  test(`${init.method} ${path} answers ${status} as the contract says: ${JSON.stringify(init.body ?? '').slice(0, 60)}`, async () => {
    const rooms = kalturaRooms({
      partnerId: 12345,
      kafUrl: 'https://12345.kaf.kaltura.com',
      credentials: {adminSecret: '0123456789abcdef0123456789abcdef'},
      authorize: () => ({userId: 'jane@example.com', createRooms: true}),
      logger: {info: () => {}, error: () => {}},
      ...('lti13' in options ? {credentials: undefined} : {}),
      ...options,
    });
    const answer = await rooms.request(path, init);
    assert.equal(answer.status, status);
    const {content, headers} = operation(path).responses[status] ?? {};
    const media = content?.['application/json'];
    assert.ok(media && headers, `${status} is in the contract`);
    const body: unknown = await answer.json();
    assert.ok(isValid(media, body), JSON.stringify(schemaOf(media).errors));
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    for (const name of ['retry-after', 'allow'])
      if (answer.headers.has(name))
        assert.ok(
          Object.keys(headers).some(known => known.toLowerCase() === name),
          name,
        );
    if (init.method === 'POST' && typeof init.body === 'string' && status < 300)
      assert.ok(
        isValid(
          operation(path).requestBody.content['application/json'] as Media,
          JSON.parse(init.body),
        ),
      );
  });

for (const [name, path, body] of [
  ['a launch of no kind', '/token', {success: true, data: {auth: 'magic'}}],
  ['a launch without a KS', '/token', {success: true, data: {auth: 'ks'}}],
  ['a bare launch', '/token', {auth: 'lti-1.3', url: 'https://12345.kaf.kaltura.com'}],
  ['a room without an ID', '/rooms', {success: true, data: {}}],
] as const)
  test(`the contract has no place for ${name}`, () => {
    const {responses} = operation(path);
    const media = (responses['200'] ?? responses['201'])?.content['application/json'];
    assert.ok(media && !isValid(media, body));
  });

test('the contract has no place for unknown fields in what is asked, nor for codes of one’s own', () => {
  const {requestBody, responses} = operation('/token');
  const asked = requestBody.content['application/json'];
  assert.ok(asked && !isValid(asked, {roomId, userId: 'admin'}));
  const refused = responses['400']?.content['application/json'];
  assert.ok(refused && !isValid(refused, {success: false, errorCode: 'NOPE', error: 'no'}));
});

test('the outcome of a failed creation is one of two words, and may be left out', () => {
  const media = operation('/rooms').responses['500']?.content['application/json'];
  assert.ok(media);
  const failure = {success: false, errorCode: 'internalError', error: 'no'};
  for (const outcome of ['not-created', 'unknown', undefined])
    assert.ok(isValid(media, {...failure, ...(outcome !== undefined && {outcome})}), outcome);
  for (const outcome of ['created', '', null, true])
    assert.ok(!isValid(media, {...failure, outcome}), String(outcome));
});

test('each example of a failed creation states the outcome that its code has by default', () => {
  for (const [status, {content}] of Object.entries(operation('/rooms').responses)) {
    if (Number(status) < 400 || status === '405') continue;
    const [example] = Object.values(content['application/json']?.examples ?? {});
    const {errorCode, outcome} = example?.value as {errorCode: RoomErrorCode; outcome: string};
    const {mayHaveCreatedRoom} = new RoomError(errorCode, '');
    assert.equal(outcome, mayHaveCreatedRoom ? 'unknown' : 'not-created', status);
  }
});

function posting(body: object): RequestInit & {body: string} {
  return {method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body)};
}
