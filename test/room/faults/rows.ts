import type {RoomErrorCode, RoomWarningCode} from '../../../src/errors.js';
import type {Fault} from '../../../src/simulator/faults.js';

/*
 * What can go wrong on the way to a room, and what the element makes of it. Tests hold each row in
 * each engine, and the README's tables are made of them.
 */

/**
 * What is wrong with the answers of the token endpoint: they never come, their connection is cut
 * (before the answer, or in the middle of it), they come late, they are others, or the launch in
 * them is. `times` is how many are wrong; without it all are.
 */
export type TokenFault = {readonly times?: number} & (
  | {readonly kind: 'never' | 'drop' | 'half'}
  | {readonly kind: 'slow'; readonly ms: number}
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | {readonly kind: 'launch'; readonly change: Readonly<Record<string, unknown>>}
);

export type Engine = 'Chromium' | 'Firefox' | 'WebKit';

/** What the element makes of it. */
export interface Outcome {
  /** What the room fails with; it opens where there is none. */
  readonly code?: RoomErrorCode;
  /** What is said of a room that opened. */
  readonly warning?: RoomWarningCode;
  /** It is known no sooner than at the deadline. */
  readonly late?: boolean;
  /** The frame of the room that opened has said nothing itself. */
  readonly unconfirmed?: boolean;
  /** How many launches the element asks for; one unless it says so. */
  readonly launches?: number;
  /** What opens a failed room: a button, or the network by itself. */
  readonly wayOn?: 'retry' | 'new-tab' | 'online';
}

