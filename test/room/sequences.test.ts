import fc from 'fast-check';
import {loadTranslation} from '../../src/localization/translations.js';
import {
  ANSWERS,
  CALLS,
  MESSAGES,
  NAMES,
  PAGE,
  VALUES,
  type Deed,
  type Name,
} from './sequences/deeds.js';
import {effectOf, type Effect, type Will} from './sequences/effect.js';
import {pageOfRooms, type PageOfRooms} from './sequences/page-of-rooms.js';
import {EVENTS, type Seat} from './sequences/seat.js';
import {KAF, OTHER_ROOM, ROOM, getFrame, nextEvent, getFrameRequest} from './set-up.js';

/*
 * Whatever is done to the rooms of a page, in whatever order. A run that fails says its seed and
 * the shortest way to the same failure: with `{seed, path}` beside `numRuns` it is gone again.
 */

const RUNS = 30;
const ROOMS = 3;

before(async () => {
  // How long it takes to load what is loaded later is no part of a sequence.
  for (const lang of ['de', 'he']) await loadTranslation(lang);
  // As long as there is a frame of KAF's, the browser keeps the process for one.
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
const deed: fc.Arbitrary<Deed> = fc.oneof(
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

it('one after the other: each does to its room what it says, and nothing to another', async () => {
  const step = fc.oneof({weight: 8, arbitrary: deed}, {weight: 1, arbitrary: time});
  await holds(fc.array(step, {maxLength: 30}), async (steps, page) => {
    const wills = page.seats.map((): Will => ({hasLeft: false, isToOpen: false}));
    for (const step of steps) {
      if ('pass' in step) {
        await page.pass(step.pass);
        await page.settle();
        continue;
      }
      const before = page.seats.map(seen);
      const effects = page.seats.map((seat, index) =>
        'room' in step && step.room !== index ? undefined : effectOf(step, seat, wills[index]!),
      );
      for (const {events} of page.seats) events.length = 0;
      page.act(step);
      await page.settle();
      for (const [index, seat] of page.seats.entries())
        compare(seat, effects[index], before[index]!);
      const told = page.seats.filter(({events}) => events.length).length;
      if (step.do === 'reach' && told > 1) throw new Error(`one answer opened ${told} rooms`);
    }
  });
}).timeout(60_000);

it('all at once, and from within one another’s events: what is asked for last is what opens', async () => {
  // So many microtasks later than the one before.
  const later = fc.nat({max: 4});
  const burst = fc.array(fc.record({deed, later}), {minLength: 1, maxLength: 4});
  const within = fc.record({
    ...{of: room, on: fc.constantFrom(...EVENTS, 'stop' as const)},
    deed: fc.oneof(call, weighty, another),
  });
  const step = fc.oneof(
    {weight: 6, arbitrary: burst},
    {weight: 4, arbitrary: within},
    {weight: 1, arbitrary: time},
  );
  await holds(fc.array(step, {maxLength: 15}), async (steps, page) => {
    const reacting = new AbortController();
    const once = {once: true, signal: reacting.signal};
    for (const step of steps) {
      if ('pass' in step) await page.pass(step.pass);
      else if ('on' in step) {
        const seat = page.seats[step.of];
        const react = () => page.act(step.deed);
        if (step.on !== 'stop') seat?.room.addEventListener(`kaltura-room-${step.on}`, react, once);
        else if (seat)
          seat.onStop = () => {
            seat.onStop = undefined;
            react();
          };
      } else
        for (const {deed, later} of step) {
          for (let turns = 0; turns < later; turns++) await Promise.resolve();
          page.act(deed);
        }
      await page.settle();
    }
    reacting.abort();
    for (const seat of page.seats) seat.onStop = undefined;
  });
}).timeout(60_000);

/** Runs sequences. After each, every room still opens, and nothing of it stays behind. */
async function holds<Step>(
  steps: fc.Arbitrary<Step[]>,
  run: (steps: Step[], page: PageOfRooms) => Promise<void>,
): Promise<void> {
  const rooms = fc.integer({min: 1, max: ROOMS});
  const property = fc.asyncProperty(rooms, steps, async (rooms, steps) => {
    const page = pageOfRooms(rooms);
    try {
      // The last one of several is nowhere yet, and will wait until it is seen.
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

function compare(seat: Seat, effect: Effect, before: readonly unknown[]): void {
  const {index, events} = seat;
  const allowed = effect ?? [''];
  if (!allowed.includes(events.join()))
    throw new Error(`room ${index} told "${events.join()}", not "${allowed.join('" or "')}"`);
  const after = seen(seat);
  if (!effect && before.some((part, at) => part !== after[at]))
    throw new Error(`room ${index} is not as it was`);
}

/** What stays as it is where nothing is done to a room. */
const seen = ({room, asks}: Seat) => [room.state, room.error, getFrame(room), asks.length];

/** Asked for once more, each room opens, by its newest launch. */
async function open(page: PageOfRooms): Promise<void> {
  const nothing = Object.fromEntries(NAMES.map(name => [name, null]));
  const to = {...nothing, loading: 'eager', 'room-id': ROOM, 'token-url': 'own'};
  page.act({do: 'online'});
  for (const {index} of page.seats) {
    page.act({do: 'change', room: index, to});
    page.act({do: 'reload', room: index});
    page.act({do: 'attach', room: index});
  }
  await page.settle();
  for (const {index} of page.seats) page.act({do: 'answer', room: index, nth: 0, by: 'ks'});
  await page.settle();
  for (const {index} of page.seats) page.act({do: 'message', room: index, by: 'own'});
  await page.settle();
  const shown = page.seats.map(async ({index, room, asks}) => {
    if (room.state !== 'ready') throw new Error(`room ${index} is ${room.state}`);
    const {path} = await getFrameRequest(room, getFrame(room)!);
    const newest = asks.at(-1)!.number;
    if (!path.endsWith(`-${newest}-`)) throw new Error(`room ${index}: ${path}, not ${newest}`);
  });
  await Promise.all(shown);
}
