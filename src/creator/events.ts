import type {CreateRequest} from '../contract/schemas.js';
import type {RoomError} from '../contract/room-error.js';

/** `kaltura-room-create`: a room is about to be requested. `preventDefault()` cancels the request. */
export class RoomCreateEvent extends Event {
  /** The body of the request. It is frozen. */
  readonly room: CreateRequest;
  /** The values of the page's own form controls. They are not part of the request. */
  readonly formData: FormData;

  constructor(room: CreateRequest, formData: FormData) {
    super('kaltura-room-create', {bubbles: true, composed: true, cancelable: true});
    for (const value of Object.values(room)) Object.freeze(value);
    this.room = Object.freeze(room);
    this.formData = formData;
  }
}

/** `kaltura-room-created`: the room exists. */
export class RoomCreatedEvent extends Event {
  /** The room's entry ID. */
  readonly id: string;
  /** Name of the room. */
  readonly name: string;
  /** The values of the page's own form controls at the time of the request. */
  readonly formData: FormData;

  constructor(id: string, name: string, formData: FormData) {
    super('kaltura-room-created', {bubbles: true, composed: true});
    this.id = id;
    this.name = name;
    this.formData = formData;
  }
}

/** `kaltura-room-create-error`: the creation failed. `error.mayHaveCreatedRoom` may still be true. */
export class RoomCreateErrorEvent extends Event {
  /** The reason, with a `code` from the catalog. */
  readonly error: RoomError;
  /** Text that identifies the request in your server's log; empty if no request was sent. */
  readonly reference: string;

  constructor(error: RoomError, reference: string) {
    super('kaltura-room-create-error');
    this.error = error;
    this.reference = reference;
  }
}

/** The events of a `<kaltura-room-creator>`, by name. */
export interface CreatorEventMap {
  'kaltura-room-create': RoomCreateEvent;
  'kaltura-room-created': RoomCreatedEvent;
  'kaltura-room-create-error': RoomCreateErrorEvent;
}

declare global {
  // Events that bubble reach the document too.
  interface GlobalEventHandlersEventMap {
    'kaltura-room-create': RoomCreateEvent;
    'kaltura-room-created': RoomCreatedEvent;
  }
  interface HTMLElementEventMap {
    'kaltura-room-create-error': RoomCreateErrorEvent;
  }
}
