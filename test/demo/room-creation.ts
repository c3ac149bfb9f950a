import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {CreationOutcome, RoomErrorCode} from '../../src/contract/room-error.js';
import type {Fault, Simulator} from '../../src/simulator/index.js';
import {DEVELOPMENT_ADMIN_SECRET} from '../../src/simulator/simulator-options.js';
import {assertErrorResponse} from './assert-error-response.js';
import {buildGrantHeader} from './launches.js';
import type {Backend} from './start-backend.js';

const jsonFault = (body: unknown): Fault => ({kind: 'json', body});
const errorFault = (errorCode: string, error: string): Fault =>
  jsonFault({success: false, errorCode, error});

interface FailureRow {
  /** The behavior of KAF, as the end of a test name. */
  readonly kaf: string;
  readonly fault: Fault;
  readonly status: number;
  readonly code: RoomErrorCode;
  readonly outcome: CreationOutcome;
  /** Matches the message of the response. */
  readonly message?: RegExp;
}

/** KAF's response does not show whether it created a room. */
const invalidResponse = (kaf: string, fault: Fault): FailureRow => ({
  kaf,
  fault,
  status: 502,
  code: 'kaltura-invalid',
  outcome: 'unknown',
});

const failureRows: readonly FailureRow[] = [
  {
    kaf: 'does not respond in time',
    fault: {kind: 'never'},
    status: 504,
    code: 'kaltura-timeout',
    outcome: 'unknown',
  },
  {
    kaf: 'drops the connection',
    fault: {kind: 'drop'},
    status: 502,
    code: 'kaltura-unreachable',
    outcome: 'unknown',
  },
  {
    kaf: 'returns half a response',
    fault: {kind: 'half-body'},
    status: 502,
    code: 'kaltura-unreachable',
    outcome: 'unknown',
  },
  invalidResponse('returns HTML', {kind: 'html'}),
  invalidResponse('returns no content', {kind: 'no-content'}),
  invalidResponse('returns 502', {kind: 'status', status: 502}),
  invalidResponse('returns a list', jsonFault([])),
  invalidResponse('returns a string', jsonFault('text')),
  invalidResponse('returns success without an ID', jsonFault({success: true, data: {}})),
  invalidResponse(
    'returns success with an invalid room ID',
    jsonFault({success: true, data: {id: '../x'}}),
  ),
  invalidResponse(
    'returns success as a string',
    jsonFault({success: 'true', data: {id: '1_abcd1234'}}),
  ),
  invalidResponse('returns an error without a reason', jsonFault({success: false})),
  {
    kaf: 'returns invalidRequest',
    fault: errorFault('invalidRequest', 'Bad template'),
    status: 400,
    code: 'invalidRequest',
    outcome: 'not-created',
    message: /Bad template/,
  },
  {
    kaf: 'returns invalidConfiguration',
    fault: errorFault('invalidConfiguration', 'No rooms here'),
    status: 502,
    code: 'invalidConfiguration',
    outcome: 'not-created',
    message: /No rooms here/,
  },
  {
    kaf: 'returns internalError',
    fault: errorFault('internalError', 'at db.internal \u001b[2J\u202e\u2028'),
    status: 500,
    code: 'internalError',
    outcome: 'not-created',
    message: /^(?!.*db\.internal)/,
  },
  {
    kaf: 'returns an unknown code',
    fault: errorFault('sign-in-required', 'No'),
    status: 500,
    code: 'internalError',
    outcome: 'not-created',
  },
  {
    kaf: 'rejects the KS',
    fault: errorFault('invalidRequest', 'The KS has expired'),
    status: 502,
    code: 'kaltura-refused',
    outcome: 'not-created',
  },
  {
    kaf: 'returns a code and a message, but no success',
    fault: jsonFault({errorCode: 'invalidRequest', message: 'Too many'}),
    status: 400,
    code: 'invalidRequest',
    outcome: 'unknown',
    message: /Too many/,
  },
  {
    kaf: 'is behind a proxy that times out',
    fault: jsonFault({message: 'Endpoint request timed out'}),
    status: 500,
    code: 'internalError',
    outcome: 'unknown',
  },
  {
    kaf: 'quotes secrets',
    fault: errorFault(
      'invalidRequest',
      `Session "djJ8MTIzNDV8abc-_==" of ${DEVELOPMENT_ADMIN_SECRET}`,
    ),
    status: 400,
    code: 'invalidRequest',
    outcome: 'not-created',
    message: /\[KS\].*\[secret\]/,
  },
];

/** Tests the creation of rooms, and the ways in which it fails. */
export function testRoomCreation(getSimulator: () => Simulator, getBackend: () => Backend): void {
  const headers = buildGrantHeader({userId: 'owner@example.com', createRooms: true});
  const create = (body: object) => getBackend().send('/rooms', {headers, body});

  describe('room creation', () => {
    it('creates a room that belongs to the user', async () => {
      const room = {
        name: ' Zoë’s 😀 room ',
        description: 'Two\nlines',
        tags: 'a,b',
        roomModeratorUserIds: ['jane'],
        chatModeratorUserIds: [],
      };
      const response = await create(room);
      assert.equal(response.status, 201, response.text);
      assert.equal(response.headers['cache-control'], 'no-store');
      assert.deepEqual(Object.keys(response.json.data ?? {}), ['id']);
      const created = getSimulator().rooms.find(({id}) => id === response.json.data?.['id']);
      assert.equal(created?.name, 'Zoë’s 😀 room');
      assert.equal(created?.description, 'Two\nlines');
      assert.equal(created?.tags, 'a,b');
      assert.equal(created?.ownerId, 'owner@example.com');
      assert.deepEqual(created?.roomModeratorUserIds, ['jane']);
    });

    it('accepts a name of 256 characters', async () => {
      assert.equal((await create({name: 'x'.repeat(256)})).status, 201);
    });

    for (const {kaf, fault, status, code, outcome, message = /./} of failureRows)
      it(`responds with ${status} ${code} (${outcome}) after one request if KAF ${kaf}`, async test => {
        test.after(() => getSimulator().faults.clear());
        getSimulator().counts.reset();
        getSimulator().faults.set('create-room', fault);
        const response = await create({name: 'Room'});
        assertErrorResponse(response, {status, code, outcome}, getSimulator().adminSecret);
        assert.match(response.json.error ?? '', message);
        // Details of the server and of Kaltura are for the log only.
        if (code.startsWith('kaltura-'))
          assert.doesNotMatch(response.text, /create-room|127\.0\.0\.1/);
        assert.equal(getSimulator().counts['create-room'], 1);
      });

    it('does not send the admin KS along a redirect', async test => {
      test.after(() => getSimulator().faults.clear());
      getSimulator().counts.reset();
      const target = `${getSimulator().url}/version`;
      getSimulator().faults.set('create-room', {kind: 'redirect', to: target});
      assertErrorResponse(
        await create({name: 'Room'}),
        {status: 502, code: 'kaltura-invalid', outcome: 'unknown'},
        getSimulator().adminSecret,
      );
      assert.equal(getSimulator().counts.version, 0);
    });
  });
}
