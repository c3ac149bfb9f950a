import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CreationOutcome, RoomErrorCode} from '../../src/contract/room-error.js';
import type {Fault, Simulator} from '../../src/simulator/index.js';
import {granting} from './launches.js';
import {assertFailure} from './failure.js';
import type {Backend} from './start-backend.js';

const SECRET = '0123456789abcdef0123456789abcdef';
const answers = (body: unknown): Fault => ({kind: 'json', body});
const fails = (errorCode: string, error: string) => answers({success: false, errorCode, error});

interface Failure {
  readonly label: string;
  readonly fault: Fault;
  readonly status: number;
  readonly code: RoomErrorCode;
  readonly outcome: CreationOutcome;
  /** What the answer says. */
  readonly told?: RegExp;
}

/** KAF's answer leaves open whether it created a room. */
const malformed = (label: string, fault: Fault): Failure => ({
  label,
  fault,
  status: 502,
  code: 'kaltura-invalid',
  outcome: 'unknown',
});

const failures: readonly Failure[] = [
  {
    label: 'takes too long',
    fault: {kind: 'never'},
    status: 504,
    code: 'kaltura-timeout',
    outcome: 'unknown',
  },
  {
    label: 'drops the connection',
    fault: {kind: 'drop'},
    status: 502,
    code: 'kaltura-unreachable',
    outcome: 'unknown',
  },
  {
    label: 'sends half an answer',
    fault: {kind: 'half-body'},
    status: 502,
    code: 'kaltura-unreachable',
    outcome: 'unknown',
  },
  malformed('answers HTML', {kind: 'html'}),
  malformed('answers nothing', {kind: 'no-content'}),
  malformed('is a broken gateway', {kind: 'status', status: 502}),
  malformed('answers a list', answers([])),
  malformed('answers text', answers('text')),
  malformed('says success without an ID', answers({success: true, data: {}})),
  malformed('says success with no room ID', answers({success: true, data: {id: '../x'}})),
  malformed('says success as text', answers({success: 'true', data: {id: '1_abcd1234'}})),
  malformed('says nothing', answers({success: false})),
  {
    label: 'calls the request invalid',
    fault: fails('invalidRequest', 'Bad template'),
    status: 400,
    code: 'invalidRequest',
    outcome: 'not-created',
    told: /Bad template/,
  },
  {
    label: 'is not set up',
    fault: fails('invalidConfiguration', 'No rooms here'),
    status: 502,
    code: 'invalidConfiguration',
    outcome: 'not-created',
    told: /No rooms here/,
  },
  {
    label: 'fails',
    fault: fails('internalError', 'at db.internal'),
    status: 500,
    code: 'internalError',
    outcome: 'not-created',
    told: /^(?!.*db\.internal)/,
  },
  {
    label: 'answers a code of its own',
    fault: fails('sign-in-required', 'No'),
    status: 500,
    code: 'internalError',
    outcome: 'not-created',
  },
  {
    label: 'refuses the session',
    fault: fails('invalidRequest', 'The KS has expired'),
    status: 502,
    code: 'kaltura-refused',
    outcome: 'not-created',
  },
  {
    label: 'gives its reason as message, without success',
    fault: answers({errorCode: 'invalidRequest', message: 'Too many'}),
    status: 400,
    code: 'invalidRequest',
    outcome: 'unknown',
    told: /Too many/,
  },
  {
    label: 'is behind a proxy that gave up waiting',
    fault: answers({message: 'Endpoint request timed out'}),
    status: 500,
    code: 'internalError',
    outcome: 'unknown',
  },
  {
    label: 'quotes secrets',
    fault: fails('invalidRequest', `Session "djJ8MTIzNDV8abc-_==" of ${SECRET}`),
    status: 400,
    code: 'invalidRequest',
    outcome: 'not-created',
    told: /\[KS\].*\[secret\]/,
  },
];

/** A room that is created, and every way in which it is not. */
export function creating(kaltura: () => Simulator, backend: () => Backend): void {
  const STAFF = granting({userId: 'owner@example.com', createRooms: true});
  const create = (body: object) => backend().send('/rooms', {headers: STAFF, body});

  test('creates a room, which belongs to who asked', async () => {
    const room = {
      ...{name: ' Zoë’s 😀 room ', description: 'Two\nlines', tags: 'a,b'},
      ...{roomModeratorUserIds: ['jane'], chatModeratorUserIds: []},
    };
    const {status, json, headers} = await create(room);
    assert.equal(status, 201);
    assert.equal(headers['cache-control'], 'no-store');
    const created = kaltura().rooms.find(({id}) => id === json.data?.['id']);
    const {name, description, tags, ownerId, roomModeratorUserIds} = created ?? {};
    assert.deepEqual(
      {name, description, tags, ownerId, roomModeratorUserIds},
      {
        ...{name: 'Zoë’s 😀 room', description: 'Two\nlines', tags: 'a,b'},
        ...{ownerId: 'owner@example.com', roomModeratorUserIds: ['jane']},
      },
    );
    assert.deepEqual(Object.keys(json.data ?? {}), ['id']);
  });

  test('takes a name as long as Kaltura does', async () => {
    assert.equal((await create({name: 'x'.repeat(256)})).status, 201);
  });

  for (const {label, fault, status, code, outcome, told = /./} of failures)
    test(`answers ${status} ${code}, ${outcome}, where KAF ${label}, and asks once`, async test => {
      test.after(() => kaltura().faults.clear());
      kaltura().counts.reset();
      kaltura().faults.set('create-room', fault);
      const answer = await create({name: 'Room'});
      assertFailure(answer, [status, code], kaltura().adminSecret, outcome);
      assert.match(answer.json.error ?? '', told);
      // What goes wrong between the two is told to the log.
      if (code.startsWith('kaltura-')) assert.doesNotMatch(answer.text, /create-room|127\.0\.0\.1/);
      assert.equal(kaltura().counts['create-room'], 1);
    });

  test('follows no redirect with an admin session in hand', async test => {
    test.after(() => kaltura().faults.clear());
    kaltura().counts.reset();
    kaltura().faults.set('create-room', {kind: 'redirect', to: `${kaltura().url}/version`});
    const answer = await create({name: 'Room'});
    assertFailure(answer, [502, 'kaltura-invalid'], kaltura().adminSecret, 'unknown');
    assert.equal(kaltura().counts.version, 0);
  });
}
