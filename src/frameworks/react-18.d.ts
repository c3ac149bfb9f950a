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
 * The elements in JSX of React 18, which hands over attributes alone: `className` is none, and objects
 * and handlers of the elements' own events come by a `ref`.
 */

type Base<Element> = Omit<
  DetailedHTMLProps<HTMLAttributes<Element>, Element>,
  'className' | 'hidden'
> & {
  class?: string | undefined;
  hidden?: '' | undefined;
};

/** A name with dashes is taken for an attribute unless it is said to be none. */
type Unheard<Events> = {[Name in keyof Events & string as `on${Name}`]?: never};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'kaltura-room': Base<KalturaRoomElement> & RoomAttributes & Unheard<RoomEventMap>;
      'kaltura-room-creator': Base<KalturaRoomCreatorElement> &
        CreatorAttributes &
        Unheard<CreatorEventMap>;
    }
  }
}
