import {RoomError} from '../errors.js';

/** A room element that can show a room. */
type Target = HTMLElement & {join?(): void};

/** The room element that `for` names; undefined where there is no `for`. */
export function targetOf(element: Element, id: string | null | undefined): Target | undefined {
  if (!id) return undefined;
  const target = (element.getRootNode() as Document | ShadowRoot).getElementById(id);
  if (target?.localName === 'kaltura-room') return target;
  throw new RoomError('attribute-invalid', 'for must be the ID of a <kaltura-room>');
}

/** The link to a room, by a pattern such as `https://www.example.com/join/{id}`. */
export function linkTo(
  id: string,
  pattern: string | null | undefined,
  base: string,
): string | undefined {
  if (!pattern) return undefined;
  const link = pattern.replace('{id}', id);
  if (link !== pattern && URL.canParse(link, base)) {
    const url = new URL(link, base);
    if (/^https?:$/.test(url.protocol)) return url.href;
  }
  throw new RoomError('attribute-invalid', 'share-url must be an http(s) URL with {id} in it');
}
