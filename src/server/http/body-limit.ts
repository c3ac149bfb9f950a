import type {Context, MiddlewareHandler} from 'hono';
import {bodyLimit} from 'hono/body-limit';

/**
 * Limits the size of request bodies. Hono's own limit wraps each body in a web stream. In Node, that is
 * slow, and an unread body then breaks the connection under the next request. So a body with a valid
 * `Content-Length` is only compared.
 */
export function limitBody(
  maxSize: number,
  onError: (context: Context) => Response,
): MiddlewareHandler {
  const limitStream = bodyLimit({maxSize, onError});
  return (context, next) => {
    const length = context.req.header('content-length');
    if (length === undefined || context.req.header('transfer-encoding') !== undefined) {
      // The host has read the body already, so there is nothing to count.
      if (context.req.raw.bodyUsed) return next();
      // Next.js passes a Proxy of the request, which `new Request(request)` refuses in Node 24.
      context.req.raw = new Request(context.req.url, context.req.raw);
      return limitStream(context, next);
    }
    // An invalid length counts as too large.
    const isWithinLimit = /^\d+$/.test(length) && Number(length) <= maxSize;
    return isWithinLimit ? next() : Promise.resolve(onError(context));
  };
}
