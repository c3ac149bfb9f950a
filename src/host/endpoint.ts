import {RoomError} from '../errors.js';

/** An endpoint of the host backend and how to call it. */
export interface Endpoint {
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly credentials: RequestCredentials;
}

/**
 * Reads the attributes that say where and how to post.
 * @throws RoomError `attribute-invalid`, naming the attribute
 */
export function endpoint(
  attribute: string,
  value: string | null | undefined,
  options: {
    readonly headers?: unknown;
    readonly credentials?: RequestCredentials | null | undefined;
  },
): Endpoint {
  const url =
    value && URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new RoomError('attribute-invalid', `${attribute} must be an http(s) URL without a user`);
  const credentials = options.credentials ?? 'same-origin';
  if (!['same-origin', 'include', 'omit'].includes(credentials))
    throw new RoomError('attribute-invalid', 'credentials must be same-origin, include or omit');
  try {
    const headers = Object.fromEntries(new Headers((options.headers ?? {}) as HeadersInit));
    return {url, headers, credentials};
  } catch (cause) {
    throw new RoomError('attribute-invalid', 'headers must be names to text', {
      cause,
    });
  }
}
