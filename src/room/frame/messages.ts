import {parseJsonOr} from '../../browser/json.js';

/** Longest text that is parsed as JSON. LTI messages are shorter, and parsing blocks the page. */
const MAX_JSON_LENGTH = 65_536;

/**
 * Listens for messages of a frame while its document is of one of `origins`. All other messages are
 * ignored.
 * @param listener gets the message, parsed if it is JSON, and the origin of its sender
 */
export function listenForMessages(
  frame: HTMLIFrameElement,
  origins: readonly string[],
  signal: AbortSignal,
  listener: (data: unknown, origin: string) => void,
): void {
  frame.ownerDocument.defaultView?.addEventListener(
    'message',
    ({source, origin, data}: MessageEvent<unknown>) => {
      if (source !== frame.contentWindow || !origins.includes(origin)) return;
      const isJson = typeof data === 'string' && data.length <= MAX_JSON_LENGTH;
      listener(isJson ? parseJsonOr(data, data) : data, origin);
    },
    {signal},
  );
}

/**
 * Returns the height that a message asks for, as LTI platforms and Kaltura's Moodle plugin read it:
 * CSS pixels, or per cent as text. Returns undefined for every other message and for heights that no
 * room needs.
 */
export function parseResizeHeight(data: unknown): number | string | undefined {
  const {subject, height} = (data ?? {}) as Record<string, unknown>;
  if (subject !== 'lti.frameResize') return undefined;
  if (typeof height === 'number') return height > 0 && height < 10_000 ? height : undefined;
  return typeof height === 'string' && /^(100|\d\d?)%$/.test(height) ? height : undefined;
}
