// @ts-check

/*
 * Failures that a visitor can try. The demo's server injects them, in the simulator or in the host
 * backend. Without a server, the page simulates their error codes.
 */

/**
 * @typedef {object} Scenario
 * @property {string} id
 * @property {'Kaltura' | 'Your server' | 'Creating a room'} group
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
    group: 'Kaltura',
    label: 'Kaltura is down',
    description:
      'After three attempts, the room shows `frame-unreachable` and a button to try again. Chrome and Edge show their own error page, under a banner with that button.',
    errorCode: 'frame-unreachable',
    faults: faultLaunches({kind: 'drop'}, 'version', 'create-room'),
  },
  {
    id: 'kaf-never',
    group: 'Kaltura',
    label: 'Kaltura does not answer',
    description:
      'The room waits 30 seconds, or as long as `timeout` says. Then it shows `frame-timeout`.',
    errorCode: 'frame-timeout',
    faults: faultLaunches({kind: 'never'}),
  },
  {
    id: 'kaf-slow',
    group: 'Kaltura',
    label: 'Kaltura takes 5 seconds',
    description: 'The room shows a spinner until the meeting opens. The form waits too.',
    faults: faultLaunches({kind: 'slow', ms: 5000}, 'create-room'),
  },
  {
    id: 'kaf-500',
    group: 'Kaltura',
    label: 'Kaltura answers with an error page (500)',
    description:
      'A page cannot see this error. The frame shows Kaltura’s page, and after `timeout` a banner offers to open the room in a new tab.',
    faults: faultLaunches({kind: 'status', status: 500}),
  },
  {
    id: 'kaf-access-denied',
    group: 'Kaltura',
    label: 'Kaltura denies access',
    description:
      'The frame shows Kaltura’s own page. After `timeout`, a banner offers to open the room in a new tab.',
    faults: faultLaunches({kind: 'access-denied'}),
  },
  {
    id: 'kaf-unframed',
    group: 'Kaltura',
    label: 'Kaltura does not allow the frame',
    description:
      'The frame shows an error page of the browser. After `timeout`, a banner offers to open the room in a new tab.',
    faults: faultLaunches({kind: 'frame-deny'}),
  },
  {
    id: 'signed-out',
    group: 'Your server',
    label: 'The guest is signed out',
    description: 'The room shows `sign-in-required` and a button that reloads the page.',
    errorCode: 'sign-in-required',
    tokenResponse: {status: 401, errorCode: 'sign-in-required'},
  },
  {
    id: 'no-access',
    group: 'Your server',
    label: 'The guest has no access',
    description: 'The room shows `access-denied`.',
    errorCode: 'access-denied',
    tokenResponse: {status: 403, errorCode: 'access-denied'},
  },
  {
    id: 'no-room',
    group: 'Your server',
    label: 'The room does not exist',
    description: 'The room shows `room-not-found`.',
    errorCode: 'room-not-found',
    tokenResponse: {status: 404, errorCode: 'room-not-found'},
  },
  {
    id: 'rate-limited',
    group: 'Your server',
    label: 'Too many requests',
    description:
      'The server asks to wait for an hour, so the room shows `rate-limited`. It waits by itself if the time is short.',
    errorCode: 'rate-limited',
    tokenResponse: {status: 429, headers: {'Retry-After': '3600'}, errorCode: 'rate-limited'},
  },
  {
    id: 'server-fails',
    group: 'Your server',
    label: 'Your server is down (503)',
    description: 'After three attempts, the room shows `endpoint-failed`.',
    errorCode: 'endpoint-failed',
    tokenResponse: {status: 503, html: '<!doctype html><title>Service unavailable</title>'},
  },
  {
    id: 'server-html',
    group: 'Your server',
    label: 'Your server answers with a web page',
    description: 'The room shows `endpoint-invalid`: its `token-url` is probably wrong.',
    errorCode: 'endpoint-invalid',
    tokenResponse: {status: 200, html: '<!doctype html><title>Welcome</title>'},
  },
  {
    id: 'server-slow',
    group: 'Your server',
    label: 'Your server takes 5 seconds',
    description: 'The room shows a spinner until the meeting opens.',
    tokenFault: 'slow',
  },
  {
    id: 'server-silent',
    group: 'Your server',
    label: 'Your server does not answer',
    description:
      'The room waits 30 seconds, or as long as `timeout` says. Then it shows `endpoint-timeout`.',
    errorCode: 'endpoint-timeout',
    tokenFault: 'never',
  },
  {
    id: 'server-half',
    group: 'Your server',
    label: 'The response breaks off',
    description:
      'After three attempts, the room shows `endpoint-unreachable`. Safari shows `endpoint-invalid`.',
    errorCode: 'endpoint-unreachable',
    tokenFault: 'half-body',
  },
  {
    id: 'server-empty',
    group: 'Your server',
    label: 'The response is empty (204)',
    description: 'The room shows `endpoint-invalid`.',
    errorCode: 'endpoint-invalid',
    tokenResponse: {status: 204},
  },
  {
    id: 'server-redirects',
    group: 'Your server',
    label: 'Your server redirects to another page',
    description:
      'The room shows `sign-in-required`, because most such redirects lead to a sign-in page.',
    errorCode: 'sign-in-required',
    tokenResponse: {status: 302, headers: {Location: '/static.html'}},
  },
  {
    id: 'launch-over',
    group: 'Your server',
    label: 'The launch has expired',
    description: 'The room shows `launch-expired`. The clock of your server may be wrong.',
    errorCode: 'launch-expired',
    tokenFault: 'expired',
  },
  {
    id: 'create-never',
    group: CREATING_GROUP,
    label: 'Kaltura does not answer the form',
    description: 'The form waits as long as its `timeout` says, and keeps what you typed.',
    faults: {'create-room': {kind: 'never'}},
  },
  {
    id: 'rooms-off',
    group: CREATING_GROUP,
    label: 'Rooms are not switched on',
    description: 'The form shows `invalidConfiguration`, and keeps what you typed.',
    faults: failCreation('invalidConfiguration'),
  },
  {
    id: 'create-fails',
    group: CREATING_GROUP,
    label: 'Kaltura has an internal error',
    description: 'The form shows `internalError`, and keeps what you typed.',
    faults: failCreation('internalError'),
  },
  {
    id: 'answer-lost',
    group: CREATING_GROUP,
    label: 'The room is created, but the response is lost',
    description:
      'The form warns that the room may exist. Choose “Everything works” and send the form again: there will be no second room.',
    faults: {'create-room': {kind: 'drop', times: 1}},
  },
];

/** @type {(id: unknown) => Scenario | undefined} */
export const findScenario = id => SCENARIOS.find(scenario => scenario.id === id);
