import type {EmitFn, EmitsToProps, HTMLAttributes, PublicProps} from 'vue';
import type {CreatorEventMap, CreatorProps, RoomEventMap, RoomProps} from './elements.js';

/* The elements in templates of Vue. */

type Emits<Events> = {[Name in keyof Events & string]: (event: Events[Name]) => void};

type Element<Props, Events> = new () => {
  $props: PublicProps & HTMLAttributes & Props & EmitsToProps<Emits<Events>>;
  $emit: EmitFn<Emits<Events>>;
};

declare module 'vue' {
  interface GlobalComponents {
    'kaltura-room': Element<RoomProps, RoomEventMap>;
    'kaltura-room-creator': Element<CreatorProps, CreatorEventMap>;
  }
}
