import {defineConfig, type PlaywrightTestProject} from '@playwright/test';
import {allowMissing, findChromium, findDesktopChromium, findFirefox} from '../support/browsers.js';
import type {Chromium} from '../support/browsers.js';
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

/** Files that need what the headless shell of Chromium lacks. */
const DESKTOP_ONLY = [
  // The back-forward cache.
  '**/back.test.ts',
  // A switch that blocks storage and cookies in frames of other sites.
  '**/blocked-storage.test.ts',
];

const chromium = {
  name: 'Chromium',
  testIgnore: DESKTOP_ONLY,
  use: describeChromium(findChromium()),
};
const desktopChromium = {
  name: 'desktop Chromium',
  testMatch: DESKTOP_ONLY,
  use: describeChromium(findDesktopChromium()),
};

const installedFirefox = findFirefox();
if (!installedFirefox) allowMissing('Firefox');
const firefox: PlaywrightTestProject<object, BrowserOptions> = {
  name: 'Firefox',
  grepInvert: /@chromium/,
  testIgnore: CHROMIUM_ONLY,
  use: {
    browserName: 'firefox',
    channel: 'moz-firefox',
    launchOptions: {
      ...(installedFirefox && {executablePath: installedFirefox}),
      firefoxUserPrefs: {
        'media.navigator.streams.fake': true,
        'media.navigator.permission.disabled': true,
        // Playwright's clicks and keys do not reach a frame in another process of Firefox.
        'fission.webContentIsolationStrategy': 0,
      },
    },
  },
};

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
  projects: [chromium, desktopChromium, ...(installedFirefox ? [firefox] : [])],
});

function describeChromium({executablePath, args, env, isPacked}: Chromium) {
  return {
    browserName: 'chromium' as const,
    isPacked,
    launchOptions: {executablePath, args, env: {...process.env, ...env}},
  };
}
