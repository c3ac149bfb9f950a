import type {RoomErrorCode, RoomWarningCode} from '../../../src/contract/room-error.js';
import type {Fault} from '../../../src/simulator/faults.js';

/*
 * What can go wrong on the way to a room, and what the element makes of it. Tests hold each row in
 * each engine, and the README's tables are made of them.
 */

/**
 * What is wrong with the answers of the token endpoint: they never come, their connection is cut
 * (before the answer, or in the middle of it), they come late, they are others (with a `Retry-After`
 * that is a date, so many seconds from then), or the launch in them is. `times` is how many are wrong; without it all are.
 */
export type TokenFault = {readonly times?: number} & (
  | {readonly kind: 'never' | 'drop' | 'half'}
  | {readonly kind: 'slow'; readonly ms: number}
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly dated?: number;
      readonly body?: unknown;
    }
  | {readonly kind: 'launch'; readonly change?: Readonly<Record<string, unknown>>}
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
  /** Seconds in which it is known, from `kaltura-room-loading`; at the deadline where it is late. */
  readonly within?: readonly [number, number];
  /** That, in the words of the table, where these are others than those of most rows. */
  readonly when?: string;
  /** The frame of the room that opened has said nothing itself, or nothing since it went on. */
  readonly unconfirmed?: boolean;
  /** How many launches the element asks for; one unless it says so. */
  readonly launches?: number;
  /** What opens a failed room, or ends what stands against it: a button, or the network by itself. */
  readonly wayOn?: 'retry' | 'new-tab' | 'online' | 'back';
}

