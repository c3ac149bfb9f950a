import fc from 'fast-check';
import {loadTranslation} from '../../src/localization/translations.js';
import {nextEvent} from '../support/events.js';
import {KAF, OTHER_ROOM, ROOM, getFrame, getFrameRequest} from '../support/room-fixture.js';
import {
  MESSAGES,
  NAMES,
  PAGE_ACTIONS,
  RESPONSES,
  ROOM_ACTIONS,
  VALUES,
  type Action,
  type Name,
} from './random-actions/actions.js';
import {EVENTS, type ObservedRoom} from './random-actions/observed-room.js';
import {createPageOfRooms, type PageOfRooms} from './random-actions/page-of-rooms.js';

/*
 * Property tests with random sequences of actions on the rooms of a page. They check invariants after
 * each action (`settle()`), at each event (`createObservedRoom()`) and at the end: at most one frame
 * and one request per room, one final event per opening, no event or request after removal, and a room
 * that still opens with its newest launch. A failure prints its seed and path. Set `{seed, path}` beside `numRuns`
 * to repeat it.
 */

const RUNS = 30;
const ROOMS = 3;

before(async () => {
  // Loads the translations first, because their loading time would vary the sequences.
  for (const lang of ['de', 'he']) await loadTranslation(lang);
  // A permanent frame of KAF keeps the browser's process for it alive.
  const frame = document.createElement('iframe');
  frame.src = `${KAF}/frame/stays`;
  document.body.append(frame);
  await nextEvent(frame, 'load');
});

/** The index of a room. */
const room = fc.nat({max: ROOMS - 1});
const callMethod = fc.record({type: fc.constantFrom(...ROOM_ACTIONS), room});
const attach = fc.record({type: fc.constant('attach' as const), room});
/** Changes of up to three of these attributes and properties. */
const changeSome = (...names: Name[]) => {
  const value = fc
    .constantFrom(...names)
    .chain(name => fc.tuple(fc.constant(name), fc.constantFrom<string | null>(...VALUES[name])));
  const values = fc
    .array(value, {minLength: 1, maxLength: 3})
    .map(entries => Object.fromEntries(entries));
  return fc.record({type: fc.constant('change' as const), room, values});
};
const changeAny = changeSome(...NAMES);
const relaunch = changeSome('room-id', 'token-url', 'room-moderator', 'loading', 'fetchLaunch');
const changeRoom = fc.record({
  type: fc.constant('change' as const),
  room,
  values: fc.record({'room-id': fc.constantFrom(null, ROOM, OTHER_ROOM)}),
});
const respondWithLaunch = fc.record({
  type: fc.constant('respond' as const),
  room,
  skip: fc.constant(0),
  response: fc.constantFrom('ks' as const, 'lti-1.1' as const, 'lti-1.3' as const),
});
const respond = fc.record({
  type: fc.constant('respond' as const),
  room,
  skip: fc.nat({max: 2}),
  response: fc.constantFrom(...RESPONSES),
});
const message = fc.record({
  type: fc.constant('message' as const),
  room,
  message: fc.constantFrom(...MESSAGES),
});
const clickWarningButton = fc.record({
  type: fc.constantFrom('new-tab' as const, 'dismiss' as const),
  room,
});
const probe = fc.record({
  type: fc.constant('probe' as const),
  index: fc.nat({max: 2}),
  isReachable: fc.boolean(),
});
const changePage = fc.record({type: fc.constantFrom(...PAGE_ACTIONS)});
const action: fc.Arbitrary<Action> = fc.oneof(
  attach,
  {weight: 2, arbitrary: callMethod},
  changeAny,
  relaunch,
  changeRoom,
  {weight: 2, arbitrary: respondWithLaunch},
  respond,
  message,
  probe,
  clickWarningButton,
  changePage,
);

/** An action inside an event listener of a room, or inside the abort of its request. */
interface Reaction {
  readonly room: number;
  readonly event: (typeof EVENTS)[number] | 'abort';
  readonly action: Action;
}

/** An advance of the clock. */
const wait = fc.record({ms: fc.constantFrom(300, 400, 1000, 4000, 20_000, 30_000)});

