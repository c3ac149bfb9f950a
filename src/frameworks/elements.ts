import type {
  CreatorEventMap,
  KalturaRoomCreatorElement,
  KalturaRoomElement,
  RoomEventMap,
} from '../index.js';

/*
 * What a template of a framework may say of the elements: types alone, for the files beside this one.
 */

export type {CreatorEventMap, KalturaRoomCreatorElement, KalturaRoomElement, RoomEventMap};

/** What a page sets on `<kaltura-room>`: properties by their names, attributes by theirs. */
export type RoomProps = Props<
  KalturaRoomElement,
  | 'roomId'
  | 'tokenUrl'
  | 'kafUrl'
  | 'roomModerator'
  | 'chatModerator'
  | 'loading'
  | 'timeout'
  | 'credentials'
  | 'headers'
  | 'allow'
  | 'allowOrigins'
  | 'sandbox'
  | 'label'
  | 'autoHeight'
  | 'controls'
> &
  Partial<Pick<KalturaRoomElement, 'launch' | 'fetchLaunch'>>;

/** What a page sets on `<kaltura-room-creator>`. */
export type CreatorProps = Props<
  KalturaRoomCreatorElement,
  | 'createUrl'
  | 'shareUrl'
  | 'another'
  | 'hide'
  | 'lock'
  | 'require'
  | 'room'
  | 'templates'
  | 'draftKey'
  | 'credentials'
  | 'headers'
  | 'timeout'
  | 'name'
  | 'required'
  | 'disabled'
> &
  Partial<Pick<KalturaRoomCreatorElement, 'searchUsers' | 'htmlFor'>> & {
    readonly for?: string | null | undefined;
  };

/** Handlers of events by names such as `onkaltura-room-ready`. */
export type Handlers<Events, Prefix extends string> = {
  [Name in keyof Events & string as `${Prefix}${Name}`]?:
    ((event: Events[Name]) => void) | undefined;
};

/** By the names of properties, and of attributes: most frameworks set a property where there is one. */
type Props<Element, Name extends keyof Element & string> = {
  [Key in Name as Key | Kebab<Key>]?: Element[Key] | undefined;
};

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Kebab<Rest>}`
    : `-${Lowercase<First>}${Kebab<Rest>}`
  : '';
