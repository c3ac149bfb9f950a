import {Hono, type Context} from 'hono';
import {cors} from 'hono/cors';
import {CreateRequest, TokenRequest, UserId, parse} from '../contract/schemas.js';
import {RoomError} from '../contract/room-error.js';
import type {AccessRequest, Grant} from './authorize.js';
import {isAllowedOrigin} from './http/origin-check.js';
import {errorResponse, setOutcome, type FailureStatus} from './http/error-response.js';
import {createLaunch} from './create-launch.js';
import {limitBody} from './http/body-limit.js';
import {lti13Routes} from './lti/lti13-routes.js';
import {IdempotencyKeyReusedError} from './idempotency/creation-record.js';
import {createRoomIdempotently} from './idempotency/create-room-idempotently.js';
import {parseOptions, type KalturaRoomsOptions} from './options.js';
import {resolveAccess} from './room-access.js';

const BODY_LIMIT_BYTES = 64 * 1024;
const TOO_LARGE = `body: expected at most ${BODY_LIMIT_BYTES} bytes`;
const READ_ALREADY = 'body: it was read already: mount this before any body parser';
const NOT_JSON = 'expected Content-Type: application/json';

/**
 * The host backend: a Hono app with `POST /token` and `POST /rooms`, and `/lti/authorize` and
 * `/lti/jwks` where people are let in by LTI 1.3, to be mounted where the host likes. What it keeps
 * between requests is in the option `store` alone.
 * @throws TypeError at once, naming each option that is missing or wrong
 */
export function kalturaRooms(options: KalturaRoomsOptions): Hono {
  if ('document' in globalThis)
    throw new TypeError('kaltura-room/server holds the admin secret and must not run in a browser');
  const settings = parseOptions(options);
  const {authorize, launchMethod, logger, allowedOrigins} = settings;

  const grantFor = async (request: Request, ask: AccessRequest): Promise<Grant> => {
    const grant = await decided(() => authorize(request, ask));
    if (!grant) throw new RoomError('sign-in-required', 'authorize() granted nobody');
    // The host's own mistake, which must not look like the caller's.
    parse(UserId, grant.userId, 'internalError', 'userId of authorize()');
    return grant;
  };

  const refuse = (context: Context, status: FailureStatus, reason: string) =>
    errorResponse(new RoomError('invalidRequest', reason), context, logger, status);

  const withCors = cors({
    origin: allowedOrigins,
    credentials: true,
    allowMethods: ['POST'],
    exposeHeaders: ['Retry-After', 'Date'],
    maxAge: 600,
  });

  const app = new Hono()
    .post('/rooms', (context, next) => {
      // Whatever refuses the request from here on does so before anything is sent to Kaltura.
      setOutcome(context, 'not-created');
      return next();
    })
    .use(limitBody(BODY_LIMIT_BYTES, context => refuse(context, 413, TOO_LARGE)))
    .onError((error, context) =>
      errorResponse(
        error,
        context,
        logger,
        error instanceof IdempotencyKeyReusedError ? 422 : undefined,
      ),
    )
    .notFound(context =>
      errorResponse(new RoomError('endpoint-not-found', 'no such route'), context, logger),
    );
  // Before pages of other sites are refused: KAF sends the frame here.
  if (launchMethod.auth === 'lti-1.3') app.route('/lti', lti13Routes(launchMethod, settings));
  return app
    .use((context, next) => {
      // Only a listed page gets CORS headers, for which an answer is made again.
      if (allowedOrigins.includes(context.req.header('origin') ?? ''))
        return withCors(context, next);
      if (isAllowedOrigin(context.req.raw.headers, allowedOrigins)) return next();
      throw new RoomError(
        'origin-not-allowed',
        'a page of another site, which allowedOrigins does not list',
      );
    })
    .use((context, next) => {
      const type = context.req.header('content-type') ?? '';
      // Keeps other sites out too: a form cannot send JSON without asking first (CORS).
      if (context.req.method !== 'POST' || /^application\/json\s*(;|$)/i.test(type)) return next();
      return Promise.resolve(refuse(context, 415, NOT_JSON));
    })
    .post('/token', async context => {
      const ask = parse(TokenRequest, await jsonBody(context), 'invalidRequest', 'body');
      const grant = await grantFor(context.req.raw, {action: 'view-room', ...ask});
      const data = await createLaunch(resolveAccess(ask, grant), settings);
      logger.info({roomId: ask.roomId, userId: grant.userId}, 'kaltura-room: launch');
      return succeeded(200, data);
    })
    .post('/rooms', async context => {
      const room = parse(CreateRequest, await jsonBody(context), 'invalidRequest', 'body');
      const {userId, createRooms} = await grantFor(context.req.raw, {
        action: 'create-room',
        ...room,
      });
      if (createRooms !== true)
        throw new RoomError('access-denied', 'authorize() did not grant createRooms');
      const key = context.req.header('idempotency-key');
      // An earlier request with this key may have created the room, or this one may create it.
      setOutcome(context, 'unknown');
      const {id, source} = await createRoomIdempotently(room, userId, key, settings);
      logger.info({roomId: id, userId, source}, 'kaltura-room: room created');
      return succeeded(201, {id});
    })
    .on(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], ['/token', '/rooms'], context => {
      context.header('Allow', 'POST');
      return errorResponse(
        new RoomError('endpoint-not-found', 'expected POST'),
        context,
        logger,
        405,
      );
    });
}

/** Made at once with all of its headers: any that Hono adds has it copy them. */
const succeeded = (status: 200 | 201, data: object): Response =>
  new Response(JSON.stringify({success: true, data}), {
    status,
    headers: {'content-type': 'application/json', 'cache-control': 'no-store'},
  });

/** What the host's function answers; whatever it throws is an Error from here on. */
async function decided<T>(authorize: () => T | Promise<T>): Promise<T> {
  try {
    return await authorize();
  } catch (cause) {
    if (cause instanceof Error) throw cause;
    throw new RoomError('internalError', 'authorize() threw what is no Error', {cause});
  }
}

async function jsonBody({req}: Context): Promise<unknown> {
  try {
    return await req.json();
  } catch (cause) {
    // What is there and no JSON is a SyntaxError (https://fetch.spec.whatwg.org/#body-unusable).
    const reason = cause instanceof TypeError ? READ_ALREADY : 'body: expected JSON';
    throw new RoomError('invalidRequest', reason, {cause});
  }
}