describe('random actions on rooms', () => {
  it('affect no other room when they happen one at a time', async () => {
    const step = fc.oneof({weight: 8, arbitrary: action}, {weight: 1, arbitrary: wait});
    await runSequences(fc.array(step, {maxLength: 30}), async (steps, page) => {
      for (const step of steps) {
        for (const {events} of page.rooms) events.length = 0;
        const before = page.rooms.map(snapshot);
        if ('ms' in step) await page.advance(step.ms);
        else page.act(step);
        await page.settle();
        if ('room' in step) expectOthersUnchanged(page, before, step.room);
        if (!('type' in step) || step.type !== 'probe') continue;
        const changed = page.rooms.filter(({events}) => events.length > 0).length;
        if (changed > 1) throw new Error(`one response of KAF changed ${changed} rooms`);
      }
    });
  }).timeout(60_000);

  it('leave every room able to open, even in quick succession and inside event listeners', async () => {
    // Number of microtasks between the previous action and this one.
    const microtasks = fc.nat({max: 4});
    const burst = fc.array(fc.record({action, microtasks}), {minLength: 1, maxLength: 4});
    const reaction = fc.record({
      room,
      event: fc.constantFrom(...EVENTS, 'abort' as const),
      action: fc.oneof(callMethod, relaunch, changeRoom),
    });
    const step = fc.oneof(
      {weight: 6, arbitrary: burst},
      {weight: 4, arbitrary: reaction},
      {weight: 1, arbitrary: wait},
    );
    await runSequences(fc.array(step, {maxLength: 15}), async (steps, page) => {
      const reactions = new AbortController();
      for (const step of steps) {
        if ('ms' in step) await page.advance(step.ms);
        else if ('event' in step) addReaction(page, step, reactions.signal);
        else
          for (const {action, microtasks} of step) {
            for (let count = 0; count < microtasks; count++) await Promise.resolve();
            page.act(action);
          }
        await page.settle();
      }
      reactions.abort();
      for (const room of page.rooms) room.onAbort = undefined;
    });
  }).timeout(60_000);

  /** Performs an action inside the next event of a room, or inside the abort of its request. */
  function addReaction(page: PageOfRooms, reaction: Reaction, signal: AbortSignal): void {
    const room = page.rooms[reaction.room];
    if (!room) return;
    const react = () => page.act(reaction.action);
    if (reaction.event === 'abort')
      room.onAbort = () => {
        room.onAbort = undefined;
        react();
      };
    else
      room.element.addEventListener(`kaltura-room-${reaction.event}`, react, {once: true, signal});
  }

  /** Runs sequences. After each, checks that every room still opens and leaves nothing behind. */
  async function runSequences<Step>(
    steps: fc.Arbitrary<Step[]>,
    run: (steps: Step[], page: PageOfRooms) => Promise<void>,
  ): Promise<void> {
    const rooms = fc.integer({min: 1, max: ROOMS});
    const property = fc.asyncProperty(rooms, steps, async (rooms, steps) => {
      const page = createPageOfRooms(rooms);
      try {
        // A single room is in the document. Of several, the last is not yet, and it loads lazily.
        page.act({
          type: 'change',
          room: rooms - 1,
          values: {loading: rooms > 1 ? 'lazy' : 'eager'},
        });
        for (let room = 0; room === 0 || room < rooms - 1; room++) page.act({type: 'attach', room});
        await page.settle();
        await run(steps, page);
        await expectRoomsToOpen(page);
        await page.close();
      } finally {
        page.restore();
      }
    });
    const options = {numRuns: RUNS, interruptAfterTimeLimit: 40_000, includeErrorInReport: true};
    await fc.assert(property, options);
  }

  function expectOthersUnchanged(
    {rooms}: PageOfRooms,
    before: readonly (readonly unknown[])[],
    changed: number,
  ): void {
    for (const room of rooms) {
      const {index, events} = room;
      if (index === changed) continue;
      if (events.length > 0) throw new Error(`room ${index} emitted ${events.join()}`);
      const after = snapshot(room);
      if (before[index]!.some((fact, index) => fact !== after[index]))
        throw new Error(`room ${index} changed with room ${changed}`);
    }
  }

  /** Returns the facts that an action on another room must not change. */
  const snapshot = ({element, requests}: ObservedRoom) => [
    element.state,
    element.error,
    getFrame(element),
    requests.length,
  ];

  /** Reloads each room and checks that it opens with its newest launch. */
  async function expectRoomsToOpen(page: PageOfRooms): Promise<void> {
    const withoutAttributes = Object.fromEntries(NAMES.map(name => [name, null]));
    const values = {...withoutAttributes, loading: 'eager', 'room-id': ROOM, 'token-url': 'own'};
    page.act({type: 'online'});
    for (const {index} of page.rooms) {
      page.act({type: 'change', room: index, values});
      page.act({type: 'reload', room: index});
      page.act({type: 'attach', room: index});
    }
    await page.settle();
    for (const {index} of page.rooms)
      page.act({type: 'respond', room: index, skip: 0, response: 'ks'});
    await page.settle();
    for (const {index} of page.rooms) page.act({type: 'message', room: index, message: 'text'});
    await page.settle();
    for (const {index, element, requests} of page.rooms) {
      if (element.state !== 'ready') throw new Error(`room ${index} is ${element.state}`);
      const {path} = await getFrameRequest(element, getFrame(element)!);
      const newest = requests.at(-1)!.number;
      if (!path.endsWith(`-${newest}-`))
        throw new Error(`room ${index} must show launch ${newest}; got ${path}`);
    }
  }
});
