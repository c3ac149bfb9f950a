import * as z from 'zod/mini';

/** `lti.frameResize`: the room asks for a height in CSS pixels or per cent (LTI, Moodle's plugin). */
const FrameResize = /* @__PURE__ */ z.object({
  subject: z.literal('lti.frameResize'),
  height: z.union([z.number(), z.string().check(z.regex(/^(100|\d\d?)%$/))]),
});

/**
 * Hears what this very frame says while its document is of one of `origins`; anything else is
 * somebody else's, and is ignored.
 * @param onMessage takes the message, parsed where it is JSON in a string
 */
export function hearMessages(
  frame: HTMLIFrameElement,
  origins: readonly string[],
  signal: AbortSignal,
  onMessage: (data: unknown) => void,
): void {
  window.addEventListener(
    'message',
    ({source, origin, data}) => {
      if (source === frame.contentWindow && source !== null && origins.includes(origin))
        onMessage(unquoted(data));
    },
    {signal},
  );
}

/**
 * The height that a message asks for, in CSS pixels or per cent; undefined where it asks for none
 * that a room could need.
 */
export function frameHeight(data: unknown): number | string | undefined {
  const height = z.safeParse(FrameResize, data).data?.height;
  return typeof height === 'number' && !(height > 0 && height < 10_000) ? undefined : height;
}

function unquoted(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
