// @ts-check

/*
 * Failures that a visitor can try. The demo's server injects them, in the simulator or in the host
 * backend. Without a server, the page simulates their error codes.
 */

/**
 * @typedef {object} Scenario
 * @property {string} id
 * @property {'Kaltura’s rooms (KAF)' | 'Your server' | 'Creating a room'} group
 * @property {string} label
 * @property {string} description what the visitor sees, and when
 * @property {import('kaltura-room').RoomErrorCode} [errorCode] error of the room, if it fails
 * @property {Partial<Record<import('kaltura-room/simulator').Endpoint, import('kaltura-room/simulator').Fault>>} [faults]
 *   faults of the simulator by endpoint
 * @property {{status: number, headers?: Record<string, string>, html?: string, errorCode?: string}} [tokenResponse]
 *   replaces the response of the token endpoint
 * @property {'slow' | 'never' | 'half-body' | 'expired'} [tokenFault] changes that response
 */

export const CREATING_GROUP = 'Creating a room';

/** Endpoints of KAF that open a room. */
const LAUNCH_ENDPOINTS = ['view-room', 'oidc-init', 'oauth2-launch'];

/**
 * Applies a fault to the launch endpoints, and to further endpoints.
 * @type {(fault: import('kaltura-room/simulator').Fault, ...endpoints: string[]) => NonNullable<Scenario['faults']>}
 */
const faultLaunches = (fault, ...endpoints) =>
  Object.fromEntries([...LAUNCH_ENDPOINTS, ...endpoints].map(endpoint => [endpoint, fault]));

/**
 * Makes the creation of a room fail with an error of KAF.
 * @type {(errorCode: string) => NonNullable<Scenario['faults']>}
 */
const failCreation = errorCode => ({
  'create-room': {
    kind: 'json',
    body: {success: false, errorCode, error: 'Injected by the playground'},
  },
});

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  {
    id: 'kaf-down',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF is down',
    description:
      'After three attempts, `frame-unreachable` and a button to try again. Chromium shows its own error page in the frame, under a banner with that button.',
    errorCode: 'frame-unreachable',
    faults: faultLaunches({kind: 'drop'}, 'version', 'create-room'),
  },
  {
    id: 'kaf-never',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF never answers',
    description: '`frame-timeout` after `timeout`: 30 seconds by default.',
    errorCode: 'frame-timeout',
    faults: faultLaunches({kind: 'never'}),
  },
  {
    id: 'kaf-slow',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF takes 5 seconds',
    description: 'The spinner with a sentence, then the room. The form also waits.',
    faults: faultLaunches({kind: 'slow', ms: 5000}, 'create-room'),
  },
  {
    id: 'kaf-500',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF answers 500',
    description:
      'A page cannot detect this status. The room counts as open but unconfirmed, and after `timeout` the page offers a new tab.',
    faults: faultLaunches({kind: 'status', status: 500}),
  },
  {
    id: 'kaf-access-denied',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF denies access',
    description: 'The frame shows KAF’s own page. After `timeout`, the page offers a new tab.',
    faults: faultLaunches({kind: 'access-denied'}),
  },
  {
    id: 'kaf-unframed',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF refuses to be framed',
    description:
      'The frame shows an error page of the browser. After `timeout`, the page offers a new tab.',
    faults: faultLaunches({kind: 'frame-deny'}),
  },
  {
    id: 'signed-out',
    group: 'Your server',
    label: 'The session is over: signed out',
    description: '`sign-in-required` at once. The page offers to reload itself.',
    errorCode: 'sign-in-required',
    tokenResponse: {status: 401, errorCode: 'sign-in-required'},
  },
  {
    id: 'no-access',
    group: 'Your server',
    label: 'The guest has no access',
    description: '`access-denied` at once.',
    errorCode: 'access-denied',
    tokenResponse: {status: 403, errorCode: 'access-denied'},
  },
  {
    id: 'no-room',
    group: 'Your server',
    label: 'The room is gone',
    description: '`room-not-found` at once.',
    errorCode: 'room-not-found',
    tokenResponse: {status: 404, errorCode: 'room-not-found'},
  },
  {
    id: 'rate-limited',
    group: 'Your server',
    label: 'Too many requests',
    description:
      '`rate-limited` at once, because the server asks to wait for an hour. The element waits for shorter times.',
    errorCode: 'rate-limited',
    tokenResponse: {status: 429, headers: {'Retry-After': '3600'}, errorCode: 'rate-limited'},
  },
  {
    id: 'server-fails',
    group: 'Your server',
    label: 'It answers 503',
    description: 'After three attempts, `endpoint-failed`.',
    errorCode: 'endpoint-failed',
    tokenResponse: {status: 503, html: '<!doctype html><title>Service unavailable</title>'},
  },
  {
    id: 'server-html',
    group: 'Your server',
    label: 'It answers with a web page',
    description: '`endpoint-invalid` at once. The page is not set up correctly.',
    errorCode: 'endpoint-invalid',
    tokenResponse: {status: 200, html: '<!doctype html><title>Welcome</title>'},
  },
  {
    id: 'server-slow',
    group: 'Your server',
    label: 'It takes 5 seconds',
    description: 'The spinner with a sentence, then the room.',
    tokenFault: 'slow',
  },
  {
    id: 'server-silent',
    group: 'Your server',
    label: 'It never answers',
    description: '`endpoint-timeout` after `timeout`: 30 seconds by default.',
    errorCode: 'endpoint-timeout',
    tokenFault: 'never',
  },
  {
    id: 'server-half',
    group: 'Your server',
    label: 'Its response breaks off',
    description: 'After three attempts, `endpoint-unreachable`. In WebKit, `endpoint-invalid`.',
    errorCode: 'endpoint-unreachable',
    tokenFault: 'half-body',
  },
  {
    id: 'server-empty',
    group: 'Your server',
    label: 'It answers 204',
    description: '`endpoint-invalid` at once. A response must contain a launch.',
    errorCode: 'endpoint-invalid',
    tokenResponse: {status: 204},
  },
  {
    id: 'server-redirects',
    group: 'Your server',
    label: 'It redirects to a page',
    description: '`sign-in-required` at once. Many servers redirect to a sign-in page like this.',
    errorCode: 'sign-in-required',
    tokenResponse: {status: 302, headers: {Location: '/static.html'}},
  },
  {
    id: 'launch-over',
    group: 'Your server',
    label: 'Its launch has expired',
    description: '`launch-expired` at once, by the clock of your server.',
    errorCode: 'launch-expired',
    tokenFault: 'expired',
  },
  {
    id: 'create-never',
    group: CREATING_GROUP,
    label: 'KAF does not answer',
    description: 'The form waits until its `timeout`, and keeps its values.',
    faults: {'create-room': {kind: 'never'}},
  },
  {
    id: 'rooms-off',
    group: CREATING_GROUP,
    label: 'Rooms are not switched on',
    description: '`invalidConfiguration`. The form keeps its values.',
    faults: failCreation('invalidConfiguration'),
  },
  {
    id: 'create-fails',
    group: CREATING_GROUP,
    label: 'KAF has an internal error',
    description: '`internalError`. The form keeps its values.',
    faults: failCreation('internalError'),
  },
  {
    id: 'answer-lost',
    group: CREATING_GROUP,
    label: 'The room is created, but the response is lost',
    description:
      'The form warns that the room may exist. Choose All is well and send the same values: no second room is created.',
    faults: {'create-room': {kind: 'drop', times: 1}},
  },
];

/** @type {(id: unknown) => Scenario | undefined} */
export const findScenario = id => SCENARIOS.find(scenario => scenario.id === id);
