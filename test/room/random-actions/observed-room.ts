import type {KalturaRoomElement, Launch} from '../../../src/index.js';
import type {ResponseKind, Values} from './actions.js';

/** A request for a launch, to the endpoint or by `fetchLaunch`. */
export interface LaunchRequest {
  /** A number of its own, which its launch contains. */
  readonly number: number;
  readonly signal: AbortSignal | undefined;
  isAnswered: boolean;
  answer(response: ResponseKind, launch: Launch | undefined): void;
}

export const isPending = ({signal, isAnswered}: LaunchRequest) => !isAnswered && !signal?.aborted;

/** A room element, and everything that it has emitted and requested. */
export interface ObservedRoom {
  readonly element: KalturaRoomElement;
  readonly index: number;
  /** Current values of the attributes and properties. */
  readonly values: Values;
  /** Names of its events, without `kaltura-room-`. */
  readonly events: string[];
  readonly requests: LaunchRequest[];
  /** The phase according to the events. */
  phase: Phase;
  /** The frame in which a page of another origin has loaded. */
  loadedFrame: EventTarget | undefined;
  /** Whether the page of its frame never loads. */
  isSilent: boolean;
  /** Runs when the signal of `fetchLaunch` aborts. */
  onAbort: (() => void) | undefined;
}

export type Phase = 'closed' | 'opening' | 'open';

const STATES = ['idle', 'loading', 'joining', 'ready', 'failed'] as const;

interface EventRule {
  /** States in which the element may emit the event. */
  readonly states: readonly string[];
  /** Phases before the event. */
  readonly after: readonly Phase[];
  /** The phase after the event, if it changes. */
  readonly next?: Phase;
}

const EVENT_RULES = {
  loading: {states: ['loading'], after: ['closed', 'opening', 'open'], next: 'opening'},
  ready: {states: ['ready'], after: ['opening'], next: 'open'},
  error: {states: ['failed'], after: ['closed', 'opening', 'open'], next: 'closed'},
  left: {states: ['idle'], after: ['opening', 'open'], next: 'closed'},
  message: {states: ['joining', 'ready'], after: ['opening', 'open']},
  resize: {states: ['joining', 'ready'], after: ['opening', 'open']},
  warning: {states: ['ready'], after: ['open']},
} satisfies Record<string, EventRule>;
type EventName = keyof typeof EVENT_RULES;
export const EVENTS = Object.keys(EVENT_RULES) as EventName[];

/**
 * Creates a room outside the document, and checks each of its events.
 * @param onFault receives a broken rule
 */
export function createObservedRoom(index: number, onFault: (text: string) => void): ObservedRoom {
  const element = document.createElement('kaltura-room');
  const room: ObservedRoom = {
    element,
    index,
    values: {},
    events: [],
    requests: [],
    phase: 'closed',
    loadedFrame: undefined,
    isSilent: false,
    onAbort: undefined,
  };
  for (const name of EVENTS)
    element.addEventListener(`kaltura-room-${name}`, event => {
      const rule: EventRule = EVENT_RULES[name];
      for (const fault of findEventFaults(room, rule, event))
        onFault(`room ${index}, ${name}: ${fault}`);
      room.events.push(name);
      room.phase = rule.next ?? room.phase;
      if (name === 'loading') observeFrame(room);
    });
  return room;
}

function findEventFaults({element, phase}: ObservedRoom, rule: EventRule, event: Event): string[] {
  const {state} = element;
  const faults: string[] = [];
  if (!element.isConnected) faults.push('emitted after removal');
  if (!rule.states.includes(state)) faults.push(`emitted in the state ${state}`);
  if (!rule.after.includes(phase)) faults.push(`emitted while ${phase}`);
  const cssStates = STATES.filter(name => element.matches(`:state(${name})`)).join();
  if (cssStates !== state) faults.push(`the CSS states are "${cssStates}" in the state ${state}`);
  if ('error' in event && event.error !== element.error) faults.push('the event has another error');
  return faults;
}

function observeFrame(room: ObservedRoom): void {
  room.isSilent = false;
  const onLoad = ({target}: Event) => {
    if (!(target as HTMLIFrameElement).contentDocument) room.loadedFrame = target!;
  };
  room.element.shadowRoot?.addEventListener('load', onLoad, true);
}
