import type {RoomErrorCode, RoomWarningCode} from '../../src/contract/room-error.js';
import type {Fault} from '../../src/simulator/faults.js';

/*
 * Faults on the way to a room, and their outcomes. Tests verify each row in each engine, and the
 * failure matrix of the documentation is generated from the rows.
 */

/**
 * A fault of the token endpoint. It never answers, cuts the connection before (`drop`) or during
 * (`half`) the answer, answers late, gives another answer, or changes the launch.
 * `retryDateInSeconds` sets `Retry-After` to a date, in seconds from now. `times` limits the number of faulty answers.
 */
export type TokenFault = {readonly times?: number} & (
  | {readonly kind: 'never' | 'drop' | 'half'}
  | {readonly kind: 'slow'; readonly ms: number}
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly retryDateInSeconds?: number;
      readonly body?: unknown;
    }
  | {readonly kind: 'launch'; readonly change?: Readonly<Record<string, unknown>>}
);

export type Engine = 'Chromium' | 'Firefox' | 'WebKit';

/** What a room does after a fault. */
export interface Outcome {
  /** Code of the failure; without a code, the room opens. */
  readonly code?: RoomErrorCode;
  /** Warning of a room that opened. */
  readonly warning?: RoomWarningCode;
  /** The outcome appears only at the deadline. */
  readonly atDeadline?: boolean;
  /** Minimum seconds from `kaltura-room-loading` to the outcome; 0 by default. Not for `atDeadline`. */
  readonly minSeconds?: number;
  /** Text of the failure matrix for the time, if its default text does not fit. */
  readonly when?: string;
  /** The frame of the open room has sent no message, or none since it navigated. */
  readonly unconfirmed?: boolean;
  /** Number of launches that the element requests; 1 by default. */
  readonly launches?: number;
  /**
   * Recovery from the outcome: a button, or the return of the network, which opens the room
   * (`online`) or ends the warning of the open room (`warning-ends`).
   */
  readonly recovery?: 'reload' | 'retry' | 'retry-later' | 'new-tab' | 'online' | 'warning-ends';
}

