// @ts-check

/*
 * What may go wrong, by name. The demo's server sets the simulator's knobs by it, or answers in the
 * host backend's place; the page says what to expect, and plays it itself where it has no server.
 */

/**
 * @typedef {object} Scenario
 * @property {string} id
 * @property {'Kaltura’s rooms (KAF)' | 'Your server' | 'Creating a room'} group
 * @property {string} label
 * @property {string} says what a person then sees, and when
 * @property {import('kaltura-room').RoomErrorCode} [code] of the error, where there is one
 * @property {Partial<Record<import('kaltura-room/simulator').Endpoint, import('kaltura-room/simulator').Fault>>} [faults]
 * @property {{status: number, headers?: Record<string, string>, html?: string, errorCode?: string}} [answer]
 *   what the token endpoint answers in place of its own answer
 * @property {'slow' | 'never' | 'half-body' | 'expired'} [plays] what it does to that
 */

const KAF = ['view-room', 'oidc-init', 'oauth2-launch'];
/** @type {(fault: import('kaltura-room/simulator').Fault, ...more: string[]) => NonNullable<Scenario['faults']>} */
const onKaf = (fault, ...more) =>
  Object.fromEntries([...KAF, ...more].map(endpoint => [endpoint, fault]));
/** @type {(errorCode: string) => NonNullable<Scenario['faults']>} */
const onCreating = errorCode => ({
  'create-room': {
    kind: 'json',
    body: {success: false, errorCode, error: 'As the playground asked'},
  },
});

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  {
    id: 'kaf-down',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF is down',
    says: 'Three attempts, a second or two apart; then `frame-unreachable`, and a way to try again.',
    code: 'frame-unreachable',
    faults: onKaf({kind: 'drop'}, 'version', 'create-room'),
  },
  {
    id: 'kaf-never',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF never answers',
    says: '`frame-timeout` once `timeout` is over: 30 seconds unless set.',
    code: 'frame-timeout',
    faults: onKaf({kind: 'never'}),
  },
  {
    id: 'kaf-slow',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF takes 5 seconds',
    says: 'The spinner and its sentence, then the room; the form waits as long.',
    faults: onKaf({kind: 'slow', ms: 5000}, 'create-room'),
  },
  {
    id: 'kaf-500',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF answers 500',
    says: 'No browser tells a page so: the room counts as open, unconfirmed, and a new tab is offered once `timeout` is over.',
    faults: onKaf({kind: 'status', status: 500}),
  },
  {
    id: 'kaf-access-denied',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF says Access Denied',
    says: 'KAF’s own page says it in the frame; a new tab is offered once `timeout` is over.',
    faults: onKaf({kind: 'access-denied'}),
  },
  {
    id: 'kaf-unframed',
    group: 'Kaltura’s rooms (KAF)',
    label: 'KAF may not be framed',
    says: 'The browser shows its own page in the frame; a new tab is offered once `timeout` is over.',
    faults: onKaf({kind: 'frame-deny'}),
  },
  {
    id: 'signed-out',
    group: 'Your server',
    label: 'The session is over: signed out',
    says: '`sign-in-required` at once: Please sign in.',
    code: 'sign-in-required',
    answer: {status: 401, errorCode: 'sign-in-required'},
  },
  {
    id: 'no-access',
    group: 'Your server',
    label: 'This person may not in',
    says: '`access-denied` at once.',
    code: 'access-denied',
    answer: {status: 403, errorCode: 'access-denied'},
  },
  {
    id: 'no-room',
    group: 'Your server',
    label: 'The room is gone',
    says: '`room-not-found` at once.',
    code: 'room-not-found',
    answer: {status: 404, errorCode: 'room-not-found'},
  },
  {
    id: 'rate-limited',
    group: 'Your server',
    label: 'Too many requests',
    says: '`rate-limited` at once, since the answer asks for an hour; what asks for less is waited for.',
    code: 'rate-limited',
    answer: {status: 429, headers: {'Retry-After': '3600'}, errorCode: 'rate-limited'},
  },
  {
    id: 'server-fails',
    group: 'Your server',
    label: 'It answers 503',
    says: 'Three attempts, then `endpoint-failed`.',
    code: 'endpoint-failed',
    answer: {status: 503, html: '<!doctype html><title>Service unavailable</title>'},
  },
  {
    id: 'server-html',
    group: 'Your server',
    label: 'It answers with a web page',
    says: '`endpoint-invalid` at once: the page is not set up correctly.',
    code: 'endpoint-invalid',
    answer: {status: 200, html: '<!doctype html><title>Welcome</title>'},
  },
  {
    id: 'server-slow',
    group: 'Your server',
    label: 'It takes 5 seconds',
    says: 'The spinner and its sentence, then the room.',
    plays: 'slow',
  },
  {
    id: 'server-silent',
    group: 'Your server',
    label: 'It never answers',
    says: '`endpoint-timeout` once `timeout` is over: 30 seconds unless set.',
    code: 'endpoint-timeout',
    plays: 'never',
  },
  {
    id: 'server-half',
    group: 'Your server',
    label: 'Its answer breaks off',
    says: 'Three attempts, then `endpoint-unreachable`; in WebKit `endpoint-invalid`.',
    code: 'endpoint-unreachable',
    plays: 'half-body',
  },
  {
    id: 'server-empty',
    group: 'Your server',
    label: 'It answers 204',
    says: '`endpoint-invalid` at once: an answer must have a launch in it.',
    code: 'endpoint-invalid',
    answer: {status: 204},
  },
  {
    id: 'server-redirects',
    group: 'Your server',
    label: 'It redirects to a page',
    says: '`endpoint-invalid` at once, as with most pages for signing in.',
    code: 'endpoint-invalid',
    answer: {status: 302, headers: {Location: '/static.html'}},
  },
  {
    id: 'launch-over',
    group: 'Your server',
    label: 'Its launch is over already',
    says: '`launch-expired` at once: look at the clocks.',
    code: 'launch-expired',
    plays: 'expired',
  },
  {
    id: 'create-never',
    group: 'Creating a room',
    label: 'KAF does not answer',
    says: 'The form waits, up to its `timeout`, and keeps all that was typed.',
    faults: {'create-room': {kind: 'never'}},
  },
  {
    id: 'rooms-off',
    group: 'Creating a room',
    label: 'Rooms are not switched on',
    says: '`invalidConfiguration`, and all that was typed is kept.',
    faults: onCreating('invalidConfiguration'),
  },
  {
    id: 'create-fails',
    group: 'Creating a room',
    label: 'KAF fails by itself',
    says: '`internalError`, and all that was typed is kept.',
    faults: onCreating('internalError'),
  },
  {
    id: 'answer-lost',
    group: 'Creating a room',
    label: 'The room is made, its answer is lost',
    says: 'The form says that the room may be there; after All is well, the same details make no second one.',
    faults: {'create-room': {kind: 'drop', times: 1}},
  },
];

/** @type {(id: unknown) => Scenario | undefined} */
export const scenarioOf = id => SCENARIOS.find(scenario => scenario.id === id);
