import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {mockFetch, type PendingRequest} from '../support/mock-fetch.js';
import {nextTask} from '../support/events.js';
import {
  createFailure,
  fillIn,
  getControl,
  getIdempotencyKey,
  getText,
  pressKey,
  submit,
} from '../support/creator-fixture.js';

/** Responses of the host backend. For those with `created`, it has created a room for the key. */
const RESPONSES = [
  'created',
  'created-lost',
  'created-html',
  'created-malformed',
  'created-204',
  'lost',
  '500',
  '429',
  '409',
  'internalError',
  'invalidConfiguration',
  '401',
] as const;
type BackendResponse = (typeof RESPONSES)[number];

/** Actions of the guest, the page, the browser and the backend. `respond` repeats, to be frequent. */
const ACTIONS = [
  'click',
  'doubleClick',
  'pressEnter',
  'respond',
  'respond',
  'respond',
  'respondLate',
  'move',
  'reload',
  'restore',
  'detach',
  'addTag',
  'removeTag',
  'typeName',
  'reset',
  'switchDraftKey',
  'cancel',
] as const;
type Action = (typeof ACTIONS)[number];

afterEach(() => sessionStorage.clear());

describe('any sequence of actions and responses', () => {
  it('creates one room per intent, and emits kaltura-room-created once for it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...ACTIONS), fc.constantFrom(...RESPONSES)), {
          maxLength: 14,
        }),
        checkInvariants,
      ),
      {numRuns: 150},
    );
  }).timeout(120_000);
});

async function checkInvariants(
  steps: readonly (readonly [Action, BackendResponse])[],
): Promise<void> {
  sessionStorage.clear();
  const fetchMock = mockFetch();
  const real = window.setTimeout.bind(window);
  // Retries start at once. Longer delays, such as the deadline, stay.
  window.setTimeout = ((work: () => void, ms = 0) =>
    real(work, ms < 5000 ? 0 : ms)) as typeof window.setTimeout;
  /** The rooms of the backend by idempotency key, with the request that created each. */
  const rooms = new Map<string, {body: string; id: string}>();
  const createdIds: string[] = [];
  let parent = document.createElement('div');
  /** The form state that the browser would restore. */
  let savedState: string | null = null;
  const createElement = () => {
    const element = document.createElement('kaltura-room-creator');
    Object.assign(element, {createUrl: '/rooms', draftKey: 'mine'});
    const internals = Reflect.get(element, 'internals') as ElementInternals;
    internals.setFormValue = (_value, state) => void (savedState = state as string);
    element.addEventListener('kaltura-room-created', ({id}) => void createdIds.push(id));
    parent.append(element);
    return element;
  };
  document.body.append(parent);
  let creator = createElement();
  await creator.updateComplete;
  fillIn(creator, {name: 'Room'});

  const answered = new Set<PendingRequest>();
  const respond = async (call: PendingRequest | undefined, response: BackendResponse) => {
    if (!call || answered.has(call)) return;
    answered.add(call);
    const body = JSON.stringify(call.body);
    const key = getIdempotencyKey(call)!;
    const before = rooms.get(key);
    expect(before?.body ?? body, 'reuses a key only for the same request').to.equal(body);
    if (response.startsWith('created') && !before)
      rooms.set(key, {body, id: `1_room${rooms.size}abc`});
    const room = rooms.get(key);
    if (response === 'created')
      call.answerJson({success: true, data: {id: room!.id}}, {status: 201});
    else if (response === 'lost' || response === 'created-lost') call.fail();
    else if (response === 'created-html') call.answer('<h1>Bad gateway</h1>', {status: 502});
    else if (response === 'created-malformed') call.answerJson({success: true, data: {id: 7}});
    else if (response === 'created-204') call.answer(null, {status: 204});
    else if (/^\d/.test(response)) call.answer('', {status: Number(response)});
    else call.answerJson(createFailure(response), {status: 502});
    await nextTask();
    await nextTask();
  };
  const getPending = () =>
    fetchMock.calls.filter(call => !answered.has(call) && !call.signal?.aborted);
  const reload = () => {
    creator.remove();
    parent.remove();
    document.body.append((parent = document.createElement('div')));
    creator = createElement();
  };

  const actions: Record<Action, (response: BackendResponse) => unknown> = {
    click: () => submit(creator),
    doubleClick: () => [submit(creator), submit(creator)],
    pressEnter() {
      pressKey(creator, 'name', 'Enter');
      getControl(creator, 'name').form?.requestSubmit();
    },
    respond: response => respond(getPending()[0], response),
    // The request may be aborted already.
    respondLate: response =>
      respond(
        fetchMock.calls.find(call => !answered.has(call)),
        response,
      ),
    move: () => parent.append(creator),
    reload,
    restore() {
      const state = savedState;
      reload();
      creator.formStateRestoreCallback(state);
    },
    async detach() {
      creator.remove();
      await nextTask();
      parent.append(creator);
    },
    addTag: () => fillIn(creator, {tags: 'a,'}),
    removeTag: () => pressKey(creator, 'tags', 'Backspace'),
    typeName: () => fillIn(creator, {name: 'Room'}),
    reset: () => creator.reset(),
    async switchDraftKey() {
      creator.draftKey = 'other';
      await creator.updateComplete;
      creator.draftKey = 'mine';
    },
    async cancel() {
      const cancel = (event: Event) => event.preventDefault();
      creator.addEventListener('kaltura-room-create', cancel);
      submit(creator);
      await nextTask();
      creator.removeEventListener('kaltura-room-create', cancel);
    },
  };
  for (const [action, response] of steps) {
    await actions[action](response);
    await nextTask();
    await creator.updateComplete;
    expect(getPending().length, 'sends one request at a time').to.be.at.most(1);
  }

  // Finally the backend works, and the guest submits the form until it succeeds.
  const before = createdIds.length;
  for (let tries = 0; createdIds.length === before; tries++) {
    expect(tries, 'number of attempts until the room is created').to.be.below(20);
    if (creator.state !== 'creating') {
      fillIn(creator, {name: 'Room'});
      submit(creator);
    }
    // This waits with a real timer, because `nextTask()` could delay the timers of the element.
    while (creator.state === 'creating' && !getPending().length)
      await new Promise<void>(resolve => real(resolve));
    await respond(getPending()[0], 'created');
    await creator.updateComplete;
  }
  await nextTask();
  window.setTimeout = real;
  fetchMock.restore();
  const reportsUnknown = getText(creator, 'status').includes('The room may already exist.');
  parent.remove();
  const createdRooms = [...rooms.values()];
  expect(new Set(createdIds).size, 'emits each room once').to.equal(createdIds.length);
  expect(createdRooms.map(({id}) => id)).to.include.members(createdIds);
  // Until the event for a room is emitted, the same details must not create another room.
  const unreported = createdRooms.filter(({id}) => !createdIds.includes(id)).map(({body}) => body);
  expect(new Set(unreported).size).to.equal(unreported.length);
  expect(reportsUnknown || !unreported.length, 'reports rooms that may exist').to.be.true;
  expect(sessionStorage).to.have.length(reportsUnknown ? 1 : 0);
}