export interface Row extends Outcome {
  readonly fault: string;
  /** How the host backend, KAF and the page are made to do it. */
  readonly wrong: {
    readonly token?: TokenFault;
    /** A token endpoint of another origin that allows none, or where nothing listens. */
    readonly endpoint?: 'foreign' | 'refused';
    readonly kaf?: Kaf;
    /** A KAF without an address, or where nothing listens. */
    readonly host?: 'unknown' | 'refused';
    /** KAF sends the frame to the page's own origin, or to a third one. */
    readonly redirect?: 'home' | 'elsewhere';
    /** Once the room has been open for a while, KAF is so, and the frame goes on to another page. */
    readonly later?: Kaf;
    /** What no test can make true, and is pretended: no secure context; no network, or none later. */
    readonly pretended?: 'insecure' | 'offline' | 'offline later';
    /** The page waits for a click until its launch is over; it has a way to another, or none. */
    readonly asleep?: 'with token-url' | 'without';
    /** The file beside the script that is missing. */
    readonly script?: string;
    /** The page's `lang`; `en` without it. */
    readonly language?: string;
    /** How the host backend lets people in, where not by KS. */
    readonly way?: 'lti';
    /** Those of the page. */
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** What nobody can know, in the words of the table. */
  readonly unknown?: string;
  /** Where one engine knows something else. */
  readonly but?: Readonly<Partial<Record<Engine, Outcome>>>;
}

type Kaf = Readonly<Partial<Record<'view-room' | 'version', Fault>>>;

/** Attempts where another may help. */
const ALL = 3;

/** No less than the pauses between so many attempts, and no more than a busy machine takes. */
const attempts = (launches: number, wait = 0): Pick<Outcome, 'launches' | 'within'> => ({
  launches,
  within: [(launches - 1) * wait + [0, 0.25, 0.75][launches - 1]!, 25],
});

/** KAF's page, which says nothing. */
const mute: Fault = {kind: 'html', html: '<!doctype html><title>Room</title>'};

const answer = (
  status: number,
  code: RoomErrorCode,
  {headers, body, ...more}: Partial<Row> & {headers?: Record<string, string>; body?: unknown} = {},
): Row => ({
  fault: String(status),
  wrong: {token: {kind: 'answer', status, body, ...(headers && {headers})}},
  ...{code, wayOn: 'retry', ...more},
});

/** Another attempt may help; what the body says of it is for the sentence alone. */
const mayPass = {success: false, errorCode: 'internalError', error: 'no'};

const cut = {code: 'endpoint-unreachable', ...attempts(ALL), wayOn: 'retry'} as const;

export const tokenRows: readonly Row[] = [
  {fault: 'nothing listens there', wrong: {endpoint: 'refused'}, ...cut},
  {fault: 'the connection is cut', wrong: {token: {kind: 'drop'}}, ...cut},
  {
    fault: 'the answer is cut in half',
    wrong: {token: {kind: 'half'}},
    ...cut,
    but: {WebKit: {code: 'endpoint-invalid', wayOn: 'retry'}},
    unknown: 'WebKit gives the half as if it were all.',
  },
  {fault: 'CORS keeps the answer from the page', wrong: {endpoint: 'foreign'}, ...cut},
  {
    fault: 'answers late',
    wrong: {token: {kind: 'slow', ms: 700}},
    ...{within: [0.7, 10], when: 'once it has answered'},
  },
  {
    fault: 'never answers',
    wrong: {token: {kind: 'never'}},
    ...{code: 'endpoint-timeout', late: true, wayOn: 'retry'},
  },
  answer(400, 'endpoint-invalid'),
  answer(401, 'sign-in-required'),
  answer(401, 'internalError', {fault: '401, whose body says that it may pass', body: mayPass}),
  answer(403, 'access-denied'),
  answer(403, 'internalError', {fault: '403, whose body says that it may pass', body: mayPass}),
  answer(404, 'endpoint-not-found'),
  answer(409, 'endpoint-invalid'),
  answer(429, 'rate-limited', {
    ...{fault: '429, `Retry-After: 1`', headers: {'retry-after': '1'}, ...attempts(ALL, 1)},
  }),
  {
    fault: '429, `Retry-After: 1`, then well again',
    wrong: {token: {kind: 'answer', status: 429, headers: {'retry-after': '1'}, times: 1}},
    ...attempts(2, 1),
  },
  answer(429, 'rate-limited', {
    ...{fault: '429, `Retry-After: 3600`', headers: {'retry-after': '3600'}},
  }),
  answer(429, 'rate-limited', {
    ...{fault: '429, `Retry-After: 100000`', headers: {'retry-after': '100000'}},
  }),
  answer(500, 'endpoint-failed', attempts(ALL)),
  {
    fault: '500 twice, then well again',
    wrong: {token: {kind: 'answer', status: 500, times: 2}},
    ...attempts(ALL),
  },
  answer(503, 'endpoint-failed', attempts(ALL)),
  {
    fault: '503, `Retry-After` as a date six seconds later, then well again',
    wrong: {token: {kind: 'answer', status: 503, dated: 6, times: 1}},
    ...attempts(2, 6),
  },
  answer(302, 'endpoint-invalid', {
    ...{fault: 'a redirect to a sign-in page', headers: {location: '/__blank'}},
  }),
  answer(200, 'endpoint-invalid', {
    ...{fault: 'HTML', headers: {'content-type': 'text/html'}, body: '<h1>Welcome</h1>'},
  }),
  answer(200, 'endpoint-invalid', {fault: 'other JSON', body: {token: 'abc'}}),
  ...(['ks', 'kafUrl'] as const).map(field =>
    answer(200, field === 'ks' ? 'endpoint-invalid' : 'origin-not-allowed', {
      ...{
        fault: `a launch without its \`${field}\``,
        body: {
          success: true,
          data: {ks: 'djJ8b2YtdGhlLXRlc3Rz', kafUrl: 'https://kaf.example', [field]: undefined},
        },
      },
    }),
  ),
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
    wrong: {token: {kind: 'drop'}, pretended: 'offline'},
    ...{code: 'offline', wayOn: 'online'},
  },
  {
    fault: 'the device is offline at the deadline, then back',
    wrong: {token: {kind: 'never'}, pretended: 'offline'},
    ...{code: 'offline', late: true, wayOn: 'online'},
  },
];

const silent: Outcome & Partial<Row> = {
  ...{warning: 'room-silent', late: true, unconfirmed: true, wayOn: 'new-tab'},
  unknown: 'A browser does not tell the page what stands in the frame.',
};
const gone = {code: 'frame-unreachable', ...attempts(ALL), wayOn: 'retry'} as const;
const tooLate = {code: 'frame-timeout', late: true, wayOn: 'new-tab'} as const;

