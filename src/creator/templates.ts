import {RoomError} from '../contract/room-error.js';
import {ROOM_ID} from '../contract/room-id.js';
import {callWithTimeout} from '../browser/abort.js';

/** A template that a room can be made from. */
export interface RoomTemplate {
  readonly id: string;
  readonly name: string;
  /** The http(s) address of a picture of it. */
  readonly image?: string | undefined;
}

/** A page's own way to the templates; it may end with `signal`. */
export type LoadTemplates = (signal: AbortSignal) => Promise<readonly RoomTemplate[]>;

/** How far they are. */
export type Templates = 'ready' | 'loading' | 'failed';

/** A list of templates, checked; throws `attribute-invalid`. */
export function templatesOf(value: unknown): readonly RoomTemplate[] {
  if (Array.isArray(value) && value.every(isTemplate)) return value;
  throw new RoomError('attribute-invalid', 'templates: expected a list of {id, name, image?}');
}

/** What the page's function gives; rejects where that is no list, or is late. */
export async function loadTemplates(
  load: LoadTemplates,
  run: AbortSignal,
): Promise<readonly RoomTemplate[]> {
  return templatesOf(await callWithTimeout(load, run));
}

function isTemplate(value: unknown): value is RoomTemplate {
  const {id, name, image} = (value ?? {}) as Partial<RoomTemplate>;
  return (
    typeof id === 'string' &&
    ROOM_ID.test(id) &&
    typeof name === 'string' &&
    (image === undefined || isPicture(image))
  );
}

function isPicture(image: unknown): boolean {
  const {protocol} = URL.canParse(String(image), document.baseURI)
    ? new URL(String(image), document.baseURI)
    : {protocol: ''};
  return typeof image === 'string' && /^https?:$/.test(protocol);
}
