import type {RoomErrorCode, WarningCode} from '../../src/contract/error-catalog.js';

/*
 * Sentences for developers about each code. The compiler asks for a new code, and `npm run
 * docs:generate` writes them to `docs/reference/_generated/error-codes.md`.
 */

/** The people who can fix an error. */
export const FIXERS = {
  page: 'Page author',
  server: 'Server developer',
  operator: 'Operator of your server',
  guest: 'Guest',
  kaltura: 'Kaltura',
} as const;

/** The stage in which a code appears: a section of the page. */
export const AREAS = {
  page: 'The page',
  endpoint: 'Your endpoints',
  launch: 'The launch',
  frame: 'The frame',
  server: 'Your server and KAF',
  kaltura: 'Kaltura',
} as const;

export interface ErrorMeaning {
  readonly area: keyof typeof AREAS;
  readonly meaning: string;
  /** Advice for each person who can fix it. */
  readonly fixes: Readonly<Partial<Record<keyof typeof FIXERS, string>>>;
}

export const ERROR_MEANINGS: Readonly<Record<RoomErrorCode, ErrorMeaning>> = {
  'attribute-invalid': {
    area: 'page',
    meaning:
      'An attribute, a property or an option is missing or malformed. `message` names it, and never contains the value of `headers` or `launch`.',
    fixes: {page: 'Correct the attribute. A room then opens automatically.'},
  },
  offline: {
    area: 'page',
    meaning: 'All attempts failed, and the browser reports that there is no network.',
    fixes: {guest: 'Reconnect. A room then opens automatically within two seconds.'},
  },
  'tab-blocked': {
    area: 'page',
    meaning: 'The browser blocked the new tab for the room.',
    fixes: {guest: 'Allow pop-ups for the page.'},
  },
  'endpoint-unreachable': {
    area: 'endpoint',
    meaning: 'Your server did not answer, or CORS kept the answer from the page.',
    fixes: {
      guest: 'Check the connection.',
      operator: 'Check that the server runs. For a page of another origin, check `allowedOrigins`.',
    },
  },
  'endpoint-timeout': {
    area: 'endpoint',
    meaning: 'Your server, or `fetchLaunch`, took longer than `timeout`.',
    fixes: {operator: 'Find out why the server is slow.'},
  },
  'endpoint-failed': {
    area: 'endpoint',
    meaning: 'Your server answered 5xx without an envelope, or `fetchLaunch` rejected.',
    fixes: {operator: "Read the server's log."},
  },
  'endpoint-invalid': {
    area: 'endpoint',
    meaning: 'Your server answered with a body that does not follow the HTTP API.',
    fixes: {server: 'Read `message`, which says what was expected and what came.'},
  },
  'endpoint-not-found': {
    area: 'endpoint',
    meaning: 'No route accepts a POST at `token-url` or `create-url` (404 or 405).',
    fixes: {page: 'Correct the URL.'},
  },
  'rate-limited': {
    area: 'endpoint',
    meaning:
      'Your server or Kaltura limits the number of requests (429). `retryAfter` of the error is the wait in seconds, if the server sent one.',
    fixes: {guest: 'Wait, then try again.'},
  },
  'request-in-progress': {
    area: 'endpoint',
    meaning: 'An earlier request with the same `Idempotency-Key` is still in progress (409).',
    fixes: {guest: 'Wait, then try again. No second room is created.'},
  },
  'sign-in-required': {
    area: 'endpoint',
    meaning:
      'Your server answered 401, 419 or a redirect. The user is not signed in, or a token in `headers` has expired.',
    fixes: {guest: 'Sign in, then reload the page.'},
  },
  'access-denied': {
    area: 'endpoint',
    meaning: '`authorize` refused the user (403).',
    fixes: {server: 'Check `authorize`.'},
  },
  'room-not-found': {
    area: 'endpoint',
    meaning: 'Your server knows no such room (404).',
    fixes: {page: 'Check the `room-id`.', server: 'Check `authorize`.'},
  },
  'launch-expired': {
    area: 'launch',
    meaning:
      'A launch from `token-url` is past its `expiresAt`. In the frame, with LTI 1.3: the login hint is unknown, used or too old (403).',
    fixes: {operator: "Check the server's clock.", guest: 'Try again.'},
  },
  'origin-not-allowed': {
    area: 'launch',
    meaning:
      "KAF's origin is not https, is the page's own, or differs between `kaf-url` and the launch. The frame may also have returned to the page's origin. From your server (403): the page is of another site, which `allowedOrigins` does not list.",
    fixes: {
      page: 'Set `kaf-url` to the KAF instance.',
      server: "Set `kafUrl` to the KAF instance. Add the page's origin to `allowedOrigins`.",
    },
  },
  'frame-blocked': {
    area: 'frame',
    meaning:
      "The page's Content-Security-Policy blocks the frame, or the form of LTI 1.1. An isolated page, or a sandbox without `allow-same-origin`, blocks it too.",
    fixes: {page: 'Allow KAF in `frame-src`, and in `form-action` for LTI 1.1.'},
  },
  'frame-timeout': {
    area: 'frame',
    meaning: 'The frame did not load within `timeout`.',
    fixes: {guest: 'Try again, or open the room in a new tab.'},
  },
  'frame-unreachable': {
    area: 'frame',
    meaning: "KAF's host does not answer, and the frame did not load.",
    fixes: {
      guest: 'Check the connection.',
      operator: "Check the host name of KAF, and Kaltura's status page.",
    },
  },
  invalidRequest: {
    area: 'server',
    meaning:
      'Your server (400, 413, 415) or KAF refused the body. An `Idempotency-Key` with another body than before also fails (422). With LTI 1.3, KAF sent a malformed login request (400).',
    fixes: {page: 'Correct the field that `message` names.'},
  },
  invalidConfiguration: {
    area: 'server',
    meaning: 'The KAF instance is not set up for embedded rooms.',
    fixes: {kaltura: 'Your Kaltura representative sets it up.'},
  },
  internalError: {
    area: 'server',
    meaning: 'An unexpected failure of your server, its store or KAF.',
    fixes: {operator: "Read the server's log.", kaltura: 'Ask support if the log blames KAF.'},
  },
  'kaltura-unreachable': {
    area: 'kaltura',
    meaning: 'Kaltura did not answer your server.',
    fixes: {operator: "Check the network, and Kaltura's status page."},
  },
  'kaltura-timeout': {
    area: 'kaltura',
    meaning: 'Kaltura did not answer your server within `upstreamTimeout`.',
    fixes: {operator: "Check the network, and Kaltura's status page."},
  },
  'kaltura-invalid': {
    area: 'kaltura',
    meaning: 'Kaltura answered without JSON or without an ID.',
    fixes: {operator: 'Check `kafUrl` and `apiUrl`.'},
  },
  'kaltura-refused': {
    area: 'kaltura',
    meaning:
      'Kaltura refused the secret or the app token, or returned another session than requested. KAF may also have refused the session.',
    fixes: {
      operator:
        "Read the server's log. Check the partner ID, the secret or app token, and the server's clock.",
    },
  },
  'ks-invalid': {
    area: 'kaltura',
    meaning:
      '`encodeKs()` or `decodeKs()` throws it. The text is not a KS v2, another secret encrypted it, or a privilege could change another privilege.',
    fixes: {server: 'Correct the arguments.'},
  },
};

export const WARNING_MEANINGS: Readonly<Record<WarningCode, Omit<ErrorMeaning, 'area'>>> = {
  'insecure-context': {
    meaning:
      'The page is not a secure context: browsers give no camera and microphone without https.',
    fixes: {operator: 'Serve the page over https.'},
  },
  'camera-forbidden': {
    meaning: "The page's `Permissions-Policy` keeps the camera from the frame.",
    fixes: {page: 'Allow `camera` for KAF.'},
  },
  'microphone-forbidden': {
    meaning: "The page's `Permissions-Policy` keeps the microphone from the frame.",
    fixes: {page: 'Allow `microphone` for KAF.'},
  },
  'screen-forbidden': {
    meaning: "The page's `Permissions-Policy` keeps screen sharing from the frame.",
    fixes: {page: 'Allow `display-capture` for KAF.'},
  },
  'room-silent': {
    meaning: 'The frame sent no message, so it may not show the room.',
    fixes: {guest: 'Open the room in a new tab.'},
  },
  'room-unreachable': {
    meaning: 'The frame shows another page than before, and KAF does not answer.',
    fixes: {guest: 'Try again.', operator: "Check Kaltura's status page."},
  },
};
