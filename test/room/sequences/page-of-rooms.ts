import type {Launch} from '../../../src/index.js';
import {mockFetch, type PendingRequest} from '../../support/mock-fetch.js';
import {nextTask} from '../../support/events.js';
import {KAF, ROOM, getFrame, getPart, reportViolation} from '../../support/room-fixture.js';
import {answerCall, buildFailure, buildGivenLaunch, buildLaunch, post} from './answers.js';
import type {Action, Name, Values} from './actions.js';
import {isPending, createRoomModel, type RoomModel} from './room-model.js';
import {stopClock} from './virtual-clock.js';
import {watchWindow} from './watched-window.js';

/** How long a room waits before it asks again. */
const PAUSES_MS = [375, 750, 5375, 5750];

const ANNOUNCED_BY_STATE = {
  idle: 'out',
  loading: 'opening',
  joining: 'opening',
  ready: 'open',
  failed: 'out',
};

export type PageOfRooms = ReturnType<typeof createPageOfRooms>;

/**
 * A page of so many rooms, which are nowhere yet. Nothing happens on it but what a test does: time
 * stands still, every request is held, and nothing is in view.
 */
export function createPageOfRooms(count: number) {
  const faults: string[] = [];
  const onFault = (text: string) => void faults.push(text);
  const fetchMock = mockFetch();
  const clock = stopClock();
  const watched = watchWindow(onFault);
  const boxes = [document.createElement('div'), document.createElement('section')] as const;
  document.body.append(...boxes);
  const models = Array.from({length: count}, (_, index) => createRoomModel(index, onFault));
  for (const model of models)
    change(model, {'room-id': ROOM, 'token-url': 'own', loading: 'eager'});

  let asked = 0;
  let sorted = 0;
  /** The requests to KAF. */
  const probes = new Set<PendingRequest>();

  /** Gives each request that is new to the room that it is of. */
  function assignRequests(): void {
    for (const call of fetchMock.calls.slice(sorted)) {
      const model = models[Number(/\/token\/(\d)/.exec(call.url)?.[1])];
      if (model) addRequest(model, call.signal, (by, launch) => answerCall(call, by, launch));
      else probes.add(call);
    }
    sorted = fetchMock.calls.length;
    for (const call of probes) if (call.signal?.aborted) probes.delete(call);
  }

  function addRequest(
    model: RoomModel,
    signal: AbortSignal | undefined,
    answer: RoomModel['requests'][0]['answer'],
  ) {
    model.requests.push({number: ++asked, signal, isAnswered: false, answer});
  }

  const ownFunction = (model: RoomModel) => (_: unknown, signal: AbortSignal) =>
    new Promise<Launch>((resolve, reject) => {
      signal.addEventListener('abort', () => model.onStop?.());
      addRequest(model, signal, (by, launch) =>
        launch ? resolve(launch) : reject(buildFailure(by)),
      );
    });

  function change(model: RoomModel, to: Values): void {
    const {room, index, values} = model;
    Object.assign(values, to);
    for (const [name, value] of Object.entries(to) as [Name, string | null][]) {
      if (name === 'launch') room.launch = value === null ? null : buildGivenLaunch(value);
      else if (name === 'fetchLaunch')
        room.fetchLaunch = value === null ? null : ownFunction(model);
      else if (value === null) room.removeAttribute(name);
      else room.setAttribute(name, name === 'token-url' ? `/token/${index}/${value}` : value);
    }
  }

  /** Does it, at once. */
  function act(action: Action): void {
    assignRequests();
    if ('room' in action) {
      const model = models[action.room];
      if (model) actOn(model, action);
    } else if (action.do === 'reach') {
      const call = [...probes][action.nth];
      if (!call) return;
      probes.delete(call);
      if (action.isThere) call.answer();
      else call.fail();
    } else if (action.do === 'blocked')
      reportViolation({effectiveDirective: 'frame-src', blockedURI: KAF});
    else if (action.do === 'hidden') document.dispatchEvent(new Event('visibilitychange'));
    else {
      Object.defineProperty(navigator, 'onLine', {
        configurable: true,
        value: action.do === 'online',
      });
      window.dispatchEvent(new Event(action.do));
    }
  }

  function actOn(model: RoomModel, action: Extract<Action, {readonly room: number}>): void {
    const {room, requests} = model;
    const {isConnected} = room;
    const other = room.parentNode === boxes[0] ? boxes[1] : boxes[0];
    switch (action.do) {
      case 'attach':
      case 'append':
        if (isConnected !== (action.do === 'append')) return;
        model.announced = 'out';
        return other.append(room);
      case 'detach':
        model.announced = 'out';
        return room.remove();
      case 'move':
        if (isConnected && 'moveBefore' in other) (other as Movable).moveBefore(room, null);
        return;
      case 'join':
      case 'reload':
      case 'leave':
        return room[action.do]();
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
        return change(model, action.to);
      case 'answer': {
        const answered = requests.at(-1 - action.nth);
        if (!answered || answered.isAnswered) return;
        if (isPending(answered)) model.isSilent = action.by === 'silent';
        answered.isAnswered = true;
        return answered.answer(action.by, buildLaunch(action.by, answered.number));
      }
      case 'message':
        return post(getFrame(room)?.contentWindow, action.by);
      default:
        return action satisfies never;
    }
  }

  /** Whether all has followed that follows by itself. */
  function isSettled(): boolean {
    assignRequests();
    const isIn = (state: string) => models.filter(({room}) => room.state === state);
    const pauses = clock.delays.filter(ms => PAUSES_MS.includes(ms)).length;
    return (
      isIn('loading').filter(({requests}) => !requests.some(isPending)).length <= pauses &&
      isIn('joining').every(
        ({room, loaded, isSilent}) => getFrame(room) && (isSilent || loaded === getFrame(room)),
      )
    );
  }

  /** Waits until nothing follows any more, and looks at what must always hold then. */
  async function settle(): Promise<void> {
    const late = Date.now() + 10_000;
    for (let calm = 0; calm < 3; calm = isSettled() ? calm + 1 : 0) {
      await nextTask();
      if (Date.now() > late)
        throw new Error(`never calm: ${models.map(({room}) => room.state).join()}`);
    }
    for (const {room, announced, requests, index} of models) {
      const {state} = room;
      const fault = (text: string) => faults.push(`room ${index}, ${state}: ${text}`);
      const frames = [...(room.shadowRoot?.querySelectorAll('iframe') ?? [])];
      const underWay = requests.filter(isPending).length;
      if (ANNOUNCED_BY_STATE[state] !== announced) fault(`its events told that it is ${announced}`);
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
    const isIn = (state: string) => models.filter(({room}) => room.state === state).length;
    // The element probes KAF twice for a silent page.
    if (probes.size > 2 * isIn('joining')) faults.push('KAF is asked for nobody');
    if (watched.observed > isIn('idle')) faults.push('looks out for nobody');
    if (faults.length) throw new Error(faults.join('\n'));
  }

  return {
    ...{models, act, settle},
    /** How many requests to KAF wait for an answer. */
    reaching: () => probes.size,
    /** Lets so many milliseconds pass. */
    pass: (ms: number) => clock.pass(ms),
    /** Takes all rooms away. Nothing of them stays behind. */
    async close() {
      for (const {index} of models) act({do: 'detach', room: index});
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
