// @ts-check
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {writeFileSync} from 'node:fs';
import {relative} from 'node:path';
import {BROWSER_FOLDERS, bundleTests} from './test/support/bundle-tests.js';
import {allowMissing, findChromium, findFirefox, findWebKit} from './test/support/browsers.js';
import {findFreePort} from './test/support/free-port.js';
import {testServer} from './test/support/test-server.js';
import {roomPages} from './test/support/frame-pages.js';
import {WebKitLauncher} from './test/support/webkit-launcher.js';

/*
 * The browser tests: each file in each engine of this machine. Tests are opened on `localhost`;
 * the same server is also `127.0.0.1`, another origin and another site, which stands for Kaltura.
 */

const port = await findFreePort();
const root = import.meta.dirname;

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: BROWSER_FOLDERS.map(folder => `test/${folder}/**/*.test.ts`),
  rootDir: root,
  hostname: 'localhost',
  port,
  plugins: [bundleTests(root)],
  middleware: [testServer, roomPages],
  browsers: [chromium(), ...firefox(), ...webkit()],
  // One page at a time per engine: a page in the background has no focus and slow timers.
  concurrency: 1,
  concurrentBrowsers: 3,
  // Three engines or six that start at once on a slow machine take their time.
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 480_000,
  testFramework: {config: {forbidOnly: true, timeout: 30_000}},
  // Unit tests load Lit's development build, for its warnings; this is not one of them. Tests of bad
  // input read what the elements report of it.
  filterBrowserLogs: ({args}) =>
    !/^(Lit is in dev mode|<kaltura-room[\w-]*>: )/.test(String(args[0])),
  reporters: [defaultReporter({reportTestResults: true, reportTestProgress: false}), counts()],
};

function chromium() {
  const {executablePath, args, env, from} = findChromium();
  console.log(`Chromium from ${from}: ${executablePath}`);
  const launcher = chromeLauncher({
    launchOptions: {executablePath, args, env: {...process.env, ...env}},
  });
  launcher.name = 'Chromium';
  return launcher;
}

function firefox() {
  const executablePath = findFirefox();
  console.log(
    executablePath ? `Firefox from this system: ${executablePath}` : 'Firefox: none here',
  );
  if (!executablePath) return none('Firefox');
  const launcher = chromeLauncher({
    launchOptions: {
      browser: 'firefox',
      executablePath,
      extraPrefsFirefox: {
        'media.navigator.streams.fake': true,
        'media.navigator.permission.disabled': true,
      },
    },
  });
  launcher.name = 'Firefox';
  return [launcher];
}

function webkit() {
  const found = findWebKit();
  console.log(found ? `WebKit from this system: ${found.miniBrowser}` : 'WebKit: none here');
  if (!found) return none('WebKit');
  // Its types are not written for `exactOptionalPropertyTypes`.
  const launcher = /** @type {import('@web/test-runner').BrowserLauncher} */ (
    new WebKitLauncher(found)
  );
  return [launcher];
}

/**
 * A launcher for a browser that is not installed: its tests do not run, and they fail if `CI` is set.
 * @param {string} name
 * @returns {[]}
 */
function none(name) {
  allowMissing(name);
  return [];
}

/**
 * Reports how many tests passed in each engine, and writes the sums, with what failed and why and what
 * was skipped, to the file that TEST_COUNTS names.
 * An engine that ran nothing, or a file that did not load, counts as a failure.
 * @returns {import('@web/test-runner').Reporter}
 */
function counts() {
  /** @type {import('@web/test-runner').BrowserLauncher[]} */
  let engines = [];
  return {
    start({browsers}) {
      engines = browsers;
    },
    onTestRunFinished({sessions}) {
      const sums = {
        passed: 0,
        failed: 0,
        names: /** @type {string[]} */ ([]),
        skipped: /** @type {string[]} */ ([]),
      };
      for (const engine of engines) {
        let [passed, failed] = [0, 0];
        for (const session of sessions.filter(({browser}) => browser === engine)) {
          const all = testsOf(session.testResults);
          const tests = all.filter(({skipped}) => !skipped);
          const broken = tests
            .filter(test => !test.passed)
            .map(({name, error}) => `${name}: ${error?.message ?? 'no error'}`);
          passed += tests.length - broken.length;
          if (broken.length === 0 && !session.passed) broken.push('the whole file');
          failed += broken.length;
          const file = relative(root, session.testFile ?? '');
          sums.names.push(...broken.map(name => `[${engine.name}] ${file}: ${name}`));
          for (const {name, skipped} of all)
            if (skipped) sums.skipped.push(`[${engine.name}] ${file}: ${name}`);
        }
        if (passed + failed === 0) failed = 1;
        console.log(`${engine.name}: ${passed} of ${passed + failed} passed`);
        sums.passed += passed;
        sums.failed += failed;
      }
      const file = process.env['TEST_COUNTS'];
      if (file) writeFileSync(file, JSON.stringify(sums));
    },
  };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult | undefined} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
function testsOf(suite) {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}
