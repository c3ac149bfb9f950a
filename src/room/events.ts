import type {RoomError, RoomWarningCode} from '../contract/room-error.js';

/*
 * The events of `<kaltura-room>`. They report the element's own state, so they do not bubble: listen
 * on the element.
 */

/** `kaltura-room-loading`: the room begins to open. */
export class RoomLoadingEvent extends Event {
  constructor() {
    super('kaltura-room-loading');
  }
}

/** `kaltura-room-ready`: the frame has loaded. */
export class RoomReadyEvent extends Event {
  /** Whether the frame has sent a message. If false, only KAF's host is known to answer. */
  readonly confirmed: boolean;

  constructor(confirmed: boolean) {
    super('kaltura-room-ready');
    this.confirmed = confirmed;
  }
}

/** `kaltura-room-error`: the room did not open, or is gone. */
export class RoomErrorEvent extends Event {
  /** The reason, with a `code` from the catalog. */
  readonly error: RoomError;

  constructor(error: RoomError) {
    super('kaltura-room-error');
    this.error = error;
  }
}

/** `kaltura-room-left`: an open or opening room was left. */
export class RoomLeftEvent extends Event {
  constructor() {
    super('kaltura-room-left');
  }
}

/**
 * A message of a known `subject`: use it as `event.data as RoomMessage`. Kaltura's guides name the
 * first four subjects without their content. The others come from 1EdTech's "LTI Client Side
 * postMessages" and "LTI postMessage Storage". The element does not validate messages, because a
 * frame may send anything.
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

/** The subject of a message. A frame may send any other text. */
export type RoomMessageSubject = RoomMessage['subject'] | (string & {});

/** `kaltura-room-message`: the frame sent a message that this element does not handle. */
export class RoomMessageEvent extends Event {
  /** The message as it was sent, or parsed if it was JSON of up to 65,536 characters. */
  readonly data: unknown;

  constructor(data: unknown) {
    super('kaltura-room-message');
    this.data = data;
  }

  /** The `subject` of an LTI message; undefined for other messages. */
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

/** `kaltura-room-warning`: something impairs the meeting, which continues. */
export class RoomWarningEvent extends Event {
  /** Code of the condition, which is also in `warnings` of the element. */
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
