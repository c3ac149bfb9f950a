import {RoomError, kalturaRooms} from 'kaltura-room/server';

/*
 * The host backend of every host, once for each configuration. The cookie contains the user ID. A real
 * backend looks up a session instead.
 */

const {KALTURA_PARTNER_ID, KALTURA_ADMIN_SECRET, KAF_URL} = process.env;
const {PAGE_ORIGIN, UNREACHABLE_URL, ENDLESS_URL, APP_TOKENS, LTI13} = process.env;

/**
 * @param {Request} request
 * @param {unknown} _access
 * @param {{session?: {userId: string}} | undefined} context the request of a host with sessions
 */
function authorize(request, _access, context) {
  const cookie = request.headers.get('cookie') ?? '';
  const userId = context?.session?.userId ?? /(?:^|; )session=(\w+)/.exec(cookie)?.[1];
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

/** The backends with other options than the defaults, by the segment before the route. */
const variants = {
  'session-start': kalturaRooms(sessionStart),
  'app-token': kalturaRooms({...options, credentials: {appTokens: JSON.parse(APP_TOKENS)}}),
  'lti-1.3': kalturaRooms({...options, auth: 'lti-1.3', lti13: JSON.parse(LTI13)}),
  lti: kalturaRooms({...options, auth: 'lti-1.1'}),
  hurried: kalturaRooms({...sessionStart, upstreamTimeout: 0.8}),
  unreachable: kalturaRooms({...sessionStart, kafUrl: UNREACHABLE_URL, apiUrl: UNREACHABLE_URL}),
  endless: kalturaRooms({...options, kafUrl: ENDLESS_URL}),
};
const defaults = kalturaRooms(options);

export const rooms = {
  /**
   * @param {Request} request
   * @param {unknown} [context]
   */
  fetch(request, context) {
    const name = Object.keys(variants).find(name => request.url.includes(`/${name}/`));
    return (name ? variants[name] : defaults).fetch(request, context);
  },
};
