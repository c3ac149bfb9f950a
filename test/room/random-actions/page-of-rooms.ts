import type {Launch} from '../../../src/index.js';
import {nextTask} from '../../support/events.js';
import {installFakeClock} from '../../support/fake-clock.js';
import {mockFetch, type PendingRequest} from '../../support/mock-fetch.js';
import {KAF, ROOM, getFrame, getPart, reportViolation} from '../../support/room-fixture.js';
import type {Action, Name, Values} from './actions.js';
import {createObservedRoom, isPending, type ObservedRoom, type Phase} from './observed-room.js';
import {
  answerRequest,
  buildFetchLaunchError,
  buildLaunch,
  buildLaunchProperty,
  dispatchMessage,
} from './responses.js';
import {watchWindow} from './watched-window.js';

/** Delays in milliseconds before a room repeats a request. */
const RETRY_DELAYS_MS = [375, 750, 5375, 5750];

const PHASE_BY_STATE: Readonly<Record<string, Phase>> = {
  idle: 'closed',
  loading: 'opening',
  joining: 'opening',
  ready: 'open',
  failed: 'closed',
};

export type PageOfRooms = ReturnType<typeof createPageOfRooms>;

/**
 * Creates a page with rooms outside the document. Only the test acts on the page: the clock stands
 * still, each request waits for its answer, and no element is in view.
 */
