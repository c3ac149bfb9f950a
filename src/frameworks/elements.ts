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

/** The properties of `<kaltura-room>` that have an attribute. */
type RoomName =
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
  | 'controls';

/** Those of `<kaltura-room-creator>`, but for `for`. */
type CreatorName =
  | 'createUrl'
  | 'shareUrl'
  | 'allowAnother'
  | 'hiddenFields'
  | 'readonlyFields'
  | 'requiredFields'
  | 'defaults'
  | 'templates'
  | 'draftKey'
  | 'credentials'
  | 'headers'
  | 'timeout'
  | 'name'
  | 'required'
  | 'disabled';

/** What a page sets on `<kaltura-room>`: properties by their names, attributes by theirs. */
export type RoomProps = Props<KalturaRoomElement, RoomName> &
  Partial<Pick<KalturaRoomElement, 'launch' | 'fetchLaunch'>>;

/** What a page sets on `<kaltura-room-creator>`. */
export type CreatorProps = Props<KalturaRoomCreatorElement, CreatorName> &
  Partial<Pick<KalturaRoomCreatorElement, 'searchUsers' | 'htmlFor'>> &
  For;

/** The attributes of `<kaltura-room>`, for what sets nothing else. */
export type RoomAttributes = Attributes<KalturaRoomElement, RoomName>;

/** The attributes of `<kaltura-room-creator>`. */
export type CreatorAttributes = Attributes<KalturaRoomCreatorElement, CreatorName> & For;

interface For {
  readonly for?: string | null | undefined;
}

/** Handlers of events by names such as `onkaltura-room-ready`. */
export type Handlers<Events, Prefix extends string> = {
  [Name in keyof Events & string as `${Prefix}${Name}`]?:
    ((event: Events[Name]) => void) | undefined;
};

/** By the names of properties, and of attributes: most frameworks set a property where there is one. */
type Props<Element, Name extends keyof Element & string> = {
  [Key in Name as Key | Kebab<Key>]?: Element[Key] | undefined;
};

/** Text alone: what is true is `''`, and an object is JSON. */
type Attributes<Element, Name extends keyof Element & string> = {
  [Key in Name as Kebab<Key>]?: Text<NonNullable<Element[Key]>> | undefined;
};

type Text<Value> = Value extends boolean ? '' : Value extends string | number ? Value : string;

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Kebab<Rest>}`
    : `-${Lowercase<First>}${Kebab<Rest>}`
  : '';
