import assert from 'node:assert/strict';
import {cpSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {inspect} from 'node:util';
import type {Browser} from '@playwright/test';
import {findFreePort} from '../../support/free-port.js';
import {launchChromium} from '../../support/launch-chromium.js';
import {
  getNpmCommand,
  runCommand,
  startServer,
  type RunningServer,
} from '../../support/processes.js';
import {apps, HERE, type App} from './apps.js';
import {describeTutorials} from './tutorials.js';
import {checkTemplates, templateFrameworks} from './types/check-templates.js';
import {findTypeErrors, typedFrameworks} from './types/check-types.js';
import {startVisit} from './visit.js';

/*
 * Installs every framework and the packed package, builds an app in each, and tests it in a browser.
 * Also follows the tutorials, runs unit tests of a page in jsdom and happy-dom, and checks the types:
 * `npm run test:frameworks -- [name of a framework, of an app such as "react, documentation", or of
 * another part …]`. It needs a built `dist`. With names, it uses the existing installation with the
 * current `dist`.
 */

const TEST_TIMEOUT_MS = 60_000;
/** Number of concurrent apps. One builds while the other waits for its browser. */
const CONCURRENT_APPS = 2;
/** Number of concurrent tests of an app. Each has a new host and a new simulator. */
const CONCURRENT_TESTS = 3;
/** Environment of all commands. It turns off telemetry. */
const ENV = {
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  DO_NOT_TRACK: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
};

/** The parts other than apps, by name. */
const PARTS: Readonly<Record<string, () => void>> = {
  tutorials: describeTutorials,
  'unit-tests': describeUnitTests,
  types: describeTypes,
};

const names = process.argv.slice(2).map(name => name.toLowerCase());
const isSelected = (name: string) => names.length === 0 || names.includes(name);
const selectedApps = apps.filter(app => getNames(app).some(isSelected));
const selectedParts = Object.keys(PARTS).filter(isSelected);
const known = [...apps.flatMap(getNames), ...Object.keys(PARTS)];
for (const name of names)
  if (!known.includes(name))
    throw new Error(
      `${name} must be an app, a framework, or one of ${Object.keys(PARTS).join(', ')}`,
    );

if (names.length > 0) updatePackage();
else await runCommand([...getNpmCommand(), 'ci', '--ignore-scripts'], {cwd: HERE, env: ENV});

if (selectedApps.length > 0) describeApps();
for (const part of selectedParts) PARTS[part]?.();

/** Returns the names that select an app: that of its framework, and its own. */
function getNames({name}: App): string[] {
  const fullName = name.toLowerCase();
  return [...new Set([fullName.split(',')[0] ?? '', fullName])];
}

/** Defines the tests of all selected apps. */
function describeApps(): void {
  describe('apps', {concurrency: CONCURRENT_APPS}, () => {
    let browser: Browser;
    before(async () => (browser = await launchChromium()));
    after(() => browser.close());

    for (const app of selectedApps) describeApp(app, () => browser);
  });
}

/** Defines the tests of one app, which build and serve it first. */
function describeApp(app: App, getBrowser: () => Browser): void {
  describe(app.name, {concurrency: CONCURRENT_TESTS}, () => {
    const env = {...ENV, ...app.env};
    let server: RunningServer | undefined;
    /** See `startHost()`. */
    let source = app.folder ?? '';
    const passed = new Set<string>();

    before(async () => {
      app.write?.();
      if (app.build) await runCommand(app.build, {cwd: app.cwd ?? HERE, env});
      if (!app.serve) return;
      const port = await findFreePort();
      const url = `http://127.0.0.1:${port}`;
      server = await startServer(app.serve(port), {url, cwd: HERE, env: {...env, PORT: `${port}`}});
      source ||= url;
    });
    after(async () => {
      await server?.stop();
      if (server && passed.size < app.tests.length)
        console.error(`Output of ${app.name}:\n${server.getOutput()}`);
    });

    for (const {name, run} of app.tests) {
      it(name, {timeout: TEST_TIMEOUT_MS}, async test => {
        const visit = await startVisit(app, source, getBrowser());
        test.after(async () => {
          if (!passed.has(name)) test.diagnostic(`Console: ${inspect(visit.consoleMessages)}`);
          await visit.end();
        });
        await run(visit);
        passed.add(name);
      });
    }
  });
}

/** Defines the unit tests of a page in jsdom and happy-dom. */
function describeUnitTests(): void {
  describe('unit tests of a page', () => {
    it('pass in jsdom and in happy-dom', async () => {
      // The tests of the guide, which need Vitest from this folder.
      const guide = join(HERE, '../../../docs/snippets/guide/testing');
      for (const file of ['room.test.js', 'show-room.js'])
        cpSync(join(guide, file), join(HERE, 'apps/unit-tests/.build', file));
      const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs'];
      await runCommand([...vitest, 'run', '--root', 'apps/unit-tests'], {cwd: HERE, env: ENV});
    });
  });
}

/** Defines the checks of the types of both elements. */
function describeTypes(): void {
  describe('types', () => {
    for (const framework of typedFrameworks)
      it(`fit the tags of ${framework}`, () => assert.equal(findTypeErrors(framework), ''));
    for (const framework of templateFrameworks)
      it(`fit the templates of ${framework}`, () => checkTemplates(framework));
  });
}

/** Replaces the installed package by the current build. */
function updatePackage(): void {
  for (const part of ['dist', 'package.json'])
    cpSync(part, `${HERE}/node_modules/kaltura-room/${part}`, {recursive: true});
}
