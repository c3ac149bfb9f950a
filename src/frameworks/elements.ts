import type {
  CreatorEventMap,
  KalturaRoomCreatorElement,
  KalturaRoomElement,
  RoomEventMap,
} from '../index.js';

/*
 * Types of the elements in templates. The declarations for each framework in this folder use them.
 */

export type {CreatorEventMap, KalturaRoomCreatorElement, KalturaRoomElement, RoomEventMap};

/** The properties of `<kaltura-room>` that have an attribute. */
type RoomProperty =
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

/** The properties of `<kaltura-room-creator>` that have an attribute, except `htmlFor` (`for`). */
type CreatorProperty =
  | 'createUrl'
  | 'shareUrl'
  | 'allowAnother'
  | 'expanded'
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

/** Properties that a page sets on `<kaltura-room>`. */
export type RoomProperties = Properties<
  KalturaRoomElement,
  RoomProperty | 'launch' | 'fetchLaunch'
>;

/** Properties that a page sets on `<kaltura-room-creator>`. */
export type CreatorProperties = Properties<
  KalturaRoomCreatorElement,
  CreatorProperty | 'searchUsers' | 'htmlFor'
>;

/** Properties and attributes that a page sets on `<kaltura-room>`. */
export type RoomProps = RoomProperties & KebabCase<Properties<KalturaRoomElement, RoomProperty>>;

/** Properties and attributes that a page sets on `<kaltura-room-creator>`. */
export type CreatorProps = CreatorProperties &
  KebabCase<Properties<KalturaRoomCreatorElement, CreatorProperty>> &
  For;

/** The attributes of `<kaltura-room>`, for frameworks that set only attributes. */
export type RoomAttributes = Attributes<KalturaRoomElement, RoomProperty>;

/** The attributes of `<kaltura-room-creator>`, for frameworks that set only attributes. */
export type CreatorAttributes = Attributes<KalturaRoomCreatorElement, CreatorProperty> & For;

interface For {
  readonly for?: string | null | undefined;
}

/** Event handlers with names such as `onkaltura-room-ready`. */
export type Handlers<Events, Prefix extends string> = {
  [Name in keyof Events & string as `${Prefix}${Name}`]?:
    ((event: Events[Name]) => void) | undefined;
};

/** Values by property name. */
type Properties<Element, Name extends keyof Element> = {
  [Key in Name]?: Element[Key] | undefined;
};

/** The same values by attribute name. Most frameworks then set the property. */
type KebabCase<Values> = {[Key in keyof Values & string as ToKebabCase<Key>]?: Values[Key]};

/** Values as attribute text: `''` for `true`, JSON for an object. */
type Attributes<Element, Name extends keyof Element & string> = {
  [Key in Name as ToKebabCase<Key>]?: ToText<NonNullable<Element[Key]>> | undefined;
};

type ToText<Value> = Value extends boolean ? '' : Value extends string | number ? Value : string;

type ToKebabCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${ToKebabCase<Rest>}`
    : `-${Lowercase<First>}${ToKebabCase<Rest>}`
  : '';
