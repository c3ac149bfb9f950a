import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {COOKIE, PAGE_ORIGIN, createBackend, useSimulator} from '../../support.js';
import {
  acceptGet,
  changeRequestHeaders,
  changeRequestJson,
  changeResponse,
  changeResponseHeaders,
  deleteOrigin,
  errorResponse,
  mutateRoute,
  type Flaw,
  type Mutation,
} from '../mutate-backend.js';
import {expectFailedChecks, expectPass, runCheck, testFlaws} from '../run-check.js';

const simulator = useSimulator();
const CREATE_URL = ['--create-url', '{origin}/api/kaltura/rooms'];
const CREATE = [...CREATE_URL, '--create'];

const validBackend = () => createBackend(simulator()).fetch;
const atRooms = (mutate: Mutation) => mutateRoute('/api/kaltura/rooms', mutate);

const FLAWS: readonly Flaw[] = [
  {
    flaw: 'ignores differences of the body',
    failed: ['create-key-reused'],
    mutate: changeRequestJson(({name, ...room}) => ({
      ...room,
      ...(name !== undefined && {name: 'Same'}),
    })),
  },
  {
    flaw: 'creates a room at each attempt',
    failed: ['create-again', 'create-key-reused'],
    mutate: changeRequestHeaders(headers => headers.delete('idempotency-key')),
  },
  {flaw: 'returns no ID', failed: ['create-room'], mutate: replaceRoom({name: 'A room'})},
  {flaw: 'returns an invalid ID', failed: ['create-room'], mutate: replaceRoom({id: 'room 1'})},
  {
    flaw: 'creates rooms without a signed-in user',
    failed: ['create-signed-out'],
    mutate: changeRequestHeaders(headers => headers.set('cookie', COOKIE)),
  },
  {
    flaw: 'creates rooms for pages of other sites',
    failed: ['create-cross-site'],
    mutate: changeRequestHeaders(headers => {
      if (headers.get('sec-fetch-site') !== 'same-origin') deleteOrigin(headers);
    }),
  },
  {
    flaw: 'creates a room without a name',
    failed: ['create-name'],
    mutate: changeRequestJson(room => ({name: 'Nameless', ...room})),
  },
  {
    flaw: 'rejects a room without a name with another code',
    failed: ['create-name-code'],
    mutate: changeResponse(response =>
      response.status === 400 ? errorResponse(400, 'internalError') : response,
    ),
  },
  {
    flaw: 'creates a room for GET',
    failed: ['create-method'],
    mutate: acceptGet({name: 'By GET'}),
  },
  {
    flaw: 'returns an unknown outcome',
    failed: ['create-outcome'],
    mutate: changeFailure({outcome: 'perhaps'}),
  },
  {
    flaw: 'returns null as the outcome',
    failed: ['create-outcome'],
    mutate: changeFailure({outcome: null}),
  },
  {
    flaw: 'returns an outcome together with a room',
    failed: ['create-outcome'],
    mutate: changeResponse(async response =>
      response.status === 201
        ? Response.json({...(await readJson(response)), outcome: 'unknown'}, response)
        : response,
    ),
  },
  {
    flaw: 'lets caches store the response',
    failed: ['create-no-store'],
    mutate: changeResponseHeaders(
      headers => headers.delete('cache-control'),
      status => status === 201,
    ),
  },
];

describe('checks of the create endpoint', () => {
  testFlaws(FLAWS, mutate => atRooms(mutate)(validBackend()), CREATE);

  it('pass, and create exactly one room', async () => {
    const before = simulator().counts['create-room'];
    const {code, failed, skipped} = await runCheck(validBackend(), CREATE);
    assert.deepEqual({code, failed, skipped}, {code: 0, failed: [], skipped: ['cors-page']});
    assert.equal(simulator().counts['create-room'] - before, 1);
  });

  it('pass for a listed page of another origin', () =>
    expectPass(validBackend(), [...CREATE, '--page-origin', PAGE_ORIGIN]));

  it('pass if the backend returns no outcome', () => {
    const mutate = atRooms(changeFailure({outcome: undefined}));
    return expectPass(mutate(validBackend()), CREATE);
  });

  for (const {response, appliesTo} of [
    {response: 'any response', appliesTo: () => true},
    {response: 'an error', appliesTo: (status: number) => status !== 204},
  ])
    it(`fail if an allowed page cannot read ${response}: cors-page`, () => {
      const mutate = changeResponseHeaders(
        headers => headers.delete('access-control-allow-origin'),
        appliesTo,
      );
      const args = [...CREATE_URL, '--page-origin', PAGE_ORIGIN];
      return expectFailedChecks(atRooms(mutate)(validBackend()), ['cors-page'], args);
    });

  it('skip create-cross-site without --create, because the body is rejected anyway', async () => {
    const mutate = atRooms(changeRequestHeaders(deleteOrigin));
    const {failed, skipped} = await runCheck(mutate(validBackend()), CREATE_URL);
    assert.deepEqual(failed, []);
    assert.ok(skipped.includes('create-cross-site'));
  });

  it('skip other rejections if the user may not create rooms, and suggest another user', async () => {
    const mutate: Mutation = backend => request =>
      request.method === 'POST' ? errorResponse(403, 'access-denied') : backend(request);
    const {failed, skipped, text} = await runCheck(atRooms(mutate)(validBackend()), CREATE);
    assert.deepEqual(failed, ['create-room']);
    assert.match(text, /a user who may create rooms/);
    for (const id of ['create-name', 'create-signed-out', 'create-cross-site'])
      assert.ok(skipped.includes(id), id);
  });

  it('skip create-cross-site if every user may open rooms, but not create rooms', async () => {
    const authorize = () => ({userId: 'jane@example.com'});
    const backend = createBackend(simulator(), {authorize}).fetch;
    const {failed, skipped} = await runCheck(backend, CREATE);
    assert.deepEqual(failed, ['signed-out', 'create-room']);
    assert.ok(skipped.includes('create-cross-site'));
  });
});

function replaceRoom(data: object): Mutation {
  return changeResponse(response =>
    response.status === 201 ? Response.json({success: true, data}, response) : response,
  );
}

/** Adds fields to the error for a reused key. */
function changeFailure(fields: object): Mutation {
  return changeResponse(async response =>
    response.status === 422
      ? Response.json({...(await readJson(response)), ...fields}, response)
      : response,
  );
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}
