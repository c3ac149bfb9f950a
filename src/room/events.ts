import type {RoomError, RoomWarningCode} from '../contract/room-error.js';

/*
 * The events of `<kaltura-room>`. They speak of the element's own state and so do not bubble:
 * listen on the element.
 */

/** `kaltura-room-loading`: a room is about to be opened. */
export class RoomLoadingEvent extends Event {
  constructor() {
    super('kaltura-room-loading');
  }
}

/** `kaltura-room-ready`: the frame has loaded; the README says what that proves. */
export class RoomReadyEvent extends Event {
  /** Whether the frame itself has said something; otherwise only its host is known to answer. */
  readonly confirmed: boolean;

  constructor(confirmed: boolean) {
    super('kaltura-room-ready');
    this.confirmed = confirmed;
  }
}

/** `kaltura-room-error`: the room did not open. */
export class RoomErrorEvent extends Event {
  readonly error: RoomError;

  constructor(error: RoomError) {
    super('kaltura-room-error');
    this.error = error;
  }
}

/** `kaltura-room-left`: the room was open, or opening, and the page left it. */
export class RoomLeftEvent extends Event {
  constructor() {
    super('kaltura-room-left');
  }
}

/**
 * A message of a known `subject`, for `event.data as RoomMessage`: those that Kaltura's guides name
 * beside `lti.frameResize`, of whose content nobody says anything, and those of 1EdTech's "LTI Client
 * Side postMessages" and "LTI postMessage Storage". Nothing of it is checked: a frame says what it
 * likes.
 */
export type RoomMessage =
  | {
      readonly subject:
        'lti.navigation' | 'lti.contentSelected' | 'lti.hideModuleHeader' | 'lti.close';
      readonly [name: string]: unknown;
    }
  | {readonly subject: 'lti.capabilities'; readonly message_id: string}
  | {readonly subject: 'lti.get_data'; readonly message_id: string; readonly key: string}
  | {
      readonly subject: 'lti.put_data';
      readonly message_id: string;
      readonly key: string;
      readonly value: string | null;
    };

/** The subject of a message; a frame may say anything else. */
export type RoomMessageSubject = RoomMessage['subject'] | (string & {});

/** `kaltura-room-message`: the frame said something that this element does not know. */
export class RoomMessageEvent extends Event {
  /** As the frame sent it; parsed where it was a JSON string of up to 65,536 characters. */
  readonly data: unknown;

  constructor(data: unknown) {
    super('kaltura-room-message');
    this.data = data;
  }

  /** The `subject` of the data, by which messages of LTI are told apart; undefined where there is none. */
  get subject(): RoomMessageSubject | undefined {
    const {subject} = (this.data ?? {}) as {subject?: unknown};
    return typeof subject === 'string' ? subject : undefined;
  }
}

/** `kaltura-room-resize`: the frame asked for a height (`lti.frameResize`). */
export class RoomResizeEvent extends Event {
  /** CSS pixels, or a percentage such as `100%`. */
  readonly height: number | string;

  constructor(height: number | string) {
    super('kaltura-room-resize');
    this.height = height;
  }
}

/** `kaltura-room-warning`: something stands against the meeting, which goes on. */
export class RoomWarningEvent extends Event {
  readonly code: RoomWarningCode;

  constructor(code: RoomWarningCode) {
    super('kaltura-room-warning');
    this.code = code;
  }
}

/** The events of a `<kaltura-room>`, by name. */
export interface RoomEventMap {
  'kaltura-room-loading': RoomLoadingEvent;
  'kaltura-room-ready': RoomReadyEvent;
  'kaltura-room-error': RoomErrorEvent;
  'kaltura-room-left': RoomLeftEvent;
  'kaltura-room-message': RoomMessageEvent;
  'kaltura-room-resize': RoomResizeEvent;
  'kaltura-room-warning': RoomWarningEvent;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- It gets those above.
  interface HTMLElementEventMap extends RoomEventMap {}
}
