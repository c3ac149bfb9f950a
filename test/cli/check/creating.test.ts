import assert from 'node:assert/strict';
import {test} from 'node:test';
import {COOKIE, PAGE_ORIGIN, createBackend, useSimulator} from '../support.js';
import {checked, finds} from './finds.js';
import {answering, answeringWith, asking, askingFor, askingWith, type Spoil} from './spoil.js';

const simulator = useSimulator();
const url = ['--create-url', '{origin}/api/kaltura/rooms'];
const really = [...url, '--create'];
const isRooms = (request: Request) => request.url.endsWith('/rooms');

const own = () => createBackend(simulator()).fetch;

test('finds nothing wrong where a key makes one room, and makes no more than that', async () => {
  const before = simulator().counts['create-room'];
  const {code, failed, skipped} = await checked(own(), really);
  assert.deepEqual([code, failed, skipped], [0, [], ['cors-page']]);
  assert.equal(simulator().counts['create-room'] - before, 1);
});

test('finds nothing wrong with creating from a listed page of another origin', () =>
  finds(own(), [], [...really, '--page-origin', PAGE_ORIGIN]));

test('finds a page of another origin that may open rooms and not create them', async () => {
  const deaf = answeringWith(headers => headers.delete('access-control-allow-origin'));
  const isAnswer = (status: number) => status !== 204;
  const late = answeringWith(headers => headers.delete('access-control-allow-origin'), isAnswer);
  const args = [...url, '--page-origin', PAGE_ORIGIN];
  for (const spoil of [deaf, late]) await finds(only(spoil)(own()), ['cors-page'], args);
});

/** A backend that is wrong in one thing about creating, and what says so. */
const BROKEN: Readonly<Record<string, readonly [ids: readonly string[], spoil: Spoil]>> = {
  'gives the same room for another body': [
    ['create-key-reused'],
    only(askingFor(({name, ...room}) => ({...room, ...(name !== undefined && {name: 'Same'})}))),
  ],
  'makes a room at each attempt': [
    ['create-again', 'create-key-reused'],
    only(askingWith(headers => headers.delete('idempotency-key'))),
  ],
  'answers no ID': [['create-room'], created({name: 'A room'})],
  'answers an ID that is none': [['create-room'], created({id: 'room 1'})],
  'creates a room for nobody': [
    ['create-signed-out'],
    only(askingWith(headers => headers.set('cookie', COOKIE))),
  ],
  'creates a room for a page of another site': [
    ['create-cross-site'],
    only(
      askingWith(headers => {
        if (headers.get('sec-fetch-site') === 'same-origin') return;
        headers.delete('origin');
        headers.delete('sec-fetch-site');
      }),
    ),
  ],
  'creates a room without a name': [
    ['create-name'],
    only(askingFor(room => ({name: 'Nameless', ...room}))),
  ],
  'refuses a room without a name by another code': [
    ['create-name-code'],
    only(answering(answer => (answer.status === 400 ? refused(400, 'internalError') : answer))),
  ],
  'creates a room by GET': [
    ['create-method'],
    only(
      asking((_request, body) =>
        body
          ? {}
          : {
              method: 'POST',
              body: '{"name":"By GET"}',
              headers: new Headers({cookie: COOKIE, 'content-type': 'application/json'}),
            },
      ),
    ),
  ],
  'answers an outcome of its own': [['create-outcome'], onFailure({outcome: 'perhaps'})],
  'answers null as the outcome': [['create-outcome'], onFailure({outcome: null})],
  'answers an outcome with a room': [
    ['create-outcome'],
    only(
      answering(async answer => {
        if (answer.status !== 201) return answer;
        return Response.json({...(await readJson(answer)), outcome: 'unknown'}, answer);
      }),
    ),
  ],
  'lets the answer be kept': [
    ['create-no-store'],
    only(
      answeringWith(
        headers => headers.delete('cache-control'),
        status => status === 201,
      ),
    ),
  ],
};
for (const [name, [ids, spoil]] of Object.entries(BROKEN))
  test(`finds a backend that ${name}: ${ids.join(', ')}`, () => finds(spoil(own()), ids, really));

test('finds nothing wrong with a backend that states no outcome', () =>
  finds(onFailure({outcome: undefined})(own()), [], really));

test('a page of another site is told by its body where no room may be made', async () => {
  const careless = only(
    askingWith(headers => {
      headers.delete('origin');
      headers.delete('sec-fetch-site');
    }),
  );
  const {failed, skipped} = await checked(careless(own()), url);
  assert.deepEqual(failed, []);
  assert.ok(skipped.includes('create-cross-site'), 'it is left open, not passed');
});

test('a person who may not create rooms is a fault of the call, with the way on', async () => {
  const denied: Spoil = right => request =>
    request.method === 'POST' ? refused(403, 'access-denied') : right(request);
  const {failed, skipped, text} = await checked(only(denied)(own()), really);
  assert.deepEqual(failed, ['create-room']);
  assert.match(text, /a user who may create rooms/);
  for (const id of ['create-name', 'create-signed-out', 'create-cross-site'])
    assert.ok(skipped.includes(id), `${id} proves nothing`);
});

test('a person who may not create rooms is no proof that a page of another site is refused', async () => {
  const authorize = () => ({userId: 'jane@example.com'});
  const {failed, skipped} = await checked(createBackend(simulator(), {authorize}).fetch, really);
  assert.deepEqual(failed, ['signed-out', 'create-room']);
  assert.ok(skipped.includes('create-cross-site'));
});

function only(spoil: Spoil): Spoil {
  return right => {
    const spoilt = spoil(right);
    return request => (isRooms(request) ? spoilt(request) : right(request));
  };
}

function created(data: object): Spoil {
  return only(
    answering(answer =>
      answer.status === 201 ? Response.json({success: true, data}, answer) : answer,
    ),
  );
}

function onFailure(more: object): Spoil {
  return only(
    answering(async answer => {
      if (answer.status !== 422) return answer;
      return Response.json({...(await readJson(answer)), ...more}, answer);
    }),
  );
}

const readJson = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

function refused(status: number, errorCode = 'invalidRequest'): Response {
  const headers = {'cache-control': 'no-store'};
  return Response.json({success: false, errorCode, error: 'no'}, {status, headers});
}
