import type {KalturaRoomElement, Launch} from '../../../src/index.js';
import type {Answer, Values} from './actions.js';

/** A request for a launch, by the endpoint or by a function. */
export interface LaunchRequest {
  /** Each has its own. */
  readonly number: number;
  readonly signal: AbortSignal | undefined;
  isAnswered: boolean;
  answer(by: Answer, launch: Launch | undefined): void;
}

export const isPending = ({signal, isAnswered}: LaunchRequest) => !isAnswered && !signal?.aborted;

/** A room, what was done to it, and what it has told so far. */
export interface RoomModel {
  readonly room: KalturaRoomElement;
  readonly index: number;
  readonly values: Values;
  /** The names of its events, without `kaltura-room-`. */
  readonly events: string[];
  readonly requests: LaunchRequest[];
  /** The state according to the events. */
  announced: 'out' | 'opening' | 'open';
  /** The frame in which a page of another origin has loaded. */
  loaded: EventTarget | undefined;
  /** Whether the page of its frame never loads. */
  isSilent: boolean;
  /** Runs when the signal of `fetchLaunch` aborts. */
  onStop: (() => void) | undefined;
}

const STATES = ['idle', 'loading', 'joining', 'ready', 'failed'] as const;

/** In which states it says something, what it must have told before and what it tells. */
const EVENT_RULES = {
  loading: {in: ['loading'], after: ['out', 'opening', 'open'], tells: 'opening'},
  ready: {in: ['ready'], after: ['opening'], tells: 'open'},
  error: {in: ['failed'], after: ['out', 'opening', 'open'], tells: 'out'},
  left: {in: ['idle'], after: ['opening', 'open'], tells: 'out'},
  message: {in: ['joining', 'ready'], after: ['opening', 'open'], tells: undefined},
  resize: {in: ['joining', 'ready'], after: ['opening', 'open'], tells: undefined},
  warning: {in: ['ready'], after: ['open'], tells: undefined},
} as const;
type EventRule = Record<string, readonly string[]> & {tells: RoomModel['announced'] | undefined};
export const EVENTS = Object.keys(EVENT_RULES) as (keyof typeof EVENT_RULES)[];

/**
 * A room that is nowhere yet.
 * @param onFault takes what is wrong at the moment of one of its events
 */
export function createRoomModel(index: number, onFault: (text: string) => void): RoomModel {
  const room = document.createElement('kaltura-room');
  const model: RoomModel = {
    ...{room, index, values: {}, events: [], requests: [], announced: 'out'},
    ...{loaded: undefined, isSilent: false, onStop: undefined},
  };
  const onLoad = ({target}: Event) => {
    if (!(target as HTMLIFrameElement).contentDocument) model.loaded = target!;
  };
  for (const name of EVENTS)
    room.addEventListener(`kaltura-room-${name}`, event => {
      const fault = (text: string) => onFault(`room ${index}, ${name}: ${text}`);
      const {in: states, after, tells} = EVENT_RULES[name] as unknown as EventRule;
      const {state} = room;
      if (!room.isConnected) fault('after removal');
      if (!states!.includes(state)) fault(`in the state ${state}`);
      const shown = STATES.filter(one => room.matches(`:state(${one})`));
      if (shown.join() !== state) fault(`shows ${shown.join()}, not ${state}`);
      if ('error' in event && event.error !== room.error) fault('another error');
      if (!after!.includes(model.announced)) fault(`after it told that it is ${model.announced}`);
      model.events.push(name);
      model.announced = tells ?? model.announced;
      if (name !== 'loading') return;
      model.isSilent = false;
      room.shadowRoot?.addEventListener('load', onLoad, true);
    });
  return model;
}