export function createPageOfRooms(count: number) {
  const faults: string[] = [];
  const onFault = (text: string) => void faults.push(text);
  const fetchMock = mockFetch();
  const clock = installFakeClock();
  const watched = watchWindow(onFault);
  const boxes = [document.createElement('div'), document.createElement('section')] as const;
  document.body.append(...boxes);
  const rooms = Array.from({length: count}, (_, index) => createObservedRoom(index, onFault));
  for (const room of rooms) change(room, {'room-id': ROOM, 'token-url': 'own', loading: 'eager'});

  let requestCount = 0;
  let assignedCalls = 0;
  /** Pending requests to KAF's host. */
  const probes = new Set<PendingRequest>();

  /** Assigns each new request to its room. */
  function assignRequests(): void {
    for (const call of fetchMock.calls.slice(assignedCalls)) {
      const room = rooms[Number(/\/token\/(\d)/.exec(call.url)?.[1])];
      if (room)
        addRequest(room, call.signal, (response, launch) => answerRequest(call, response, launch));
      else probes.add(call);
    }
    assignedCalls = fetchMock.calls.length;
    for (const call of probes) if (call.signal?.aborted) probes.delete(call);
  }

  function addRequest(
    {requests}: ObservedRoom,
    signal: AbortSignal | undefined,
    answer: ObservedRoom['requests'][0]['answer'],
  ): void {
    requests.push({number: ++requestCount, signal, isAnswered: false, answer});
  }

  const createFetchLaunch = (room: ObservedRoom) => (_: unknown, signal: AbortSignal) =>
    new Promise<Launch>((resolve, reject) => {
      signal.addEventListener('abort', () => room.onAbort?.());
      addRequest(room, signal, (response, launch) =>
        launch ? resolve(launch) : reject(buildFetchLaunchError(response)),
      );
    });

  function change(room: ObservedRoom, values: Values): void {
    const {element, index} = room;
    Object.assign(room.values, values);
    for (const [name, value] of Object.entries(values) as [Name, string | null][]) {
      if (name === 'launch') element.launch = value === null ? null : buildLaunchProperty(value);
      else if (name === 'fetchLaunch')
        element.fetchLaunch = value === null ? null : createFetchLaunch(room);
      else if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, name === 'token-url' ? `/token/${index}/${value}` : value);
    }
  }

  /** Performs an action synchronously. */
  function act(action: Action): void {
    assignRequests();
    if ('room' in action) {
      const room = rooms[action.room];
      if (room) actOnRoom(room, action);
      return;
    }
    switch (action.type) {
      case 'probe': {
        const call = [...probes][action.index];
        if (!call) return;
        probes.delete(call);
        return action.isReachable ? call.answer() : call.fail();
      }
      case 'block-frames':
        return void reportViolation({effectiveDirective: 'frame-src', blockedURI: KAF});
      case 'change-visibility':
        return void document.dispatchEvent(new Event('visibilitychange'));
      case 'online':
      case 'offline': {
        const value = action.type === 'online';
        Object.defineProperty(navigator, 'onLine', {configurable: true, value});
        return void window.dispatchEvent(new Event(action.type));
      }
      default:
        return action satisfies never;
    }
  }

  function actOnRoom(room: ObservedRoom, action: Extract<Action, {readonly room: number}>): void {
    const {element, requests} = room;
    const {isConnected} = element;
    const otherBox = element.parentNode === boxes[0] ? boxes[1] : boxes[0];
    switch (action.type) {
      case 'attach':
      case 'append':
        if (isConnected !== (action.type === 'append')) return;
        room.phase = 'closed';
        return otherBox.append(element);
      case 'detach':
        room.phase = 'closed';
        return element.remove();
      case 'move':
        if (isConnected && 'moveBefore' in otherBox)
          (otherBox as Movable).moveBefore(element, null);
        return;
      case 'join':
      case 'reload':
      case 'leave':
        return element[action.type]();
      case 'click':
        if (isConnected) (getPart(element, 'retry') ?? getPart(element, 'join'))?.click();
        return;
      case 'new-tab':
      case 'dismiss':
        return getPart(element, action.type)?.click();
      case 'scroll-into-view':
        return watched.scrollIntoView(element);
      case 'change':
        return change(room, action.values);
      case 'respond': {
        const request = requests.at(-1 - action.skip);
        if (!request || request.isAnswered) return;
        if (isPending(request)) room.isSilent = action.response === 'silent';
        request.isAnswered = true;
        return request.answer(action.response, buildLaunch(action.response, request.number));
      }
      case 'message':
        return dispatchMessage(getFrame(element)?.contentWindow, action.message);
      default:
        return action satisfies never;
    }
  }

  /** Whether each room waits for the test, for its clock, or for a page that never loads. */
  function isSettled(): boolean {
    assignRequests();
    const filterByState = (state: string) => rooms.filter(({element}) => element.state === state);
    const retries = clock.delays.filter(ms => RETRY_DELAYS_MS.includes(ms)).length;
    const withoutRequest = filterByState('loading').filter(
      ({requests}) => !requests.some(isPending),
    );
    return (
      withoutRequest.length <= retries &&
      filterByState('joining').every(({element, loadedFrame, isSilent}) => {
        const frame = getFrame(element);
        return frame && (isSilent || loadedFrame === frame);
      })
    );
  }

  /**
   * Waits until the page is settled, and checks the invariants.
   * @throws Error with all broken invariants
   */
  async function settle(): Promise<void> {
    const deadline = Date.now() + 10_000;
    for (
      let settledTasks = 0;
      settledTasks < 3;
      settledTasks = isSettled() ? settledTasks + 1 : 0
    ) {
      await nextTask();
      if (Date.now() > deadline) {
        const states = rooms.map(({element}) => element.state).join();
        throw new Error(`The page must settle within 10 s; the rooms are ${states}`);
      }
    }
    for (const room of rooms)
      for (const fault of findFaults(room))
        faults.push(`room ${room.index}, ${room.element.state}: ${fault}`);
    const count = (state: string) => rooms.filter(({element}) => element.state === state).length;
    // The element probes KAF twice for a silent page.
    if (probes.size > 2 * count('joining')) faults.push('a probe of KAF belongs to no room');
    if (watched.observed > count('idle')) faults.push('an observer belongs to no idle room');
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }

  return {
    rooms,
    act,
    settle,
    /** Advances the clock by this number of milliseconds. */
    advance: (ms: number) => clock.advance(ms),
    /** Removes all rooms, and checks that no timer, listener or observer remains. */
    async close() {
      for (const {index} of rooms) act({type: 'detach', room: index});
      await settle();
      const remaining = [...clock.delays.map(ms => `timer of ${ms} ms`), ...watched.getRemaining()];
      if (remaining.length > 0) throw new Error(`still there: ${remaining.join()}`);
    },
    /** Restores the functions of the browser; for `finally`. */
    restore() {
      for (const box of boxes) box.remove();
      Reflect.deleteProperty(navigator, 'onLine');
      fetchMock.restore();
      clock.restore();
      watched.restore();
    },
  };
}

/** Returns the broken invariants of a settled room. */
function findFaults({element, phase, requests}: ObservedRoom): string[] {
  const {state} = element;
  const frames = [...(element.shadowRoot?.querySelectorAll('iframe') ?? [])];
  const pending = requests.filter(isPending).length;
  const faults: string[] = [];
  if (PHASE_BY_STATE[state] !== phase) faults.push(`its events say that it is ${phase}`);
  if (frames.length > 1 || (frames.length === 0 && /^(joining|ready)$/.test(state)))
    faults.push(`${frames.length} frames`);
  if (/^(idle|failed)$/.test(state) && frames.length > 0) faults.push('a frame remains');
  if (state === 'loading' && frames.some(frame => frame.contentDocument?.URL !== 'about:blank'))
    faults.push('the frame is not blank');
  if (pending > (state === 'loading' ? 1 : 0)) faults.push(`${pending} pending requests`);
  if ((element.error !== null) !== (state === 'failed'))
    faults.push(`the error is ${element.error?.code}`);
  if (!element.isConnected && state !== 'idle') faults.push('it is not in the document');
  if (element.warnings.length > 0 && state !== 'ready')
    faults.push(`the warnings are ${element.warnings.join()}`);
  return faults;
}

interface Movable {
  moveBefore(node: Node, before: Node | null): void;
}