/** A fault and its outcome: a row of the failure matrix. */
export interface Row extends Outcome {
  readonly fault: string;
  /** Conditions of the host backend, KAF and the page that cause the fault. */
  readonly conditions: {
    readonly token?: TokenFault;
    /** A token endpoint on another origin without CORS headers, or on a closed port. */
    readonly endpoint?: 'cross-origin' | 'refused';
    readonly kaf?: KafFaults;
    /** A KAF with an unknown host name, or on a closed port. */
    readonly host?: 'unknown' | 'refused';
    /** KAF redirects the frame to the page's own origin, or to a third origin. */
    readonly redirect?: 'page-origin' | 'third-origin';
    /** Faults of KAF when the frame of an open room navigates to another page. */
    readonly afterNavigation?: KafFaults;
    /** Conditions that a test can only stub: no secure context, or no network. */
    readonly stubbed?: 'insecure' | 'offline' | 'offline when open';
    /** The room’s `launch` expires before the guest clicks. The room has a `token-url`, or none. */
    readonly expiredLaunch?: 'with token-url' | 'without token-url';
    /** Path of a file that is missing beside the script of the element. */
    readonly missingScript?: string;
    /** The page's `lang`; `en` without it. */
    readonly language?: string;
    /** The launch type of the host backend, unless it is a KS. */
    readonly auth?: 'lti-1.1';
    /** Headers of the page. */
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** A sentence of the failure matrix about what browsers or tests cannot do. */
  readonly limitation?: string;
  /** Engines with another outcome. */
  readonly exceptIn?: Readonly<Partial<Record<Engine, Outcome>>>;
}

type KafFaults = Readonly<Partial<Record<'view-room' | 'version', Fault>>>;

/** Number of attempts, with the first, if each fails in a retryable way. */
const MAX_ATTEMPTS = 3;

/**
 * Outcome after several launch requests. The minimum time is the sum of the pauses between them,
 * `pause` seconds each if the server sets it.
 */
const attempts = (launches: number, pause = 0): Pick<Outcome, 'launches' | 'minSeconds'> => ({
  launches,
  minSeconds: (launches - 1) * pause + [0, 0.25, 0.75][launches - 1]!,
});

/** A page of KAF that sends no message. */
const silentPage: Fault = {kind: 'html', html: '<!doctype html><title>Room</title>'};

/** A row in which the token endpoint answers with a status. By default, the guest can retry. */
const answerRow = (
  status: number,
  code: RoomErrorCode,
  {headers, body, ...more}: Partial<Row> & {headers?: Record<string, string>; body?: unknown} = {},
): Row => ({
  fault: String(status),
  conditions: {token: {kind: 'answer', status, body, ...(headers && {headers})}},
  code,
  recovery: 'retry',
  ...more,
});

/** An error body with a retryable code. The code selects the sentence, but causes no retry. */
const retryableBody = {success: false, errorCode: 'internalError', error: 'no'};

const connectionCut = {
  code: 'endpoint-unreachable',
  ...attempts(MAX_ATTEMPTS),
  recovery: 'retry',
} as const satisfies Partial<Row>;

export const tokenRows: readonly Row[] = [
  {fault: 'nothing listens there', conditions: {endpoint: 'refused'}, ...connectionCut},
  {fault: 'the connection is cut', conditions: {token: {kind: 'drop'}}, ...connectionCut},
  {
    fault: 'the answer is cut in half',
    conditions: {token: {kind: 'half'}},
    ...connectionCut,
    exceptIn: {WebKit: {code: 'endpoint-invalid', recovery: 'retry'}},
    limitation: 'WebKit treats the half as a complete answer.',
  },
  {
    fault: 'CORS blocks the answer',
    conditions: {endpoint: 'cross-origin'},
    ...connectionCut,
  },
  {
    fault: 'answers late',
    conditions: {token: {kind: 'slow', ms: 700}},
    minSeconds: 0.7,
    when: 'after the answer',
  },
  {
    fault: 'never answers',
    conditions: {token: {kind: 'never'}},
    code: 'endpoint-timeout',
    atDeadline: true,
    recovery: 'retry',
  },
  answerRow(400, 'endpoint-invalid'),
  answerRow(401, 'sign-in-required', {recovery: 'reload'}),
  answerRow(401, 'internalError', {
    fault: '401 with a retryable code',
    body: retryableBody,
  }),
  answerRow(403, 'access-denied'),
  answerRow(403, 'internalError', {
    fault: '403 with a retryable code',
    body: retryableBody,
  }),
  answerRow(404, 'endpoint-not-found'),
  answerRow(409, 'endpoint-invalid'),
  answerRow(419, 'sign-in-required', {recovery: 'reload'}),
  answerRow(429, 'rate-limited', {
    fault: '429, `Retry-After: 1`',
    headers: {'retry-after': '1'},
    ...attempts(MAX_ATTEMPTS, 1),
  }),
  {
    fault: '429, `Retry-After: 1`, then success',
    conditions: {token: {kind: 'answer', status: 429, headers: {'retry-after': '1'}, times: 1}},
    ...attempts(2, 1),
  },
  answerRow(429, 'rate-limited', {
    fault: '429, `Retry-After: 3600`',
    headers: {'retry-after': '3600'},
    recovery: 'retry-later',
  }),
  answerRow(429, 'rate-limited', {
    fault: '429, `Retry-After: 100000`',
    headers: {'retry-after': '100000'},
    recovery: 'retry-later',
  }),
  answerRow(500, 'endpoint-failed', attempts(MAX_ATTEMPTS)),
  {
    fault: '500 twice, then success',
    conditions: {token: {kind: 'answer', status: 500, times: 2}},
    ...attempts(MAX_ATTEMPTS),
  },
  answerRow(503, 'endpoint-failed', attempts(MAX_ATTEMPTS)),
  {
    fault: '503, `Retry-After` as a date six seconds later, then success',
    conditions: {token: {kind: 'answer', status: 503, retryDateInSeconds: 6, times: 1}},
    ...attempts(2, 6),
  },
  answerRow(302, 'sign-in-required', {
    fault: 'a redirect to a sign-in page',
    headers: {location: '/__blank'},
    recovery: 'reload',
  }),
  answerRow(200, 'endpoint-invalid', {
    fault: 'HTML',
    headers: {'content-type': 'text/html'},
    body: '<h1>Welcome</h1>',
  }),
  answerRow(200, 'endpoint-invalid', {fault: 'other JSON', body: {token: 'abc'}}),
  ...(['ks', 'kafUrl'] as const).map(field =>
    answerRow(200, field === 'ks' ? 'endpoint-invalid' : 'origin-not-allowed', {
      fault: `a launch without its \`${field}\``,
      body: {
        success: true,
        data: {ks: 'djJ8b2YtdGhlLXRlc3Rz', kafUrl: 'https://kaf.example', [field]: undefined},
      },
    }),
  ),
  {
    fault: 'a launch with additional fields',
    conditions: {token: {kind: 'launch', change: {more: {than: 'expected'}}}},
  },
  {
    fault: 'a launch that has expired by the server’s clock',
    conditions: {token: {kind: 'launch', change: {expiresAt: 1}}},
    code: 'launch-expired',
    recovery: 'retry',
  },
  {
    fault: 'the device is offline, then back',
    conditions: {token: {kind: 'drop'}, stubbed: 'offline'},
    code: 'offline',
    ...attempts(MAX_ATTEMPTS),
    recovery: 'online',
  },
  {
    fault: 'the device is offline at the deadline, then back',
    conditions: {token: {kind: 'never'}, stubbed: 'offline'},
    code: 'offline',
    atDeadline: true,
    recovery: 'online',
  },
];

const silentFrame: Outcome & Partial<Row> = {
  warning: 'room-silent',
  atDeadline: true,
  unconfirmed: true,
  recovery: 'new-tab',
  limitation: 'A browser does not reveal the content of the frame to the page.',
};
const hostUnreachable: Outcome & Partial<Row> = {
  code: 'frame-unreachable',
  ...attempts(MAX_ATTEMPTS),
  recovery: 'retry',
  exceptIn: {
    Chromium: {
      warning: 'room-unreachable',
      unconfirmed: true,
      minSeconds: 0.3,
      recovery: 'retry',
    },
  },
  limitation: 'Chromium loads its own error page in the frame, and does not reveal it.',
};
const frameTimeout = {
  code: 'frame-timeout',
  atDeadline: true,
  recovery: 'new-tab',
} as const satisfies Partial<Row>;

export const frameRows: readonly Row[] = [
  {fault: 'KAF’s host name is unknown', conditions: {host: 'unknown'}, ...hostUnreachable},
  {fault: 'nothing listens there', conditions: {host: 'refused'}, ...hostUnreachable},
  {
    fault: 'every connection is cut',
    conditions: {kaf: {'view-room': {kind: 'drop'}, version: {kind: 'drop'}}},
    ...hostUnreachable,
  },
  {
    fault: 'the page never answers',
    conditions: {kaf: {'view-room': {kind: 'never'}}},
    ...frameTimeout,
  },
  {
    fault: 'nothing there ever answers',
    conditions: {kaf: {'view-room': {kind: 'never'}, version: {kind: 'never'}}},
    ...frameTimeout,
  },
  {fault: '204', conditions: {kaf: {'view-room': {kind: 'no-content'}}}, ...frameTimeout},
  {fault: '403', conditions: {kaf: {'view-room': {kind: 'access-denied'}}}, ...silentFrame},
  {fault: '404', conditions: {kaf: {'view-room': {kind: 'status', status: 404}}}, ...silentFrame},
  {fault: '500', conditions: {kaf: {'view-room': {kind: 'status', status: 500}}}, ...silentFrame},
  {
    fault: '`X-Frame-Options: DENY`',
    conditions: {kaf: {'view-room': {kind: 'frame-deny'}}},
    ...silentFrame,
  },
  {
    fault: "`frame-ancestors 'none'`",
    conditions: {kaf: {'view-room': {kind: 'frame-deny', by: 'frame-ancestors'}}},
    ...silentFrame,
  },
  {
    fault: 'the page’s CSP allows no frame of KAF',
    conditions: {headers: {'content-security-policy': "frame-src 'self'"}},
    code: 'frame-blocked',
    recovery: 'new-tab',
  },
  {fault: 'a redirect to another origin', conditions: {redirect: 'third-origin'}, ...silentFrame},
  {
    fault: 'a redirect to the page’s own origin',
    conditions: {redirect: 'page-origin'},
    code: 'origin-not-allowed',
    recovery: 'retry',
  },
  {
    fault: 'sends no message, and the page’s CSP blocks the probe',
    conditions: {
      kaf: {'view-room': silentPage},
      headers: {'content-security-policy': "connect-src 'self'"},
    },
    ...silentFrame,
  },
  {
    fault: 'the page’s CSP blocks the form of LTI 1.1',
    conditions: {auth: 'lti-1.1', headers: {'content-security-policy': "form-action 'self'"}},
    code: 'frame-blocked',
    limitation: 'The policy blocks the form in a new tab too.',
  },
  {
    fault: 'the page’s COEP blocks the frame',
    conditions: {headers: {'cross-origin-embedder-policy': 'require-corp'}},
    code: 'frame-blocked',
    recovery: 'new-tab',
    exceptIn: {
      Firefox: {
        code: 'frame-blocked',
        recovery: 'new-tab',
        minSeconds: 4,
        when: 'after 4 seconds',
      },
    },
    limitation: 'Firefox does not report it, so the element reads the page’s headers.',
  },
  {
    fault: 'KAF stops answering, then the frame navigates',
    conditions: {afterNavigation: {'view-room': silentPage, version: {kind: 'drop'}}},
    warning: 'room-unreachable',
    unconfirmed: true,
    minSeconds: 0.3,
    recovery: 'retry',
    when: 'after the navigation',
    limitation: 'No browser reports a failure without a navigation of the frame.',
  },
  {
    fault: 'the frame of an open room navigates to a 500',
    conditions: {afterNavigation: {'view-room': {kind: 'status', status: 500}}},
    ...silentFrame,
    when: 'one `timeout` after the navigation',
  },
  {
    fault: 'the frame of an open room navigates to Access Denied',
    conditions: {afterNavigation: {'view-room': {kind: 'access-denied'}}},
    ...silentFrame,
    when: 'one `timeout` after the navigation',
  },
];

export const pageRows: readonly Row[] = [
  {
    fault: 'not a secure context (http)',
    conditions: {stubbed: 'insecure'},
    warning: 'insecure-context',
    recovery: 'new-tab',
  },
  ...(
    [
      {policy: 'camera=()', warning: 'camera-forbidden'},
      {policy: 'camera=(self)', warning: 'camera-forbidden'},
      {policy: 'microphone=()', warning: 'microphone-forbidden'},
      {policy: 'display-capture=()', warning: 'screen-forbidden'},
    ] as const
  ).map(({policy, warning}): Row => ({
    fault: `\`Permissions-Policy: ${policy}\``,
    conditions: {headers: {'permissions-policy': policy}},
    warning,
    recovery: 'new-tab',
    exceptIn: {Firefox: {}, WebKit: {}},
    limitation: 'Firefox and WebKit ignore the header.',
  })),
  {
    fault: 'the translation file is missing',
    conditions: {missingScript: 'languages/de.js', language: 'de'},
    limitation: 'The texts are English.',
  },
  {
    fault: 'the launch expires before the click, with a `token-url`',
    conditions: {expiredLaunch: 'with token-url'},
    when: 'at once when clicked',
  },
  {
    fault: 'the launch expires before the click, without a `token-url`',
    conditions: {expiredLaunch: 'without token-url'},
    ...silentFrame,
    launches: 0,
    limitation: 'The guest’s clock may be wrong, so KAF decides.',
  },
  {
    fault: 'the device is offline during the meeting, then back',
    conditions: {stubbed: 'offline when open'},
    warning: 'offline',
    recovery: 'warning-ends',
    when: 'at once',
  },
];

/** Rows that need a whole browser. Playwright tests verify them. */
export const browserRows = {
  storage: {
    fault: 'the browser blocks storage and cookies in the frame',
    conditions: {},
    limitation: 'Verified in Chromium and Firefox, because Playwright does not support WebKitGTK.',
  },
  backForwardCache: {
    fault: 'the page returns from the back-forward cache',
    conditions: {},
    limitation:
      'Verified in Chromium: the meeting continues. Playwright loses cached pages of Firefox, so a page that was not cached is verified there.',
  },
} satisfies Record<string, Row>;
