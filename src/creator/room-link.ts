import {RoomError} from '../contract/room-error.js';
import {describeValue} from '../browser/report-error.js';

/** A `<kaltura-room>`. It may not be upgraded yet. */
type RoomElement = HTMLElement & {join?(): void};

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
 * Returns a function that builds the link to a room. It returns undefined without a `share-url`.
 * @param pattern such as `https://www.example.com/join/{id}`
 * @throws RoomError `attribute-invalid`
 */
export function compileShareUrl(
  pattern: string | null | undefined,
): (id: string) => string | undefined {
  if (!pattern) return () => undefined;
  const buildUrl = (id: string) => new URL(pattern.replaceAll('{id}', id), document.baseURI);
  if (pattern.includes('{id}') && URL.canParse(pattern.replace('{id}', '0'), document.baseURI)) {
    const {protocol, username, password} = buildUrl('0');
    if (/^https?:$/.test(protocol) && !username && !password) return id => buildUrl(id).href;
  }
  throw new RoomError(
    'attribute-invalid',
    `share-url must be an http(s) URL with {id} and without a user; got ${describeValue(pattern)}`,
  );
}
