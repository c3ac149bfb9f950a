import {parseJsonOr} from '../../browser/json.js';

/** A longer text is no message of LTI, and is not parsed: that would hold up the page. */
const MAX_JSON = 65_536;

/**
 * Hears what this very frame says while its document is of one of `origins`; anything else is
 * somebody else's, and is ignored.
 * @param onMessage takes the message, parsed where it is JSON in a string of up to {@link MAX_JSON}, and who said it
 */
export function hearMessages(
  frame: HTMLIFrameElement,
  origins: readonly string[],
  signal: AbortSignal,
  onMessage: (data: unknown, origin: string) => void,
): void {
  frame.ownerDocument.defaultView?.addEventListener(
    'message',
    ({source, origin, data}) => {
      if (source === frame.contentWindow && origins.includes(origin))
        onMessage(isJson(data) ? parseJsonOr(data, data) : data, origin);
    },
    {signal},
  );
}

const isJson = (data: unknown): data is string =>
  typeof data === 'string' && data.length <= MAX_JSON;

/**
 * The height that a message asks for, in CSS pixels or per cent; undefined where it asks for none
 * that a room could need. As LTI platforms and Kaltura's Moodle plugin have it.
 */
export function frameHeight(data: unknown): number | string | undefined {
  const {subject, height} = (data ?? {}) as Record<string, unknown>;
  if (subject !== 'lti.frameResize') return undefined;
  if (typeof height === 'number') return height > 0 && height < 10_000 ? height : undefined;
  return typeof height === 'string' && /^(100|\d\d?)%$/.test(height) ? height : undefined;
}
