import {RoomError} from '../contract/room-error.js';
import {describeValue} from '../browser/report-error.js';

/** Stands for a room ID while a pattern is validated. */
const SAMPLE_ID = '1_abcd1234';

/** A `<kaltura-room>`. It may not be upgraded yet. */
export type RoomElement = HTMLElement & {roomId?: string; join?(): void};

/**
 * Returns the `<kaltura-room>` whose ID the `for` attribute contains; undefined without the attribute.
 * @throws RoomError `attribute-invalid`
 */
export function findTargetRoom(
  element: Element,
  id: string | null | undefined,
): RoomElement | undefined {
  if (!id) return undefined;
  const target = (element.getRootNode() as Document | ShadowRoot).getElementById(id);
  if (target?.localName === 'kaltura-room') return target;
  const actual = target ? `of a <${target.localName}>` : 'of no element';
  throw new RoomError(
    'attribute-invalid',
    `for must be the ID of a <kaltura-room>; got ${describeValue(id)}, the ID ${actual}`,
  );
}

/**
 * Opens the new room in its element. An exception there does not undo the creation. The `room-id`
 * attribute does not change: Turbo and htmx would morph it back to the page's HTML, and so end the
 * meeting.
 */
export function showIn(room: RoomElement | undefined, id: string): void {
  try {
    if (!room) return;
    room.roomId = id;
    room.join?.();
  } catch (error) {
    reportError(error);
  }
}

/**
 * Scrolls to a room, and moves the focus to it.
 * @returns whether the room has the focus. A hidden one cannot have it.
 */
export function focusRoom(room: RoomElement): boolean {
  // A room cannot be focused by itself, and its content changes while it opens.
  if (!room.hasAttribute('tabindex')) {
    room.tabIndex = -1;
    room.addEventListener('blur', () => room.removeAttribute('tabindex'), {once: true});
  }
  room.focus({preventScroll: true});
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  room.scrollIntoView({block: 'nearest', behavior: isCalm ? 'instant' : 'smooth'});
  return room.matches(':focus-within');
}

/**
 * Returns a function that builds the link to a room. It returns undefined without a `share-url`.
 * @param pattern such as `https://www.example.com/join/{id}`
 * @throws RoomError `attribute-invalid`
 */
export function compileShareUrl(
  pattern: string | null | undefined,
): (id: string) => string | undefined {
  if (!pattern) return () => undefined;
  const fill = (id: string) => pattern.replaceAll('{id}', id);
  if (pattern.includes('{id}') && URL.canParse(fill(SAMPLE_ID), document.baseURI)) {
    const {protocol, username, password} = new URL(fill(SAMPLE_ID), document.baseURI);
    if (/^https?:$/.test(protocol) && !username && !password)
      return id => new URL(fill(id), document.baseURI).href;
  }
  throw new RoomError(
    'attribute-invalid',
    // Not the value: it may contain a password.
    `share-url must be an http(s) URL with {id} and without a user`,
  );
}
