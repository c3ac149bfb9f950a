import type {RoomProperties} from '../frameworks/elements.js';
import {KalturaRoomElement} from '../room/kaltura-room-element.js';
import type {RoomEventMap} from '../room/events.js';
import {
  createElementComponent,
  type EventProps,
  type HtmlProps,
} from './create-element-component.js';
import {watchRoom} from './room-store.js';

/** The events of `<kaltura-room>`, by prop. */
const EVENTS = {
  onLoading: 'kaltura-room-loading',
  onReady: 'kaltura-room-ready',
  onError: 'kaltura-room-error',
  onLeft: 'kaltura-room-left',
  onMessage: 'kaltura-room-message',
  onResize: 'kaltura-room-resize',
  onWarning: 'kaltura-room-warning',
} as const satisfies Record<string, keyof RoomEventMap>;

type OwnProps = RoomProperties & EventProps<typeof EVENTS, RoomEventMap>;

/** Props of {@link KalturaRoom}: the element's properties and events, and HTML attributes. */
export interface KalturaRoomProps extends OwnProps, HtmlProps<KalturaRoomElement, OwnProps> {}

/**
 * Shows a Kaltura meeting room. Its ref is the `<kaltura-room>` element.
 *
 * ```jsx
 * <KalturaRoom roomId="1_abcd1234" tokenUrl="/api/kaltura/token" onReady={handleReady} />
 * ```
 */
export const KalturaRoom = /* @__PURE__ */ createElementComponent<
  KalturaRoomElement,
  KalturaRoomProps
>({
  tagName: 'kaltura-room',
  elementClass: KalturaRoomElement,
  events: EVENTS,
  displayName: 'KalturaRoom',
  onMount: watchRoom,
});
