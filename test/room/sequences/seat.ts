import type {KalturaRoomElement, Launch} from '../../../src/index.js';
import type {Answer, Values} from './deeds.js';

/** A request for a launch, by the endpoint or by a function. */
export interface Ask {
  /** Each has its own. */
  readonly number: number;
  readonly signal: AbortSignal | undefined;
  isAnswered: boolean;
  answer(by: Answer, launch: Launch | undefined): void;
}

export const isUnderWay = ({signal, isAnswered}: Ask) => !isAnswered && !signal?.aborted;

/** A room, what was done to it, and what it has told so far. */
export interface Seat {
  readonly room: KalturaRoomElement;
  readonly index: number;
  readonly values: Values;
  /** The names of its events, without `kaltura-room-`. */
  readonly events: string[];
  readonly asks: Ask[];
  /** What its events have told that it is. */
  told: 'out' | 'opening' | 'open';
  /** The frame in which a page of another origin has loaded. */
  loaded: EventTarget | undefined;
  /** Whether the page of its frame never loads. */
  isSilent: boolean;
  /** What its own function does where it is stopped. */
  onStop: (() => void) | undefined;
}

const STATES = ['idle', 'loading', 'joining', 'ready', 'failed'] as const;

/** In which states it says something, what it must have told before and what it tells. */
const SAYS = {
  loading: {in: ['loading'], after: ['out', 'opening', 'open'], tells: 'opening'},
  ready: {in: ['ready'], after: ['opening'], tells: 'open'},
  error: {in: ['failed'], after: ['out', 'opening', 'open'], tells: 'out'},
  left: {in: ['idle'], after: ['opening', 'open'], tells: 'out'},
  message: {in: ['joining', 'ready'], after: ['opening', 'open'], tells: undefined},
  resize: {in: ['joining', 'ready'], after: ['opening', 'open'], tells: undefined},
  warning: {in: ['ready'], after: ['open'], tells: undefined},
} as const;
type Says = Record<string, readonly string[]> & {tells: Seat['told'] | undefined};
export const EVENTS = Object.keys(SAYS) as (keyof typeof SAYS)[];

/**
 * A room that is nowhere yet.
 * @param onFault takes what is wrong at the moment of one of its events
 */
export function newSeat(index: number, onFault: (text: string) => void): Seat {
  const room = document.createElement('kaltura-room');
  const seat: Seat = {
    ...{room, index, values: {}, events: [], asks: [], told: 'out'},
    ...{loaded: undefined, isSilent: false, onStop: undefined},
  };
  const onLoad = ({target}: Event) => {
    if (!(target as HTMLIFrameElement).contentDocument) seat.loaded = target!;
  };
  for (const name of EVENTS)
    room.addEventListener(`kaltura-room-${name}`, event => {
      const fault = (text: string) => onFault(`room ${index}, ${name}: ${text}`);
      const {in: states, after, tells} = SAYS[name] as unknown as Says;
      const {state} = room;
      if (!room.isConnected) fault('after removal');
      if (!states!.includes(state)) fault(`in the state ${state}`);
      const shown = STATES.filter(one => room.matches(`:state(${one})`));
      if (shown.join() !== state) fault(`shows ${shown.join()}, not ${state}`);
      if ('error' in event && event.error !== room.error) fault('another error');
      if (!after!.includes(seat.told)) fault(`after it told that it is ${seat.told}`);
      seat.events.push(name);
      seat.told = tells ?? seat.told;
      if (name !== 'loading') return;
      seat.isSilent = false;
      room.shadowRoot?.addEventListener('load', onLoad, true);
    });
  return seat;
}
