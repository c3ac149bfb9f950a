import type {CreateRequest} from '../contract.js';
import type {RoomError} from '../errors.js';

/** `kaltura-room-create`: a room is about to be asked for. Cancel it, and it is not. */
export class RoomCreateEvent extends Event {
  /** The body that will be posted. */
  readonly room: CreateRequest;

  constructor(room: CreateRequest) {
    super('kaltura-room-create', {bubbles: true, composed: true, cancelable: true});
    this.room = room;
  }
}

/** `kaltura-room-created`: the room is there. It bubbles: it is a person's act. */
export class RoomCreatedEvent extends Event {
  /** The room's entry ID. */
  readonly id: string;
  readonly name: string;

  constructor(id: string, name: string) {
    super('kaltura-room-created', {bubbles: true, composed: true});
    this.id = id;
    this.name = name;
  }
}

/** `kaltura-room-create-error`: the room was not created, as far as the page knows. */
export class RoomCreateErrorEvent extends Event {
  readonly error: RoomError;

  constructor(error: RoomError) {
    super('kaltura-room-create-error');
    this.error = error;
  }
}

declare global {
  interface HTMLElementEventMap {
    'kaltura-room-create': RoomCreateEvent;
    'kaltura-room-created': RoomCreatedEvent;
    'kaltura-room-create-error': RoomCreateErrorEvent;
  }
}
