import type {Engine} from '../../support/fault-rows.js';

/*
 * Code of the element that detects faults, and the rows that fail without it. The test server
 * serves the script with that code replaced.
 */

export interface Detection {
  readonly what: string;
  /** The code to replace in the room's script before minification. */
  readonly code: RegExp;
  readonly to: string;
  /** Faults of the rows that fail. */
  readonly rows: readonly string[];
  /** The engines that need this code, or need it soon enough for a test. */
  readonly only?: readonly Engine[];
}

export const detections: readonly Detection[] = [
  {
    what: 'the report that the page’s CSP blocks the frame',
    ...{code: /"frame-src"/, to: '"none"'},
    rows: ['the page’s CSP allows no frame of KAF'],
  },
  {
    what: 'the report that the page’s CSP blocks the form',
    ...{code: /"form-action"/, to: '"none"'},
    rows: ['the page’s CSP blocks the form of LTI 1.1'],
  },
  {
    what: 'the report that the page’s CSP blocks the probe',
    ...{code: /"connect-src"/, to: '"none"'},
    rows: ['sends no message, and the page’s CSP blocks the probe'],
  },
  {
    what: 'the report that the page’s COEP blocks the frame',
    ...{code: /"coep"/, to: '"none"'},
    ...{rows: ['the page’s COEP blocks the frame'], only: ['Chromium']},
  },
  {
    what: 'the request for the COEP of the page',
    ...{code: /"cross-origin-embedder-policy"/, to: '"none"'},
    ...{rows: ['the page’s COEP blocks the frame'], only: ['Firefox']},
  },
  {
    what: 'the probe of KAF after a navigation',
    ...{code: /`[^`]*\/version`/, to: '"data:,"'},
    rows: ['KAF stops answering, then the frame navigates'],
  },
  {
    what: 'the probe of KAF before the room is open',
    ...{code: /`[^`]*\/version`/, to: '"data:,"'},
    ...{rows: ['KAF’s host name is unknown', 'every connection is cut'], only: ['Chromium']},
  },
  {
    what: 'the deadline',
    ...{code: /late\.abort\(/, to: 'void ('},
    rows: ['never answers', 'the page never answers'],
  },
  {
    what: 'the check for a frame on the page’s own origin',
    ...{code: /\.contentDocument/, to: '.none'},
    rows: ['a redirect to the page’s own origin'],
  },
  {
    what: 'the listener for messages of the frame',
    ...{code: /"message"/, to: '"none"'},
    rows: ['answers late', 'the frame of an open room navigates to a 500'],
  },
  {
    what: 'the check for a silent frame at the deadline',
    ...{code: /this\.#options\.warnings\.raise\("room-silent"\)/, to: 'void 0'},
    rows: ['`X-Frame-Options: DENY`'],
  },
  {
    what: 'the check for a navigation of an open room',
    ...{code: /this\.#observer\.onNavigated\(problem/, to: 'void (problem'},
    rows: [
      'KAF stops answering, then the frame navigates',
      'the frame of an open room navigates to Access Denied',
    ],
  },
  {
    what: 'the check for a secure context',
    ...{code: /self\.isSecureContext/, to: 'true'},
    rows: ['not a secure context (http)'],
  },
  {
    what: 'the check of the page’s permissions policy',
    ...{code: /featurePolicy\?\.allowsFeature\(name\) === false/, to: 'false'},
    rows: ['`Permissions-Policy: camera=()`', '`Permissions-Policy: display-capture=()`'],
    only: ['Chromium'],
  },
  {
    what: 'the check whether the device is online',
    ...{code: /!navigator\.onLine &&/, to: 'false &&'},
    rows: ['the device is offline, then back', 'the device is offline at the deadline, then back'],
  },
  {
    what: 'the listener that reopens the room when the network returns',
    ...{code: /"online", reloadSoon/, to: '"none", reloadSoon'},
    rows: ['the device is offline, then back'],
  },
  {
    what: 'the listener for a lost network during the meeting',
    ...{code: /\("offline", \(\)/, to: '("none", ()'},
    rows: ['the device is offline during the meeting, then back'],
  },
  {
    what: 'the listener for a network that returns during the meeting',
    ...{code: /"online", \(\)/, to: '"none", ()'},
    rows: ['the device is offline during the meeting, then back'],
  },
  {
    what: 'the parser of Retry-After',
    ...{code: /"retry-after"/, to: '"none"'},
    rows: ['429, `Retry-After: 3600`', '429, `Retry-After: 100000`'],
  },
  {
    what: 'the server time for a Retry-After date',
    ...{code: /Date\.parse\(headers\.get\("date"\)/, to: 'Date.parse(headers.get("none")'},
    rows: ['503, `Retry-After` as a date six seconds later, then success'],
  },
  {
    what: 'the rule that 401 and 403 are final',
    ...{code: /retryable: false/, to: 'none: false'},
    rows: ['401 with a retryable code', '403 with a retryable code'],
  },
  {
    what: 'the server time for the expiry of a launch',
    ...{code: /response\.headers\.get\("date"\)/, to: 'response.headers.get("none")'},
    rows: ['a launch that has expired by the server’s clock'],
  },
  {
    what: 'the check for an expired launch',
    ...{code: /now >= Number\(expiresAt\) \* 1e3/, to: 'false'},
    rows: ['a launch that has expired by the server’s clock'],
  },
];