export interface Row extends Outcome {
  readonly fault: string;
  /** How the host backend, KAF and the page are made to do it. */
  readonly wrong: {
    readonly token?: TokenFault;
    /** A token endpoint of another origin that allows none, or where nothing listens. */
    readonly endpoint?: 'foreign' | 'refused';
    readonly kaf?: Readonly<Partial<Record<'view-room' | 'version', Fault>>>;
    /** A KAF without an address, or where nothing listens. */
    readonly host?: 'unknown' | 'refused';
    /** KAF sends the frame to the page's own origin, or to a third one. */
    readonly redirect?: 'home' | 'elsewhere';
    /** Once the room is open, KAF is gone and the frame goes on to another page. */
    readonly dies?: boolean;
    /** What no test can make true, and is pretended: no secure context; no network. */
    readonly pretended?: 'insecure' | 'offline';
    /** The page waits for a click until its launch is over; it has a way to another, or none. */
    readonly asleep?: 'with token-url' | 'without';
    /** The file beside the script that is not there. */
    readonly script?: string;
    /** Those of the page. */
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** What nobody can know, in the words of the table. */
  readonly unknown?: string;
  /** Where one engine knows something else. */
  readonly but?: Readonly<Partial<Record<Engine, Outcome>>>;
}

/** Attempts where another may help. */
const ALL = 3;

const answer = (
  status: number,
  code: RoomErrorCode,
  {launches, ...more}: Partial<Row> & {headers?: Record<string, string>; body?: unknown} = {},
): Row => ({
  fault: String(status),
  wrong: {
    token: {
      ...{kind: 'answer', status, body: more.body},
      ...(more.headers && {headers: more.headers}),
    },
  },
  ...{code, wayOn: 'retry', ...(launches && {launches})},
  ...(more.fault && {fault: more.fault}),
});

const cut = {code: 'endpoint-unreachable', launches: ALL, wayOn: 'retry'} as const;

export const tokenRows: readonly Row[] = [
  {fault: 'nothing listens there', wrong: {endpoint: 'refused'}, ...cut},
  {fault: 'the connection is cut', wrong: {token: {kind: 'drop'}}, ...cut},
  {
    fault: 'the answer is cut in half',
    wrong: {token: {kind: 'half'}},
    ...cut,
    but: {WebKit: {code: 'endpoint-invalid', launches: 1, wayOn: 'retry'}},
    unknown: 'WebKit gives the half as if it were all.',
  },
  {fault: 'CORS keeps the answer from the page', wrong: {endpoint: 'foreign'}, ...cut},
  {fault: 'answers late', wrong: {token: {kind: 'slow', ms: 700}}},
  {
    fault: 'never answers',
    wrong: {token: {kind: 'never'}},
    ...{code: 'endpoint-timeout', late: true, wayOn: 'retry'},
  },
  answer(400, 'endpoint-invalid'),
  answer(401, 'sign-in-required'),
  answer(403, 'access-denied'),
  answer(404, 'endpoint-not-found'),
  answer(409, 'endpoint-invalid'),
  answer(429, 'rate-limited', {
    ...{fault: '429, `Retry-After: 1`', headers: {'retry-after': '1'}, launches: ALL},
  }),
  {
    fault: '429, `Retry-After: 1`, then well again',
    wrong: {token: {kind: 'answer', status: 429, headers: {'retry-after': '1'}, times: 1}},
    launches: 2,
  },
  answer(429, 'rate-limited', {
    ...{fault: '429, `Retry-After: 3600`', headers: {'retry-after': '3600'}},
  }),
  answer(500, 'endpoint-failed', {launches: ALL}),
  {
    fault: '500 twice, then well again',
    wrong: {token: {kind: 'answer', status: 500, times: 2}},
    launches: ALL,
  },
  answer(503, 'endpoint-failed', {launches: ALL}),
  answer(302, 'endpoint-invalid', {
    ...{fault: 'a redirect to a sign-in page', headers: {location: '/__blank'}},
  }),
  answer(200, 'endpoint-invalid', {
    ...{fault: 'HTML', headers: {'content-type': 'text/html'}, body: '<h1>Welcome</h1>'},
  }),
  answer(200, 'endpoint-invalid', {fault: 'other JSON', body: {token: 'abc'}}),
  answer(200, 'endpoint-invalid', {
    ...{
      fault: 'a launch without its `ks`',
      body: {success: true, data: {kafUrl: 'https://kaf.example'}},
    },
  }),
  {
    fault: 'a launch with more in it than expected',
    wrong: {token: {kind: 'launch', change: {more: {than: 'expected'}}}},
  },
  {
    fault: 'a launch whose time is over by the server’s own clock',
    wrong: {token: {kind: 'launch', change: {expiresAt: 1}}},
    ...{code: 'launch-expired', wayOn: 'retry'},
  },
  {
    fault: 'the device is offline, then back',
    wrong: {endpoint: 'refused', pretended: 'offline'},
    ...{code: 'offline', wayOn: 'online'},
  },
];

const silent: Outcome & Partial<Row> = {
  ...{warning: 'room-silent', late: true, unconfirmed: true, wayOn: 'new-tab'},
  unknown: 'A browser does not tell the page what stands in the frame.',
};
const gone = {code: 'frame-unreachable', launches: ALL, wayOn: 'retry'} as const;
const tooLate = {code: 'frame-timeout', late: true, wayOn: 'new-tab'} as const;

export const frameRows: readonly Row[] = [
  {fault: 'KAF’s host has no address', wrong: {host: 'unknown'}, ...gone},
  {fault: 'nothing listens there', wrong: {host: 'refused'}, ...gone},
  {
    fault: 'connections are cut',
    wrong: {kaf: {'view-room': {kind: 'drop'}, version: {kind: 'drop'}}},
    ...gone,
  },
  {fault: 'the page never answers', wrong: {kaf: {'view-room': {kind: 'never'}}}, ...tooLate},
  {
    fault: 'nothing there ever answers',
    wrong: {kaf: {'view-room': {kind: 'never'}, version: {kind: 'never'}}},
    ...tooLate,
  },
  {fault: '204', wrong: {kaf: {'view-room': {kind: 'no-content'}}}, ...tooLate},
  {fault: '403', wrong: {kaf: {'view-room': {kind: 'access-denied'}}}, ...silent},
  {fault: '404', wrong: {kaf: {'view-room': {kind: 'status', status: 404}}}, ...silent},
  {fault: '500', wrong: {kaf: {'view-room': {kind: 'status', status: 500}}}, ...silent},
  {fault: '`X-Frame-Options: DENY`', wrong: {kaf: {'view-room': {kind: 'frame-deny'}}}, ...silent},
  {
    fault: '`frame-ancestors ’none’`'.replaceAll('’', "'"),
    wrong: {kaf: {'view-room': {kind: 'frame-deny', by: 'frame-ancestors'}}},
    ...silent,
  },
  {
    fault: 'the page’s CSP allows no frame of KAF',
    wrong: {headers: {'content-security-policy': "frame-src 'self'"}},
    ...{code: 'frame-blocked', wayOn: 'new-tab'},
  },
  {fault: 'a redirect to another origin', wrong: {redirect: 'elsewhere'}, ...silent},
  {
    fault: 'a redirect to the page’s own origin',
    wrong: {redirect: 'home'},
    ...{code: 'origin-not-allowed', wayOn: 'retry'},
  },
  {
    fault: 'KAF is gone later, and the frame shows another page',
    wrong: {dies: true},
    ...{warning: 'room-unreachable'},
    unknown: 'What dies without another page in the frame, no browser tells.',
  },
];

export const pageRows: readonly Row[] = [
  {
    fault: 'not a secure context (http)',
    wrong: {pretended: 'insecure'},
    ...{warning: 'insecure-context'},
  },
  ...['camera=()', 'camera=(self)'].map((policy): Row => ({
    fault: `\`Permissions-Policy: ${policy}\``,
    wrong: {headers: {'permissions-policy': policy}},
    ...{warning: 'devices-forbidden'},
    but: {Firefox: {}, WebKit: {}},
    unknown: 'Firefox and WebKit do not know the header, and obey none.',
  })),
  ...['schemas.js', 'opening.js'].map((script): Row => ({
    fault: `\`${script}\` is not beside the script`,
    wrong: {script},
    ...{code: 'script-unreachable', launches: ALL, wayOn: 'retry'},
  })),
  {
    fault: '`words/en.js` is not beside the script',
    wrong: {script: 'words/en.js'},
  },
  {
    fault: 'asleep until the launch it was given is over, with a `token-url`',
    wrong: {asleep: 'with token-url'},
  },
  {
    fault: 'asleep until the launch it was given is over, with none',
    wrong: {asleep: 'without'},
    ...{code: 'launch-expired', launches: 0, wayOn: 'retry'},
  },
];

/** What only a whole browser can do: held by Playwright, in the engines that `unknown` names. */
export const browserRows = {
  storage: {
    fault: 'the browser keeps storage and cookies from the frame',
    wrong: {},
    unknown: 'Held in Chromium and Firefox.',
  },
  kept: {
    fault: 'back on a page that the browser has kept (back-forward cache)',
    wrong: {},
    unknown: 'Held in Chromium: the meeting is as it was.',
  },
} satisfies Record<string, Row>;
