import type {Context, MiddlewareHandler} from 'hono';
import {bodyLimit} from 'hono/body-limit';

/**
 * Hono's body limit, which leaves a body alone that says how long it is: looked at, it becomes a
 * web stream, which is slow in Node, and keeps what nobody reads from being drained there, so that
 * the connection breaks off half a second later, under another request.
 */
export function limitBody(
  maxSize: number,
  onError: (context: Context) => Response,
): MiddlewareHandler {
  const limitUnknown = bodyLimit({maxSize, onError});
  return (context, next) => {
    const length = context.req.header('content-length');
    if (length === undefined || context.req.header('transfer-encoding') !== undefined) {
      // What the host has read is not there to be counted.
      if (context.req.raw.bodyUsed) return next();
      // Next.js passes a Proxy of the request, which `new Request(request)` refuses in Node 24.
      context.req.raw = new Request(context.req.url, context.req.raw);
      return limitUnknown(context, next);
    }
    // Not a length at all is too long as well.
    const fits = /^\d+$/.test(length) && Number(length) <= maxSize;
    return fits ? next() : Promise.resolve(onError(context));
  };
}
