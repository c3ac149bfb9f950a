/**
 * Returns the last segment of a request's path, such as `/token`. It selects the route, so that a host can
 * mount the routes at any path. A slash at the end does not count, because some frameworks add one.
 */
export function getRoute({url}: Request): string {
  return /^[^/]*\/\/[^?#]*?(\/[^/?#]*)\/?(?:[?#]|$)/.exec(url)?.[1] ?? '/';
}
