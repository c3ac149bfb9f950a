import type {Engine} from './rows.js';

/*
 * What the element finds out by, and the rows that turn red without it: the rig serves the built
 * files with that one thing cut out.
 */

export interface Detection {
  readonly what: string;
  /** In which file for a script tag, what is replaced there, and by what. */
  readonly file: 'opening.js' | 'room.js' | 'schemas.js';
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
    ...{file: 'opening.js', code: /"frame-src"/, to: '"none"'},
    rows: ['the page’s CSP allows no frame of KAF'],
  },
  {
    what: 'hearing that it forbids the form',
    ...{file: 'opening.js', code: /"form-action"/, to: '"none"'},
    rows: ['the page’s CSP keeps back the form of LTI 1.1'],
  },
  {
    what: 'hearing that it forbids to ask KAF',
    ...{file: 'opening.js', code: /"connect-src"/, to: '"none"'},
    rows: ['says nothing, and the page’s CSP lets nobody ask whether KAF is there'],
  },
  {
    what: 'hearing that the page’s COEP forbids the frame',
    ...{file: 'opening.js', code: /"coep"/, to: '"none"'},
    ...{rows: ['the page’s COEP keeps the frame out'], only: ['Chromium']},
  },
  {
    what: 'asking whether the page has a COEP, of which the browser tells nothing',
    ...{file: 'opening.js', code: /"cross-origin-embedder-policy"/, to: '"none"'},
    ...{rows: ['the page’s COEP keeps the frame out'], only: ['Firefox']},
  },
  {
    what: 'asking whether KAF is there',
    ...{file: 'opening.js', code: /"\/version"/, to: '"data:,"'},
    rows: ['KAF is gone later, and the frame goes on to another page'],
  },
  {
    what: 'asking so before it is open',
    ...{file: 'opening.js', code: /"\/version"/, to: '"data:,"'},
    ...{rows: ['KAF’s host has no address', 'every connection is cut'], only: ['Chromium']},
  },
  {
    what: 'the deadline',
    ...{file: 'room.js', code: /setTimeout\(\(\)=>\w+\.abort\(/, to: 'setTimeout(()=>void('},
    rows: ['never answers', 'the page never answers'],
  },
  {
    what: 'looking whether the frame came back to the page’s own origin',
    ...{file: 'opening.js', code: /\.contentDocument/, to: '.none'},
    rows: ['a redirect to the page’s own origin'],
  },
  {
    what: 'hearing what the frame says',
    ...{file: 'opening.js', code: /"message"/, to: '"none"'},
    rows: ['answers late', 'dies later: the frame goes on to a 500'],
  },
  {
    what: 'looking at the end whether the frame has said anything',
    ...{file: 'opening.js', code: /\w+\.warn\("room-silent"\)/, to: 'void 0'},
    rows: ['`X-Frame-Options: DENY`'],
  },
  {
    what: 'seeing that the frame of an open room goes on',
    ...{file: 'opening.js', code: /onMoved\(/, to: 'none('},
    rows: [
      'KAF is gone later, and the frame goes on to another page',
      'dies later: the frame goes on to Access Denied',
    ],
  },
  {
    what: 'looking whether the page is secure',
    ...{file: 'opening.js', code: /self\.isSecureContext/, to: '!0'},
    rows: ['not a secure context (http)'],
  },
  {
    what: 'looking whether the page’s policy keeps the camera',
    ...{file: 'opening.js', code: /!1===\w+\?\.allowsFeature\(\w+\)/, to: '!1'},
    rows: ['`Permissions-Policy: camera=()`', '`Permissions-Policy: camera=(self)`'],
    only: ['Chromium'],
  },
  {
    what: 'looking whether the device is online',
    ...{file: 'room.js', code: /!navigator\.onLine/, to: '!1'},
    rows: ['the device is offline, then back', 'the device is offline at the deadline, then back'],
  },
  {
    what: 'hearing that it is back',
    ...{file: 'room.js', code: /"online"/, to: '"none"'},
    rows: ['the device is offline, then back'],
  },
  {
    what: 'hearing that it goes offline during the meeting',
    ...{file: 'opening.js', code: /\("offline",\(\)/, to: '("none",()'},
    rows: ['the device is offline during the meeting, then back'],
  },
  {
    what: 'hearing that it is back then',
    ...{file: 'opening.js', code: /"online"/, to: '"none"'},
    rows: ['the device is offline during the meeting, then back'],
  },
  {
    what: 'reading Retry-After',
    ...{file: 'schemas.js', code: /"retry-after"/, to: '"none"'},
    rows: ['429, `Retry-After: 3600`', '429, `Retry-After: 100000`'],
  },
  {
    what: 'reading the time that a Retry-After is by',
    ...{file: 'schemas.js', code: /"date"/, to: '"none"'},
    rows: ['503, `Retry-After` as a date six seconds later, then well again'],
  },
  {
    what: 'taking 401 and 403 for final',
    ...{file: 'schemas.js', code: /retryable:!1/, to: 'none:!1'},
    rows: ['401, whose body says that it may pass', '403, whose body says that it may pass'],
  },
  {
    what: 'reading the time that a launch is by',
    ...{file: 'opening.js', code: /"date"/, to: '"none"'},
    rows: [
      'a launch whose time is over by the server’s own clock',
      'asleep between the answer and the frame, until the launch is over',
    ],
  },
  {
    what: 'looking whether the time of a launch is over',
    ...{file: 'opening.js', code: /1e3\*\w+<=\w+(?![\w.])/, to: '!1'},
    rows: ['a launch whose time is over by the server’s own clock'],
  },
  {
    what: 'looking so once more before it is used',
    ...{file: 'opening.js', code: /1e3\*\w+<=Date\.now\(\)/, to: '!1'},
    rows: ['asleep between the answer and the frame, until the launch is over'],
  },
  {
    what: 'telling apart that a part of the script is missing',
    ...{file: 'room.js', code: /"script-unreachable",/, to: '"internalError",'},
    rows: ['`schemas.js` is not beside the script'],
  },
];