export const frameRows: readonly Row[] = [
  {fault: 'KAF’s host has no address', wrong: {host: 'unknown'}, ...gone},
  {fault: 'nothing listens there', wrong: {host: 'refused'}, ...gone},
  {
    fault: 'every connection is cut',
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
    fault: 'says nothing, and the page’s CSP lets nobody ask whether KAF is there',
    wrong: {kaf: {'view-room': mute}, headers: {'content-security-policy': "connect-src 'self'"}},
    ...silent,
  },
  {
    fault: 'the page’s CSP keeps back the form of LTI 1.1',
    wrong: {way: 'lti', headers: {'content-security-policy': "form-action 'self'"}},
    code: 'frame-blocked',
    unknown: 'A form is kept from a tab of the page’s too.',
  },
  {
    fault: 'the page’s COEP keeps the frame out',
    wrong: {headers: {'cross-origin-embedder-policy': 'require-corp'}},
    ...{code: 'frame-blocked', wayOn: 'new-tab'},
    but: {
      Firefox: {
        ...{code: 'frame-blocked', wayOn: 'new-tab', within: [4, 15]},
        when: 'after 4 seconds',
      },
    },
    unknown: 'Firefox tells nobody of it: the element asks for the headers of the page.',
  },
  {
    fault: 'KAF is gone later, and the frame goes on to another page',
    wrong: {later: {'view-room': mute, version: {kind: 'drop'}}},
    ...{warning: 'room-unreachable', unconfirmed: true, within: [0.3, 10], wayOn: 'retry'},
    when: 'once it went on',
    unknown: 'What dies without another page in the frame, no browser tells.',
  },
  {
    fault: 'dies later: the frame goes on to a 500',
    wrong: {later: {'view-room': {kind: 'status', status: 500}}},
    ...{...silent, when: 'another `timeout` after it went on'},
  },
  {
    fault: 'dies later: the frame goes on to Access Denied',
    wrong: {later: {'view-room': {kind: 'access-denied'}}},
    ...{...silent, when: 'another `timeout` after it went on'},
  },
];

export const pageRows: readonly Row[] = [
  {
    fault: 'not a secure context (http)',
    wrong: {pretended: 'insecure'},
    ...{warning: 'insecure-context', wayOn: 'new-tab'},
  },
  ...['camera=()', 'camera=(self)'].map((policy): Row => ({
    fault: `\`Permissions-Policy: ${policy}\``,
    wrong: {headers: {'permissions-policy': policy}},
    ...{warning: 'devices-forbidden', wayOn: 'new-tab'},
    but: {Firefox: {}, WebKit: {}},
    unknown: 'Firefox and WebKit do not know the header, and obey none.',
  })),
  {
    fault: 'the file of the page’s language is not beside the script',
    wrong: {script: 'languages/de.js', language: 'de'},
    unknown: 'In English.',
  },
  {
    fault: 'asleep until the launch it was given is over, with a `token-url`',
    wrong: {asleep: 'with token-url'},
    when: 'at once when clicked',
  },
  {
    fault: 'asleep until the launch it was given is over, with none',
    wrong: {asleep: 'without'},
    ...{code: 'launch-expired', launches: 0, wayOn: 'retry', when: 'at once when clicked'},
  },
  {
    fault: 'the device is offline during the meeting, then back',
    wrong: {pretended: 'offline later'},
    ...{warning: 'offline', wayOn: 'back', when: 'at once'},
  },
];

/** What only a whole browser can do: held by Playwright, in the engines that `unknown` names. */
export const browserRows = {
  storage: {
    fault: 'the browser keeps storage and cookies from the frame',
    wrong: {},
    unknown: 'Held in Chromium and Firefox, by Playwright, which drives no WebKitGTK.',
  },
  kept: {
    fault: 'back on a page that the browser has kept (back-forward cache)',
    wrong: {},
    unknown:
      'Held in Chromium: the meeting is as it was, and is heard and left as before. Playwright loses what Firefox has kept: there a page that was not kept is held.',
  },
} satisfies Record<string, Row>;
