import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {RoomErrorCode} from '../../src/contract/room-error.js';
import type {Fault, Simulator} from '../../src/simulator/index.js';
import {granting} from './launches.js';
import {assertFailure} from './failure.js';
import type {Backend} from './start-backend.js';

const SECRET = '0123456789abcdef0123456789abcdef';
const answers = (body: unknown): Fault => ({kind: 'json', body});
const fails = (errorCode: string, error: string) => answers({success: false, errorCode, error});

const failures: [
  label: string,
  fault: Fault,
  status: number,
  code: RoomErrorCode,
  told?: RegExp,
][] = [
  ['takes too long', {kind: 'never'}, 504, 'kaltura-timeout'],
  ['drops the connection', {kind: 'drop'}, 502, 'kaltura-unreachable'],
  ['sends half an answer', {kind: 'half-body'}, 502, 'kaltura-unreachable'],
  ['answers HTML', {kind: 'html'}, 502, 'kaltura-invalid'],
  ['answers nothing', {kind: 'no-content'}, 502, 'kaltura-invalid'],
  ['is a broken gateway', {kind: 'status', status: 502}, 502, 'kaltura-invalid'],
  ['answers a list', answers([]), 502, 'kaltura-invalid'],
  ['answers text', answers('text'), 502, 'kaltura-invalid'],
  ['says success without an ID', answers({success: true, data: {}}), 502, 'kaltura-invalid'],
  [
    'says success with no room ID',
    answers({success: true, data: {id: '../x'}}),
    502,
    'kaltura-invalid',
  ],
  [
    'says success as text',
    answers({success: 'true', data: {id: '1_abcd1234'}}),
    502,
    'kaltura-invalid',
  ],
  ['says nothing', answers({success: false}), 502, 'kaltura-invalid'],
  [
    'calls the request invalid',
    fails('invalidRequest', 'Bad template'),
    400,
    'invalidRequest',
    /Bad template/,
  ],
  [
    'is not set up',
    fails('invalidConfiguration', 'No rooms here'),
    502,
    'invalidConfiguration',
    /No rooms here/,
  ],
  ['fails', fails('internalError', 'at db.internal'), 500, 'internalError', /^(?!.*db\.internal)/],
  ['answers a code of its own', fails('sign-in-required', 'No'), 500, 'internalError'],
  ['refuses the session', fails('invalidRequest', 'The KS has expired'), 502, 'kaltura-refused'],
  [
    'gives its reason as message',
    answers({errorCode: 'invalidRequest', message: 'Too many'}),
    400,
    'invalidRequest',
    /Too many/,
  ],
  [
    'quotes secrets',
    fails('invalidRequest', `Session "djJ8MTIzNDV8abc-_==" of ${SECRET}`),
    ...([400, 'invalidRequest', /\[KS\].*\[secret\]/] as const),
  ],
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

  for (const [label, fault, status, code, told = /./] of failures)
    test(`answers ${status} ${code} where KAF ${label}, and asks once`, async test => {
      test.after(() => kaltura().faults.clear());
      kaltura().counts.reset();
      kaltura().faults.set('create-room', fault);
      const answer = await create({name: 'Room'});
      assertFailure(answer, [status, code], kaltura().adminSecret);
      assert.match(answer.json.error ?? '', told);
      // What goes wrong between the two is told to the log.
      if (code.startsWith('kaltura-')) assert.doesNotMatch(answer.text, /create-room|127\.0\.0\.1/);
      assert.equal(kaltura().counts['create-room'], 1);
    });

  test('follows no redirect with an admin session in hand', async test => {
    test.after(() => kaltura().faults.clear());
    kaltura().counts.reset();
    kaltura().faults.set('create-room', {kind: 'redirect', to: `${kaltura().url}/version`});
    assertFailure(await create({name: 'Room'}), [502, 'kaltura-invalid'], kaltura().adminSecret);
    assert.equal(kaltura().counts.version, 0);
  });
}
