import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import type {KalturaRoomCreatorElement} from '../../src/index.js';
import {mockFetch, type FetchMock, type PendingRequest} from '../support/mock-fetch.js';
import {nextTask, waitUntil} from '../support/events.js';
import {
  createFailure,
  fillIn,
  getControl,
  getIdempotencyKey,
  getText,
  pressKey,
  submit,
} from '../support/creator-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

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

/** A host backend that creates one room per idempotency key. */
class Backend {
  /** The rooms by idempotency key, with the request that created each. */
  readonly #rooms = new Map<string, {readonly body: string; readonly id: string}>();
  readonly #answered = new Set<PendingRequest>();
  readonly #fetchMock: FetchMock;

  constructor(fetchMock: FetchMock) {
    this.#fetchMock = fetchMock;
  }

  get rooms() {
    return [...this.#rooms.values()];
  }

  /** The requests without an answer, including aborted ones. */
  get unanswered(): readonly PendingRequest[] {
    return this.#fetchMock.calls.filter(call => !this.#answered.has(call));
  }

  /** The requests whose answer the element waits for. */
  get pending(): readonly PendingRequest[] {
    return this.unanswered.filter(call => !call.signal?.aborted);
  }

  async respond(call: PendingRequest | undefined, response: BackendResponse): Promise<void> {
    if (!call) return;
    this.#answered.add(call);
    const body = JSON.stringify(call.body);
    const key = getIdempotencyKey(call)!;
    const before = this.#rooms.get(key);
    expect(before?.body ?? body, 'reuses a key only for the same request').to.equal(body);
    if (response.startsWith('created') && !before)
      this.#rooms.set(key, {body, id: `1_room${this.#rooms.size}abc`});
    const room = this.#rooms.get(key);
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
  }
}

/** A page with the form. It keeps what the browser keeps when the guest reloads the page. */
class Page {
  /** IDs of the `kaltura-room-created` events. */
  readonly createdIds: string[] = [];
  /** The form state that the browser would restore. */
  savedState: string | null = null;
  parent!: HTMLElement;
  creator!: KalturaRoomCreatorElement;

  constructor() {
    this.load();
  }

  load(): void {
    this.parent = document.createElement('div');
    document.body.append(this.parent);
    this.creator = document.createElement('kaltura-room-creator');
    Object.assign(this.creator, {createUrl: '/rooms', draftKey: 'mine'});
    const internals = Reflect.get(this.creator, 'internals') as ElementInternals;
    internals.setFormValue = (_value, state) => void (this.savedState = state as string);
    this.creator.addEventListener('kaltura-room-created', ({id}) => void this.createdIds.push(id));
    this.parent.append(this.creator);
  }

  unload(): void {
    this.creator.remove();
    this.parent.remove();
  }

  reload(): void {
    this.unload();
    this.load();
  }
}

/** Actions of the guest, the page, the browser and the backend. */
const ACTIONS = {
  click: ({creator}) => submit(creator),
  doubleClick: ({creator}) => [submit(creator), submit(creator)],
  pressEnter({creator}) {
    pressKey(creator, 'name', 'Enter');
    getControl(creator, 'name').form?.requestSubmit();
  },
  respond: (_page, backend, response) => backend.respond(backend.pending[0], response),
  respondLate: (_page, backend, response) => backend.respond(backend.unanswered[0], response),
  move: ({parent, creator}) => parent.append(creator),
  reload: page => page.reload(),
  restore(page) {
    const {savedState} = page;
    page.reload();
    page.creator.formStateRestoreCallback(savedState);
  },
  async detach({parent, creator}) {
    creator.remove();
    await nextTask();
    parent.append(creator);
  },
  addTag: ({creator}) => fillIn(creator, {tags: 'a,'}),
  removeTag: ({creator}) => pressKey(creator, 'tags', 'Backspace'),
  typeName: ({creator}) => fillIn(creator, {name: 'Room'}),
  reset: ({creator}) => creator.reset(),
  async switchDraftKey({creator}) {
    creator.draftKey = 'other';
    await creator.updateComplete;
    creator.draftKey = 'mine';
  },
  async cancel({creator}) {
    const cancel = (event: Event) => event.preventDefault();
    creator.addEventListener('kaltura-room-create', cancel);
    submit(creator);
    await nextTask();
    creator.removeEventListener('kaltura-room-create', cancel);
  },
} satisfies Record<string, (page: Page, backend: Backend, response: BackendResponse) => unknown>;
type Action = keyof typeof ACTIONS;

interface Step {
  readonly action: Action;
  /** The response, if the backend acts. */
  readonly response: BackendResponse;
}

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  // A frequent response lets creations end.
  action: fc.constantFrom(...(Object.keys(ACTIONS) as Action[]), 'respond', 'respond'),
  response: fc.constantFrom(...RESPONSES),
});

afterEach(() => sessionStorage.clear());

describe('any sequence of actions and responses', () => {
  it('creates one room per intent, and emits kaltura-room-created once for it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(stepArbitrary, {maxLength: 14}), checkInvariants), {
      numRuns: 150,
    });
  }).timeout(120_000);
});

async function checkInvariants(steps: readonly Step[]): Promise<void> {
  sessionStorage.clear();
  const fetchMock = mockFetch();
  startRetriesAtOnce();
  const page = new Page();
  // fast-check continues after a failure, with shorter sequences.
  try {
    const backend = new Backend(fetchMock);
    await page.creator.updateComplete;
    fillIn(page.creator, {name: 'Room'});
    for (const {action, response} of steps) {
      await ACTIONS[action](page, backend, response);
      await nextTask();
      await page.creator.updateComplete;
      expect(backend.pending.length, 'sends one request at a time').to.be.at.most(1);
    }
    await submitUntilCreated(page, backend);
    checkRooms(page, backend);
  } finally {
    page.unload();
    restoreProperties();
    fetchMock.restore();
  }
}

/** Removes the delay of retries. Longer delays, such as the deadline, stay. */
function startRetriesAtOnce(): void {
  const realSetTimeout = window.setTimeout.bind(window);
  stubProperty(window, 'setTimeout', (work: () => void, ms = 0) =>
    realSetTimeout(work, ms < 5000 ? 0 : ms),
  );
}

/** Submits the form until a room is created, with a backend that works. */
async function submitUntilCreated(page: Page, backend: Backend): Promise<void> {
  const before = page.createdIds.length;
  for (let attempts = 0; page.createdIds.length === before; attempts++) {
    expect(attempts, 'number of attempts until the room is created').to.be.below(20);
    const {creator} = page;
    if (creator.state !== 'creating') {
      fillIn(creator, {name: 'Room'});
      submit(creator);
    }
    await waitUntil(() => creator.state !== 'creating' || backend.pending.length);
    await backend.respond(backend.pending[0], 'created');
    await creator.updateComplete;
  }
  await nextTask();
}

function checkRooms({createdIds, creator}: Page, {rooms}: Backend): void {
  const reportsUnknown = getText(creator, 'status').includes('The room may already exist.');
  expect(new Set(createdIds).size, 'emits each room once').to.equal(createdIds.length);
  expect(rooms.map(({id}) => id)).to.include.members(createdIds);
  // Until the event for a room is emitted, the same details must not create another room.
  const unreported = rooms.filter(({id}) => !createdIds.includes(id)).map(({body}) => body);
  expect(new Set(unreported).size, 'creates one room per request').to.equal(unreported.length);
  expect(reportsUnknown || !unreported.length, 'reports rooms that may exist').to.be.true;
  expect(sessionStorage, 'keeps only attempts').to.have.length(reportsUnknown ? 1 : 0);
}
