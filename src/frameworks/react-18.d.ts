import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {
  CreatorAttributes,
  CreatorEventMap,
  KalturaRoomCreatorElement,
  KalturaRoomElement,
  RoomAttributes,
  RoomEventMap,
} from './elements.js';

/*
 * The elements in JSX of React 18, which sets only attributes. Use `class` instead of `className`, and a
 * `ref` for objects and for handlers of the elements' own events.
 */

type Base<Element> = Omit<
  DetailedHTMLProps<HTMLAttributes<Element>, Element>,
  'className' | 'hidden'
> & {
  class?: string | undefined;
  hidden?: '' | undefined;
};

/** JSX accepts every name with a dash as an attribute, unless the types forbid it. */
type ForbiddenHandlers<Events> = {[Name in keyof Events & string as `on${Name}`]?: never};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'kaltura-room': Base<KalturaRoomElement> & RoomAttributes & ForbiddenHandlers<RoomEventMap>;
      'kaltura-room-creator': Base<KalturaRoomCreatorElement> &
        CreatorAttributes &
        ForbiddenHandlers<CreatorEventMap>;
    }
  }
}
