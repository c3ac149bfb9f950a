import {Hono} from 'hono';
import {RoomError, kalturaRooms} from 'kaltura-room/server';

/*
 * The host backend of every host, once for each configuration. The cookie contains the user ID. A real
 * backend looks up a session instead.
 */

const {KALTURA_PARTNER_ID, KALTURA_ADMIN_SECRET, KAF_URL} = process.env;
const {PAGE_ORIGIN, UNREACHABLE_URL, ENDLESS_URL, APP_TOKENS, LTI13} = process.env;

/** @param {Request} request */
function authorize(request) {
  const [, userId] = /\bsession=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? [];
  if (!userId) return null;
  if (userId === 'banned') throw new RoomError('access-denied', 'not a member');
  if (userId === 'broken') throw new Error('the database is not available');
  const isHost = userId === 'jane';
  return {userId, firstName: 'Zoë', roomModerator: isHost, createRooms: isHost};
}

const options = {
  partnerId: Number(KALTURA_PARTNER_ID),
  kafUrl: KAF_URL,
  apiUrl: KAF_URL,
  credentials: {adminSecret: KALTURA_ADMIN_SECRET},
  authorize,
  allowedOrigins: [PAGE_ORIGIN],
  logger: {info() {}, error() {}},
};
const sessionStart = {...options, credentials: {...options.credentials, strategy: 'session.start'}};

export const rooms = new Hono()
  .route('/session-start', kalturaRooms(sessionStart))
  .route('/app-token', kalturaRooms({...options, credentials: {appTokens: JSON.parse(APP_TOKENS)}}))
  .route('/lti', kalturaRooms({...options, auth: 'lti-1.1'}))
  .route('/lti-1.3', kalturaRooms({...options, auth: 'lti-1.3', lti13: JSON.parse(LTI13)}))
  .route('/hurried', kalturaRooms({...sessionStart, upstreamTimeout: 0.8}))
  .route(
    '/unreachable',
    kalturaRooms({...sessionStart, kafUrl: UNREACHABLE_URL, apiUrl: UNREACHABLE_URL}),
  )
  .route('/endless', kalturaRooms({...options, kafUrl: ENDLESS_URL}))
  .route('/', kalturaRooms(options));
