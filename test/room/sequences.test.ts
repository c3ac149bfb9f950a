import fc from 'fast-check';
import {loadTranslation} from '../../src/localization/translations.js';
import {
  ANSWERS,
  CALLS,
  MESSAGES,
  NAMES,
  PAGE,
  VALUES,
  type Action,
  type Name,
} from './sequences/actions.js';
import {getExpectedEvents, type ExpectedEvents, type Intent} from './sequences/expected-events.js';
import {createPageOfRooms, type PageOfRooms} from './sequences/page-of-rooms.js';
import {EVENTS, type RoomModel} from './sequences/room-model.js';
import {nextEvent} from '../support/events.js';
import {KAF, OTHER_ROOM, ROOM, getFrame, getFrameRequest} from '../support/room-fixture.js';

/*
 * Property tests with random sequences of actions on the rooms of a page. A failure prints its seed
 * and path. Set `{seed, path}` beside `numRuns` to repeat it.
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

const room = fc.nat({max: ROOMS - 1});
const call = fc.record({do: fc.constantFrom(...CALLS), room});
const attach = fc.record({do: fc.constant('attach' as const), room});
const changes = (...names: Name[]) => {
  const value = fc
    .constantFrom(...names)
    .chain(name => fc.tuple(fc.constant(name), fc.constantFrom<string | null>(...VALUES[name])));
  const to = fc.array(value, {minLength: 1, maxLength: 3}).map(list => Object.fromEntries(list));
  return fc.record({do: fc.constant('change' as const), room, to});
};
const anything = changes(...NAMES);
const weighty = changes('room-id', 'token-url', 'room-moderator', 'loading', 'fetchLaunch');
const another = fc.record({
  ...{do: fc.constant('change' as const), room},
  to: fc.record({'room-id': fc.constantFrom(null, ROOM, OTHER_ROOM)}),
});
const good = fc.record({
  ...{do: fc.constant('answer' as const), room, nth: fc.constant(0)},
  by: fc.constantFrom('ks' as const, 'lti-1.1' as const, 'lti-1.3' as const),
});
const answer = fc.record({
  ...{do: fc.constant('answer' as const), room, nth: fc.nat({max: 2})},
  by: fc.constantFrom(...ANSWERS),
});
const message = fc.record({
  ...{do: fc.constant('message' as const), room},
  by: fc.constantFrom(...MESSAGES),
});
const strip = fc.record({do: fc.constantFrom('tab' as const, 'dismiss' as const), room});
const reach = fc.record({
  ...{do: fc.constant('reach' as const), nth: fc.nat({max: 2}), isThere: fc.boolean()},
});
const page = fc.record({do: fc.constantFrom(...PAGE)});
const action: fc.Arbitrary<Action> = fc.oneof(
  ...[
    attach,
    call,
    call,
    anything,
    weighty,
    another,
    good,
    good,
    answer,
    message,
    reach,
    strip,
    page,
  ],
);
const time = fc.record({pass: fc.constantFrom(300, 400, 1000, 4000, 20_000, 30_000)});

describe('random actions on rooms', () => {
  it('emit the expected events of their own room only, one action at a time', async () => {
    const step = fc.oneof({weight: 8, arbitrary: action}, {weight: 1, arbitrary: time});
    await runSequences(fc.array(step, {maxLength: 30}), async (steps, page) => {
      const intents = page.models.map((): Intent => ({hasLeft: false, shouldOpen: false}));
      for (const step of steps) {
        if ('pass' in step) {
          await page.pass(step.pass);
          await page.settle();
          continue;
        }
        const before = page.models.map(snapshot);
        const expectedEvents = page.models.map((model, index) =>
          'room' in step && step.room !== index
            ? undefined
            : getExpectedEvents(step, model, intents[index]!),
        );
        for (const {events} of page.models) events.length = 0;
        page.act(step);
        await page.settle();
        for (const [index, model] of page.models.entries())
          compare(model, expectedEvents[index], before[index]!);
        const told = page.models.filter(({events}) => events.length).length;
        if (step.do === 'reach' && told > 1) throw new Error(`one answer opened ${told} rooms`);
      }
    });
  }).timeout(60_000);

  it('leave every room able to open, even at once and inside event listeners', async () => {
    // Number of microtasks after the previous action.
    const later = fc.nat({max: 4});
    const burst = fc.array(fc.record({action, later}), {minLength: 1, maxLength: 4});
    const within = fc.record({
      ...{of: room, on: fc.constantFrom(...EVENTS, 'stop' as const)},
      action: fc.oneof(call, weighty, another),
    });
    const step = fc.oneof(
      {weight: 6, arbitrary: burst},
      {weight: 4, arbitrary: within},
      {weight: 1, arbitrary: time},
    );
    await runSequences(fc.array(step, {maxLength: 15}), async (steps, page) => {
      const reacting = new AbortController();
      const once = {once: true, signal: reacting.signal};
      for (const step of steps) {
        if ('pass' in step) await page.pass(step.pass);
        else if ('on' in step) {
          const model = page.models[step.of];
          const react = () => page.act(step.action);
          if (step.on !== 'stop')
            model?.room.addEventListener(`kaltura-room-${step.on}`, react, once);
          else if (model)
            model.onStop = () => {
              model.onStop = undefined;
              react();
            };
        } else
          for (const {action, later} of step) {
            for (let turns = 0; turns < later; turns++) await Promise.resolve();
            page.act(action);
          }
        await page.settle();
      }
      reacting.abort();
      for (const model of page.models) model.onStop = undefined;
    });
  }).timeout(60_000);

  /** Runs sequences. After each, checks that every room still opens and leaves nothing behind. */
  async function runSequences<Step>(
    steps: fc.Arbitrary<Step[]>,
    run: (steps: Step[], page: PageOfRooms) => Promise<void>,
  ): Promise<void> {
    const rooms = fc.integer({min: 1, max: ROOMS});
    const property = fc.asyncProperty(rooms, steps, async (rooms, steps) => {
      const page = createPageOfRooms(rooms);
      try {
        // The last of several rooms is not in the document yet, and loads lazily.
        page.act({do: 'change', room: rooms - 1, to: {loading: rooms > 1 ? 'lazy' : 'eager'}});
        for (let room = 0; room === 0 || room < rooms - 1; room++) page.act({do: 'attach', room});
        await page.settle();
        await run(steps, page);
        await open(page);
        await page.close();
      } finally {
        page.restore();
      }
    });
    const options = {numRuns: RUNS, interruptAfterTimeLimit: 40_000, includeErrorInReport: true};
    await fc.assert(property, options);
  }

  function compare(model: RoomModel, effect: ExpectedEvents, before: readonly unknown[]): void {
    const {index, events} = model;
    const allowed = effect ?? [''];
    if (!allowed.includes(events.join()))
      throw new Error(`room ${index} told "${events.join()}", not "${allowed.join('" or "')}"`);
    const after = snapshot(model);
    if (!effect && before.some((part, at) => part !== after[at]))
      throw new Error(`room ${index} is not as it was`);
  }

  /** Returns the facts that an action on another room must not change. */
  const snapshot = ({room, requests}: RoomModel) => [
    room.state,
    room.error,
    getFrame(room),
    requests.length,
  ];

  /** Reloads each room and checks that it opens with its newest launch. */
  async function open(page: PageOfRooms): Promise<void> {
    const nothing = Object.fromEntries(NAMES.map(name => [name, null]));
    const to = {...nothing, loading: 'eager', 'room-id': ROOM, 'token-url': 'own'};
    page.act({do: 'online'});
    for (const {index} of page.models) {
      page.act({do: 'change', room: index, to});
      page.act({do: 'reload', room: index});
      page.act({do: 'attach', room: index});
    }
    await page.settle();
    for (const {index} of page.models) page.act({do: 'answer', room: index, nth: 0, by: 'ks'});
    await page.settle();
    for (const {index} of page.models) page.act({do: 'message', room: index, by: 'own'});
    await page.settle();
    const shown = page.models.map(async ({index, room, requests}) => {
      if (room.state !== 'ready') throw new Error(`room ${index} is ${room.state}`);
      const {path} = await getFrameRequest(room, getFrame(room)!);
      const newest = requests.at(-1)!.number;
      if (!path.endsWith(`-${newest}-`)) throw new Error(`room ${index}: ${path}, not ${newest}`);
    });
    await Promise.all(shown);
  }
});
