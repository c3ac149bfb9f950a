import {Hono, type Context} from 'hono';
import {cors} from 'hono/cors';
import {CreateRequest, TokenRequest, UserId, parse} from '../contract/schemas.js';
import {RoomError} from '../contract/room-error.js';
import type {AccessRequest, Grant} from './authorize.js';
import {createLaunch} from './create-launch.js';
import {limitBody} from './http/body-limit.js';
import {errorResponse, setOutcome, type FailureStatus} from './http/error-response.js';
import {describeOrigin, isAllowedOrigin} from './http/origin-check.js';
import {getRoute} from './http/get-route.js';
import {createRoomIdempotently} from './idempotency/create-room-idempotently.js';
import {IdempotencyKeyReusedError} from './idempotency/creation-record.js';
import {KalturaClient} from './kaltura/kaltura-client.js';
import {lti13Routes} from './lti/lti13-routes.js';
import {parseOptions, type KalturaRoomsOptions} from './options.js';
import {checkReadiness, type Readiness} from './readiness.js';
import {resolveAccess} from './room-access.js';

const MAX_BODY_BYTES = 64 * 1024;

/** The endpoints of your server. `HostContext` is the type of the third argument of `authorize`. */
export interface KalturaRooms<HostContext = unknown> {
  /**
   * Answers a request by the end of its path, so that you can mount it at any path: `POST …/token` and
   * `POST …/rooms`, and with LTI 1.3 `…/lti/authorize` and `…/lti/jwks`.
   * @param context third argument of `authorize`, such as the request of your framework with its session
   */
  readonly fetch: (request: Request, context?: HostContext) => Response | Promise<Response>;
  /**
   * Checks that this server can do its work: Kaltura accepts the credentials, KAF answers, the clocks
   * agree, and the store works. Call it at the start, or from a health route. Calls at the same time
   * share one run.
   * @returns a promise that never rejects
   */
  readonly ready: () => Promise<Readiness>;
}

/**
 * Creates the endpoints that the elements call. Between requests, they keep state only in the option
 * `store`.
 * @param options the account, its secrets, and your `authorize`
 * @throws TypeError that names each missing or wrong option
 */
