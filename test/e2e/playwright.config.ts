import {defineConfig, type LaunchOptions, type PlaywrightTestProject} from '@playwright/test';
import {allowMissing, findChromium, findDesktopChromium, findFirefox} from '../support/browsers.js';
import type {Chromium} from '../support/browsers.js';
import {INSECURE_HOST} from './insecure-host.js';
import type {BrowserOptions} from './set-up.js';

/*
 * The whole path in a browser: each test starts the demo's server for itself, on a free port.
 *
 * A test runs in Firefox too if its outcome depends on the engine: frames, policies, permissions,
 * storage, focus, keys or history. Other tests run only in Chromium, because a test in Firefox takes
 * three times as long. Files are in `CHROMIUM_ONLY` with the reason; tests have the tag `onlyChromium`.
 */

const CHROMIUM_ONLY = [
  // The registry of elements and the cache of modules are in the standard, and the warning is a text.
  '**/duplicate-script.test.ts',
  // The documentation and its snippets belong to this project. Other tests run the elements.
  '**/docs-*.test.ts',
  // The playground belongs to this project. Other tests run its elements in each engine.
  '**/playground.test.ts',
];

/** Needs the back/forward cache, which the headless shell of Chromium lacks. */
const HISTORY = '**/back.test.ts';
/** Needs a browser that blocks storage and cookies in frames of other sites. */
const BLOCKED_STORAGE = '**/blocked-storage.test.ts';

type Project = PlaywrightTestProject<object, BrowserOptions>;

const chromiumProjects: Project[] = [
  {
    name: 'Chromium',
    testIgnore: [HISTORY, BLOCKED_STORAGE],
    use: describeChromium(findChromium(), {
      args: [`--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`],
    }),
  },
  {
    name: 'Chromium with a back/forward cache',
    testMatch: HISTORY,
    use: describeChromium(findDesktopChromium(), {
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    }),
  },
  {
    name: 'Chromium with blocked storage',
    testMatch: BLOCKED_STORAGE,
    // The headless shell ignores the switch.
    use: describeChromium(findDesktopChromium(), {args: ['--test-third-party-cookie-phaseout']}),
  },
];

const firefox = findFirefox();
if (!firefox) allowMissing('Firefox');
const firefoxProjects: Project[] = !firefox
  ? []
  : [
      {
        name: 'Firefox',
        grepInvert: /@chromium/,
        testIgnore: [...CHROMIUM_ONLY, BLOCKED_STORAGE],
        use: describeFirefox(firefox, {'network.dns.localDomains': INSECURE_HOST}),
      },
      {
        name: 'Firefox with blocked storage',
        testMatch: BLOCKED_STORAGE,
        use: describeFirefox(firefox, {'network.cookie.cookieBehavior': 1}),
      },
    ];

export default defineConfig<object, BrowserOptions>({
  testDir: '.',
  testMatch: '**/*.test.ts',
  snapshotPathTemplate: '{testDir}/appearance/{arg}{ext}',
  // Each run empties its folder. Runs with other browsers may be running.
  outputDir: `../../test-results/${process.env['BROWSERS'] || 'all'}`,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 3,
  timeout: 60_000,
  expect: {timeout: 20_000},
  reporter: 'list',
  use: {headless: true},
  projects: [...chromiumProjects, ...firefoxProjects],
});

function describeChromium(
  {executablePath, args, env, isPacked}: Chromium,
  options: Pick<LaunchOptions, 'args' | 'ignoreDefaultArgs'>,
): NonNullable<Project['use']> {
  return {
    browserName: 'chromium',
    isPacked,
    launchOptions: {
      ...options,
      executablePath,
      args: [...args, ...(options.args ?? [])],
      env: {...process.env, ...env},
    },
  };
}

function describeFirefox(
  executablePath: string,
  firefoxUserPrefs: LaunchOptions['firefoxUserPrefs'],
): NonNullable<Project['use']> {
  return {
    browserName: 'firefox',
    channel: 'moz-firefox',
    launchOptions: {
      executablePath,
      firefoxUserPrefs: {
        'media.navigator.streams.fake': true,
        'media.navigator.permission.disabled': true,
        // Playwright's clicks and keys do not reach a frame in another process of Firefox.
        'fission.webContentIsolationStrategy': 0,
        ...firefoxUserPrefs,
      },
    },
  };
}
