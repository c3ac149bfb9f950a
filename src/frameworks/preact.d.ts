import type {HTMLAttributes} from 'preact';
import type {
  CreatorEventMap,
  CreatorProps,
  Handlers,
  KalturaRoomCreatorElement,
  KalturaRoomElement,
  RoomEventMap,
  RoomProps,
} from './elements.js';

/* The elements in JSX of Preact. */

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'kaltura-room': HTMLAttributes<KalturaRoomElement> & RoomProps & Handlers<RoomEventMap, 'on'>;
      'kaltura-room-creator': HTMLAttributes<KalturaRoomCreatorElement> &
        CreatorProps &
        Handlers<CreatorEventMap, 'on'>;
    }
  }
}
