// @ts-check
import {chromium} from '@playwright/test';
import {PluginKind, declareClassPlugin} from '@stryker-mutator/api/plugin';
import {MutantRunStatus, toMutantRunResult} from '@stryker-mutator/api/test-runner';
import {startDevServer} from '@web/dev-server';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {findTestFiles} from './parts.mjs';
import {toDryRunResult} from './results.mjs';

/*
 * Runs browser tests in one page, with the middleware of `web-test-runner.config.mjs`. The page loads the
 * tests once, so a mutant costs only its tests. It loads them again for a mutant of code that runs at
 * load, and after a failure other than an assertion, which may leave timers and elements behind.
 */

/**
 * @typedef {import('@playwright/test').Browser} Browser
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@stryker-mutator/api/test-runner').TestRunner} TestRunner
 * @typedef {import('@stryker-mutator/api/test-runner').MutantRunOptions} MutantRunOptions
 */

/** @implements {TestRunner} */
class BrowserRunner {
  /** @type {Awaited<ReturnType<typeof startDevServer>> | undefined} */
  #server;
  /** @type {Browser | undefined} */
  #browser;
  /** @type {Page | undefined} */
  #page;
  #url = '';

  capabilities() {
    return {reloadEnvironment: true};
  }

  async init() {
    // Only Chromium: a mutant that changes nothing in it is rarely worth a test of another engine.
    process.env['BROWSERS'] = 'chromium';
    const root = process.cwd();
    const {default: config} = await import(
      pathToFileURL(join(root, 'web-test-runner.config.mjs')).href
    );
    const {hostname, port, middleware} = config;
    const {bundleTests} = await import(
      pathToFileURL(join(root, 'test/support/bundle-tests.js')).href
    );
    // One build, so that the page and the tests share their modules.
    const modules = ['page', 'test-framework'].map(name => `scripts/mutation/${name}.mjs`);
    const plugins = [bundleTests(root, modules)];
    this.#url = `http://${hostname}:${port}/scripts/mutation/page.html`;
    this.#server = await startDevServer({
      config: {rootDir: root, hostname, port, middleware, plugins},
      readCliArgs: false,
      readFileConfig: false,
      autoExitProcess: false,
      logStartMessage: false,
    });
    const {findChromium} = await import(pathToFileURL(join(root, 'test/support/browsers.js')).href);
    const {executablePath, args, env} = findChromium();
    this.#browser = await chromium.launch({executablePath, args, env: {...process.env, ...env}});
  }

  async dryRun() {
    const {results, coverage} = await this.#run({mutant: undefined, ids: undefined});
    return toDryRunResult(results, coverage);
  }

  /** @param {MutantRunOptions} options */
  async mutantRun({activeMutant, mutantActivation, reloadEnvironment, testFilter}) {
    const isStatic = mutantActivation === 'static';
    if (isStatic || reloadEnvironment) this.#page = undefined;
    try {
      const {results} = await this.#run({
        mutant: activeMutant.id,
        ids: testFilter,
        isStatic,
      });
      const result = toMutantRunResult(toDryRunResult(results));
      const isClean =
        result.status === MutantRunStatus.Survived ||
        (result.status === MutantRunStatus.Killed &&
          result.failureMessage.startsWith('AssertionError'));
      if (isStatic || !isClean) this.#page = undefined;
      return result;
    } catch (error) {
      this.#page = undefined;
      return toMutantRunResult(toDryRunResult([{id: 'load', timeSpentMs: 0, error: `${error}`}]));
    }
  }

  async dispose() {
    await this.#browser?.close();
    await this.#server?.stop();
  }

  /**
   * @param {{mutant: string | undefined, ids: string[] | undefined, isStatic?: boolean}} options
   * @returns {Promise<{results: import('./test-framework.mjs').Result[], coverage: any}>}
   */
  async #run({mutant, ids, isStatic = false}) {
    this.#page ??= await this.#open(isStatic ? mutant : undefined);
    return this.#page.evaluate(options => /** @type {any} */ (globalThis).runMutant(options), {
      mutant,
      ids,
    });
  }

  /**
   * Opens a page with all tests.
   * @param {string | undefined} mutant the mutant that is active while the page loads
   */
  async #open(mutant) {
    for (const context of this.#browser?.contexts() ?? []) await context.close();
    const page = await this.#browser?.newPage();
    if (!page) throw new Error('init() must run first');
    await page.goto(`${this.#url}?mutant=${mutant ?? ''}`);
    await page.evaluate(files => /** @type {any} */ (globalThis).loadTests(files), findTestFiles());
    return page;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'browser', BrowserRunner)];
