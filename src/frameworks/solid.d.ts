import type {
  CreatorEventMap,
  CreatorProps,
  Handlers,
  KalturaRoomCreatorElement,
  KalturaRoomElement,
  RoomEventMap,
  RoomProps,
} from './elements.js';

/* The elements in JSX of Solid, which takes `prop:` for properties and `on:` for events. */

type WithProp<Props> = Props & {
  [Name in keyof Props & string as `prop:${Name}`]?: Props[Name];
};

declare module 'solid-js/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'kaltura-room': HTMLAttributes<KalturaRoomElement> &
        WithProp<RoomProps> &
        Handlers<RoomEventMap, 'on:'>;
      'kaltura-room-creator': HTMLAttributes<KalturaRoomCreatorElement> &
        WithProp<CreatorProps> &
        Handlers<CreatorEventMap, 'on:'>;
    }
  }
}
