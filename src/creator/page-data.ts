/** A person who may moderate a room. */
export interface RoomUser {
  /** Kaltura user ID. */
  readonly id: string;
  /** The name to show. */
  readonly name?: string | undefined;
}

/**
 * A function of the page that finds users.
 * @param query the text that the guest typed
 * @param signal aborts once the result is not needed
 */
export type SearchUsers = (
  query: string,
  signal: AbortSignal,
) => Promise<readonly RoomUser[]> | readonly RoomUser[];

/** A template that a room can be created from. */
export interface RoomTemplate {
  /** ID of the room to copy: Kaltura's entry ID. */
  readonly id: string;
  /** Name to show. */
  readonly name: string;
  /** The http(s) URL of an image. */
  readonly image?: string | undefined;
}

/**
 * A function of the page that loads the templates.
 * @param signal aborts once the result is not needed
 */
export type LoadTemplates = (signal: AbortSignal) => Promise<readonly RoomTemplate[]>;