export function kalturaRooms<HostContext = unknown>(
  options: KalturaRoomsOptions<HostContext>,
): KalturaRooms<HostContext> {
  if ('document' in globalThis)
    throw new TypeError('kaltura-room/server holds the admin secret and must not run in a browser');
  const settings = parseOptions(options);
  const {authorize, launchMethod, logger, allowedOrigins} = settings;
  const kaltura = new KalturaClient(settings);

  const getGrant = async ({req, env}: Context, access: AccessRequest): Promise<Grant> => {
    const grant = await callHost('authorize()', () => authorize(req.raw, access, env));
    if (!grant) throw new RoomError('sign-in-required', 'authorize() returned no grant');
    // A wrong user ID is a mistake of the host, not of the caller.
    parse(UserId, grant.userId, 'internalError', 'userId of authorize()');
    return grant;
  };

  const rejectRequest = (context: Context, status: FailureStatus, reason: string) =>
    errorResponse(new RoomError('invalidRequest', reason), context, logger, status);

  const corsHeaders = cors({
    origin: [...allowedOrigins],
    credentials: true,
    allowMethods: ['POST'],
    exposeHeaders: ['Retry-After', 'Date'],
    maxAge: 600,
  });

  const app = new Hono({getPath: getRoute})
    .post('/rooms', (context, next) => {
      // A refusal before the handler runs sends nothing to Kaltura.
      setOutcome(context, 'not-created');
      return next();
    })
    .use((context, next) => {
      // Servers accept a Host that no URL can have, such as `xn--a`.
      if (URL.canParse(context.req.url)) return next();
      throw new RoomError('invalidRequest', 'Host must be a host name; got a malformed value');
    })
    .use(
      limitBody(MAX_BODY_BYTES, context =>
        rejectRequest(context, 413, `body: expected at most ${MAX_BODY_BYTES} bytes`),
      ),
    )
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
  // Mounted before the origin check, because KAF's redirects of the frame come from its origin.
  if (launchMethod.auth === 'lti-1.3') app.route('/', lti13Routes(launchMethod, settings));
  app
    .use((context, next) => {
      // Only a listed page gets CORS headers. Hono copies the response to add them.
      if (allowedOrigins.includes(context.req.header('origin') ?? ''))
        return corsHeaders(context, next);
      if (isAllowedOrigin(context.req.raw.headers, allowedOrigins)) return next();
      throw new RoomError(
        'origin-not-allowed',
        `Origin must be that of this server, or in allowedOrigins; got ${describeOrigin(context.req.raw.headers)}`,
      );
    })
    .use((context, next) => {
      const type = context.req.header('content-type') ?? '';
      // Also keeps other sites out: a form cannot send JSON without a CORS preflight.
      if (context.req.method !== 'POST' || /^application\/json\s*(;|$)/i.test(type)) return next();
      return Promise.resolve(
        rejectRequest(context, 415, 'expected Content-Type: application/json'),
      );
    })
    .post('/token', async context => {
      const request = parse(TokenRequest, await readJson(context), 'invalidRequest', 'body');
      const grant = await getGrant(context, {action: 'view-room', ...request});
      const data = await callHost('launchPrivileges() or returnUrl()', () =>
        createLaunch(resolveAccess(request, grant, settings), kaltura, settings),
      );
      logger.info({roomId: request.roomId, userId: grant.userId}, 'kaltura-room: launch');
      return successResponse(200, data);
    })
    .post('/rooms', async context => {
      const room = parse(CreateRequest, await readJson(context), 'invalidRequest', 'body');
      const access: AccessRequest = {action: 'create-room', ...room};
      const {userId, createRooms} = await getGrant(context, access);
      if (createRooms !== true)
        throw new RoomError('access-denied', 'authorize() did not grant createRooms');
      const key = context.req.header('idempotency-key');
      // An earlier request with this key may have created the room, or this one will.
      setOutcome(context, 'unknown');
      const {id, source} = await createRoomIdempotently(room, userId, key, kaltura, settings);
      logger.info({roomId: id, userId, source}, 'kaltura-room: room created');
      return successResponse(201, {id});
    })
    .on('ALL', ['/token', '/rooms'], context => {
      context.header('Allow', 'POST');
      const error = new RoomError('endpoint-not-found', 'expected POST');
      return errorResponse(error, context, logger, 405);
    });
  let pendingChecks: Promise<Readiness> | undefined;
  const ready = () =>
    (pendingChecks ??= checkReadiness(kaltura, settings).finally(() => {
      pendingChecks = undefined;
    }));
  return {fetch: (request, context) => app.fetch(request, context), ready};
}

/** Creates the response with all its headers, because Hono copies a response to add a header. */
function successResponse(status: 200 | 201, data: object): Response {
  return new Response(JSON.stringify({success: true, data}), {
    status,
    headers: {'content-type': 'application/json', 'cache-control': 'no-store'},
  });
}

/** Calls a function of the host. It may throw a value that is not an Error, which Hono does not catch. */
async function callHost<T>(name: string, call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof Error) throw cause;
    throw new RoomError(
      'internalError',
      `${name} threw a value that is not an Error; throw only Errors`,
      {cause},
    );
  }
}

async function readJson({req}: Context): Promise<unknown> {
  try {
    return await req.json();
  } catch (cause) {
    // Invalid JSON is a SyntaxError; a body that was read before is a TypeError
    // (https://fetch.spec.whatwg.org/#body-unusable).
    const reason =
      cause instanceof TypeError
        ? 'body: it was read already: mount kalturaRooms() before any body parser'
        : 'body: expected JSON';
    throw new RoomError('invalidRequest', reason, {cause});
  }
}
