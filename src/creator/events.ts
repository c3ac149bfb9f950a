import type {CreateRequest} from '../contract/schemas.js';
import type {RoomError} from '../contract/room-error.js';

/** `kaltura-room-create`: a room is about to be asked for. Cancel it, and it is not. */
export class RoomCreateEvent extends Event {
  /** The body that will be posted, which nobody can change any more. */
  readonly room: CreateRequest;
  /** What is in the form controls of the page's own; it is not posted. */
  readonly formData: FormData;

  constructor(room: CreateRequest, formData: FormData) {
    super('kaltura-room-create', {bubbles: true, composed: true, cancelable: true});
    for (const value of Object.values(room)) Object.freeze(value);
    this.room = Object.freeze(room);
    this.formData = formData;
  }
}

/** `kaltura-room-created`: the room is there. It bubbles: it is a person's act. */
export class RoomCreatedEvent extends Event {
  /** The room's entry ID. */
  readonly id: string;
  readonly name: string;
  /** What was in the form controls of the page's own as the room was asked for. */
  readonly formData: FormData;

  constructor(id: string, name: string, formData: FormData) {
    super('kaltura-room-created', {bubbles: true, composed: true});
    this.id = id;
    this.name = name;
    this.formData = formData;
  }
}

/** `kaltura-room-create-error`: the room was not created, as far as the page knows. */
export class RoomCreateErrorEvent extends Event {
  readonly error: RoomError;
  /** What the host backend's log calls the request; empty where none was sent. */
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
  // What bubbles is heard on the document, too.
  interface GlobalEventHandlersEventMap {
    'kaltura-room-create': RoomCreateEvent;
    'kaltura-room-created': RoomCreatedEvent;
  }
  interface HTMLElementEventMap {
    'kaltura-room-create-error': RoomCreateErrorEvent;
  }
}
