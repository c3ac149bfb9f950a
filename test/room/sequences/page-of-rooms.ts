import type {Launch} from '../../../src/index.js';
import {mockFetch, type PendingRequest} from '../../mock-fetch.js';
import {KAF, ROOM, getFrame, getPart, reportViolation, nextTask} from '../set-up.js';
import {answerCall, failureBy, givenLaunch, launchBy, post} from './answers.js';
import type {Deed, Name, Values} from './deeds.js';
import {isUnderWay, newSeat, type Seat} from './seat.js';
import {stopClock} from './virtual-clock.js';
import {watchWindow} from './watched-window.js';

/** How long a room waits before it asks again. */
const PAUSES_MS = [375, 750, 5375, 5750];

const TOLD = {idle: 'out', loading: 'opening', joining: 'opening', ready: 'open', failed: 'out'};

export type PageOfRooms = ReturnType<typeof pageOfRooms>;

/**
 * A page of so many rooms, which are nowhere yet. Nothing happens on it but what a test does: time
 * stands still, every request is held, and nothing is in view.
 */
export function pageOfRooms(count: number) {
  const faults: string[] = [];
  const onFault = (text: string) => void faults.push(text);
  const fetchMock = mockFetch();
  const clock = stopClock();
  const watched = watchWindow(onFault);
  const boxes = [document.createElement('div'), document.createElement('section')] as const;
  document.body.append(...boxes);
  const seats = Array.from({length: count}, (_, index) => newSeat(index, onFault));
  for (const seat of seats) change(seat, {'room-id': ROOM, 'token-url': 'own', loading: 'eager'});

  let asked = 0;
  let sorted = 0;
  /** The requests to KAF. */
  const reaching = new Set<PendingRequest>();

  /** Gives each request that is new to the room that it is of. */
  function sort(): void {
    for (const call of fetchMock.calls.slice(sorted)) {
      const seat = seats[Number(/\/token\/(\d)/.exec(call.url)?.[1])];
      if (seat) ask(seat, call.signal, (by, launch) => answerCall(call, by, launch));
      else reaching.add(call);
    }
    sorted = fetchMock.calls.length;
    for (const call of reaching) if (call.signal?.aborted) reaching.delete(call);
  }

  function ask(seat: Seat, signal: AbortSignal | undefined, answer: Seat['asks'][0]['answer']) {
    seat.asks.push({number: ++asked, signal, isAnswered: false, answer});
  }

  const ownFunction = (seat: Seat) => (_: unknown, signal: AbortSignal) =>
    new Promise<Launch>((resolve, reject) => {
      signal.addEventListener('abort', () => seat.onStop?.());
      ask(seat, signal, (by, launch) => (launch ? resolve(launch) : reject(failureBy(by))));
    });

  function change(seat: Seat, to: Values): void {
    const {room, index, values} = seat;
    Object.assign(values, to);
    for (const [name, value] of Object.entries(to) as [Name, string | null][]) {
      if (name === 'launch') room.launch = value === null ? null : givenLaunch(value);
      else if (name === 'fetchLaunch') room.fetchLaunch = value === null ? null : ownFunction(seat);
      else if (value === null) room.removeAttribute(name);
      else room.setAttribute(name, name === 'token-url' ? `/token/${index}/${value}` : value);
    }
  }

  /** Does it, at once. */
  function act(deed: Deed): void {
    sort();
    if ('room' in deed) {
      const seat = seats[deed.room];
      if (seat) actOn(seat, deed);
    } else if (deed.do === 'reach') {
      const call = [...reaching][deed.nth];
      if (!call) return;
      reaching.delete(call);
      if (deed.isThere) call.answer();
      else call.fail();
    } else if (deed.do === 'blocked')
      reportViolation({effectiveDirective: 'frame-src', blockedURI: KAF});
    else if (deed.do === 'hidden') document.dispatchEvent(new Event('visibilitychange'));
    else {
      Object.defineProperty(navigator, 'onLine', {
        configurable: true,
        value: deed.do === 'online',
      });
      window.dispatchEvent(new Event(deed.do));
    }
  }

  function actOn(seat: Seat, deed: Extract<Deed, {readonly room: number}>): void {
    const {room, asks} = seat;
    const {isConnected} = room;
    const other = room.parentNode === boxes[0] ? boxes[1] : boxes[0];
    switch (deed.do) {
      case 'attach':
      case 'append':
        if (isConnected !== (deed.do === 'append')) return;
        seat.told = 'out';
        return other.append(room);
      case 'detach':
        seat.told = 'out';
        return room.remove();
      case 'move':
        if (isConnected && 'moveBefore' in other) (other as Movable).moveBefore(room, null);
        return;
      case 'join':
      case 'reload':
      case 'leave':
        return room[deed.do]();
      case 'click':
        if (isConnected) (getPart(room, 'retry') ?? getPart(room, 'join'))?.click();
        return;
      // The browser opens none.
      case 'tab':
        return getPart(room, 'new-tab')?.click();
      case 'dismiss':
        return getPart(room, 'dismiss')?.click();
      case 'seen':
        return watched.see(room);
      case 'change':
        return change(seat, deed.to);
      case 'answer': {
        const answered = asks.at(-1 - deed.nth);
        if (!answered || answered.isAnswered) return;
        if (isUnderWay(answered)) seat.isSilent = deed.by === 'silent';
        answered.isAnswered = true;
        return answered.answer(deed.by, launchBy(deed.by, answered.number));
      }
      case 'message':
        return post(getFrame(room)?.contentWindow, deed.by);
      default:
        return deed satisfies never;
    }
  }

  /** Whether all has followed that follows by itself. */
  function isCalm(): boolean {
    sort();
    const isIn = (state: string) => seats.filter(({room}) => room.state === state);
    const pauses = clock.delays.filter(ms => PAUSES_MS.includes(ms)).length;
    return (
      isIn('loading').filter(({asks}) => !asks.some(isUnderWay)).length <= pauses &&
      isIn('joining').every(
        ({room, loaded, isSilent}) => getFrame(room) && (isSilent || loaded === getFrame(room)),
      )
    );
  }

  /** Waits until nothing follows any more, and looks at what must always hold then. */
  async function settle(): Promise<void> {
    const late = Date.now() + 10_000;
    for (let calm = 0; calm < 3; calm = isCalm() ? calm + 1 : 0) {
      await nextTask();
      if (Date.now() > late)
        throw new Error(`never calm: ${seats.map(({room}) => room.state).join()}`);
    }
    for (const {room, told, asks, index} of seats) {
      const {state} = room;
      const fault = (text: string) => faults.push(`room ${index}, ${state}: ${text}`);
      const frames = [...(room.shadowRoot?.querySelectorAll('iframe') ?? [])];
      const underWay = asks.filter(isUnderWay).length;
      if (TOLD[state] !== told) fault(`its events told that it is ${told}`);
      if (frames.length > 1 || (!frames.length && /^(joining|ready)$/.test(state)))
        fault(`${frames.length} frames`);
      if (/^(idle|failed)$/.test(state) && frames.length) fault('with a frame');
      if (state === 'loading' && frames.some(frame => frame.contentDocument?.URL !== 'about:blank'))
        fault('with more than a blank frame');
      if (underWay > (state === 'loading' ? 1 : 0)) fault(`${underWay} requests under way`);
      if ((room.error !== null) !== (state === 'failed')) fault(`with error ${room.error?.code}`);
      if (!room.isConnected && state !== 'idle') fault('though it was removed');
      if (room.warnings.length && state !== 'ready') fault(`warns of ${room.warnings.join()}`);
    }
    const isIn = (state: string) => seats.filter(({room}) => room.state === state).length;
    // Of a page that is silent it is asked twice.
    if (reaching.size > 2 * isIn('joining')) faults.push('KAF is asked for nobody');
    if (watched.observed > isIn('idle')) faults.push('looks out for nobody');
    if (faults.length) throw new Error(faults.join('\n'));
  }

  return {
    ...{seats, act, settle},
    /** How many requests to KAF wait for an answer. */
    reaching: () => reaching.size,
    /** Lets so many milliseconds pass. */
    pass: (ms: number) => clock.pass(ms),
    /** Takes all rooms away. Nothing of them stays behind. */
    async close() {
      for (const {index} of seats) act({do: 'detach', room: index});
      await settle();
      const left = [...clock.delays.map(ms => `timer of ${ms} ms`), ...watched.left()];
      if (left.length) throw new Error(`left behind: ${left.join()}`);
    },
    /** Puts everything of the browser's back; for `finally`. */
    restore() {
      for (const box of boxes) box.remove();
      Reflect.deleteProperty(navigator, 'onLine');
      fetchMock.restore();
      clock.restore();
      watched.restore();
    },
  };
}

interface Movable {
  moveBefore(node: Node, before: Node | null): void;
}
