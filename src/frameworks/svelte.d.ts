import type {HTMLAttributes} from 'svelte/elements';
import type {
  CreatorEventMap,
  CreatorProps,
  Handlers,
  KalturaRoomCreatorElement,
  KalturaRoomElement,
  RoomEventMap,
  RoomProps,
} from './elements.js';

/* The elements in templates of Svelte 5. */

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'kaltura-room': HTMLAttributes<KalturaRoomElement> & RoomProps & Handlers<RoomEventMap, 'on'>;
    'kaltura-room-creator': HTMLAttributes<KalturaRoomCreatorElement> &
      CreatorProps &
      Handlers<CreatorEventMap, 'on'>;
  }
}
