import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {
  CreatorEventMap,
  CreatorProps,
  Handlers,
  KalturaRoomCreatorElement,
  KalturaRoomElement,
  RoomEventMap,
  RoomProps,
} from './elements.js';

/* The elements in JSX of React 19. */

type Base<Element> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, 'hidden'> & {
  class?: string | undefined;
  hidden?: boolean | undefined;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'kaltura-room': Base<KalturaRoomElement> & RoomProps & Handlers<RoomEventMap, 'on'>;
      'kaltura-room-creator': Base<KalturaRoomCreatorElement> &
        CreatorProps &
        Handlers<CreatorEventMap, 'on'>;
    }
  }
}
