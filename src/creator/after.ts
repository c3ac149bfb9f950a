import {RoomError} from '../contract/room-error.js';

/** A room element that can show a room. */
type Target = HTMLElement & {join?(): void};

/** The room element that `for` names; undefined where there is no `for`. */
export function targetOf(element: Element, id: string | null | undefined): Target | undefined {
  if (!id) return undefined;
  const target = (element.getRootNode() as Document | ShadowRoot).getElementById(id);
  if (target?.localName === 'kaltura-room') return target;
  throw new RoomError('attribute-invalid', 'for must be the ID of a <kaltura-room>');
}

/** What makes the link to a room, by a pattern such as `https://www.example.com/join/{id}`. */
export function linkBy(
  pattern: string | null | undefined,
  base: string,
): (id: string) => string | undefined {
  if (!pattern) return () => undefined;
  const linkTo = (id: string) => new URL(pattern.replaceAll('{id}', id), base);
  if (pattern.includes('{id}') && URL.canParse(pattern.replace('{id}', '0'), base)) {
    const {protocol, username, password} = linkTo('0');
    if (/^https?:$/.test(protocol) && !username && !password) return id => linkTo(id).href;
  }
  throw new RoomError(
    'attribute-invalid',
    'share-url must be an http(s) URL with {id} in it, and no password',
  );
}
