import type {Engine} from './rows.js';

/*
 * What the element finds out by, and the rows that turn red without it: the rig serves the script
 * with that one thing cut out.
 */

export interface Detection {
  readonly what: string;
  /** What is replaced in the room's script before it is minified, and by what. */
  readonly code: RegExp;
  readonly to: string;
  /** Which rows, by their fault. */
  readonly rows: readonly string[];
  /** Where only these find it out so, or the others too late for a test. */
  readonly only?: readonly Engine[];
}

export const detections: readonly Detection[] = [
  {
    what: 'hearing that the page’s CSP forbids the frame',
    ...{code: /"frame-src"/, to: '"none"'},
    rows: ['the page’s CSP allows no frame of KAF'],
  },
  {
    what: 'hearing that it forbids the form',
    ...{code: /"form-action"/, to: '"none"'},
    rows: ['the page’s CSP keeps back the form of LTI 1.1'],
  },
  {
    what: 'hearing that it forbids to ask KAF',
    ...{code: /"connect-src"/, to: '"none"'},
    rows: ['says nothing, and the page’s CSP lets nobody ask whether KAF is there'],
  },
  {
    what: 'hearing that the page’s COEP forbids the frame',
    ...{code: /"coep"/, to: '"none"'},
    ...{rows: ['the page’s COEP keeps the frame out'], only: ['Chromium']},
  },
  {
    what: 'asking whether the page has a COEP, of which the browser tells nothing',
    ...{code: /"cross-origin-embedder-policy"/, to: '"none"'},
    ...{rows: ['the page’s COEP keeps the frame out'], only: ['Firefox']},
  },
  {
    what: 'asking whether KAF is there',
    ...{code: /"\/version"/, to: '"data:,"'},
    rows: ['KAF is gone later, and the frame goes on to another page'],
  },
  {
    what: 'asking so before it is open',
    ...{code: /"\/version"/, to: '"data:,"'},
    ...{rows: ['KAF’s host has no address', 'every connection is cut'], only: ['Chromium']},
  },
  {
    what: 'the deadline',
    ...{code: /late\.abort\(/, to: 'void ('},
    rows: ['never answers', 'the page never answers'],
  },
  {
    what: 'looking whether the frame came back to the page’s own origin',
    ...{code: /\.contentDocument/, to: '.none'},
    rows: ['a redirect to the page’s own origin'],
  },
  {
    what: 'hearing what the frame says',
    ...{code: /"message"/, to: '"none"'},
    rows: ['answers late', 'dies later: the frame goes on to a 500'],
  },
  {
    what: 'looking at the end whether the frame has said anything',
    ...{code: /this\.#options\.warnings\.raise\("room-silent"\)/, to: 'void 0'},
    rows: ['`X-Frame-Options: DENY`'],
  },
  {
    what: 'seeing that the frame of an open room goes on',
    ...{code: /this\.#observer\.onNavigated\(isReachable/, to: 'void (isReachable'},
    rows: [
      'KAF is gone later, and the frame goes on to another page',
      'dies later: the frame goes on to Access Denied',
    ],
  },
  {
    what: 'looking whether the page is secure',
    ...{code: /self\.isSecureContext/, to: 'true'},
    rows: ['not a secure context (http)'],
  },
  {
    what: 'looking whether the page’s policy keeps the camera',
    ...{code: /featurePolicy\?\.allowsFeature\(feature\) === false/, to: 'false'},
    rows: ['`Permissions-Policy: camera=()`', '`Permissions-Policy: camera=(self)`'],
    only: ['Chromium'],
  },
  {
    what: 'looking whether the device is online',
    ...{code: /!navigator\.onLine &&/, to: 'false &&'},
    rows: ['the device is offline, then back', 'the device is offline at the deadline, then back'],
  },
  {
    what: 'hearing that it is back',
    ...{code: /"online", reloadSoon/, to: '"none", reloadSoon'},
    rows: ['the device is offline, then back'],
  },
  {
    what: 'hearing that it goes offline during the meeting',
    ...{code: /\("offline", \(\)/, to: '("none", ()'},
    rows: ['the device is offline during the meeting, then back'],
  },
  {
    what: 'hearing that it is back then',
    ...{code: /"online", \(\)/, to: '"none", ()'},
    rows: ['the device is offline during the meeting, then back'],
  },
  {
    what: 'reading Retry-After',
    ...{code: /"retry-after"/, to: '"none"'},
    rows: ['429, `Retry-After: 3600`', '429, `Retry-After: 100000`'],
  },
  {
    what: 'reading the time that a Retry-After is by',
    ...{code: /Date\.parse\(headers\.get\("date"\)/, to: 'Date.parse(headers.get("none")'},
    rows: ['503, `Retry-After` as a date six seconds later, then well again'],
  },
  {
    what: 'taking 401 and 403 for final',
    ...{code: /retryable: false/, to: 'none: false'},
    rows: ['401, whose body says that it may pass', '403, whose body says that it may pass'],
  },
  {
    what: 'reading the time that a launch is by',
    ...{code: /response\.headers\.get\("date"\)/, to: 'response.headers.get("none")'},
    rows: ['a launch whose time is over by the server’s own clock'],
  },
  {
    what: 'looking whether the time of a launch is over',
    ...{code: /now >= Number\(expiresAt\) \* 1e3/, to: 'false'},
    rows: ['a launch whose time is over by the server’s own clock'],
  },
];
