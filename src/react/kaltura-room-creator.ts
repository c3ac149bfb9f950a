import type {CreatorEventMap} from '../creator/events.js';
import {KalturaRoomCreatorElement} from '../creator/kaltura-room-creator-element.js';
import type {CreatorProperties} from '../frameworks/elements.js';
import {
  createElementComponent,
  type EventProps,
  type HtmlProps,
} from './create-element-component.js';

interface Events extends CreatorEventMap {
  /** The browser's own event. The element dispatches it before a request. */
  formdata: FormDataEvent;
}

/** The events of `<kaltura-room-creator>`, by prop. */
const EVENTS = {
  onCreate: 'kaltura-room-create',
  onCreated: 'kaltura-room-created',
  onCreateError: 'kaltura-room-create-error',
  onFormData: 'formdata',
} as const satisfies Record<string, keyof Events>;

type OwnProps = CreatorProperties & EventProps<typeof EVENTS, Events>;

/** Props of {@link KalturaRoomCreator}: the element's properties and events, and HTML attributes. */
export interface KalturaRoomCreatorProps
  extends OwnProps, HtmlProps<KalturaRoomCreatorElement, OwnProps> {}

/**
 * Shows a form that creates a room. Its ref is the `<kaltura-room-creator>` element.
 *
 * ```jsx
 * <KalturaRoomCreator createUrl="/api/kaltura/rooms" onCreated={({id}) => setRoomId(id)} />
 * ```
 */
export const KalturaRoomCreator = /* @__PURE__ */ createElementComponent<
  KalturaRoomCreatorElement,
  KalturaRoomCreatorProps
>({
  tagName: 'kaltura-room-creator',
  elementClass: KalturaRoomCreatorElement,
  events: EVENTS,
  displayName: 'KalturaRoomCreator',
});
