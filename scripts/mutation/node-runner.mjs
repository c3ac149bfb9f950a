// @ts-check
import {PluginKind, declareClassPlugin} from '@stryker-mutator/api/plugin';
import {toMutantRunResult} from '@stryker-mutator/api/test-runner';
import {build} from 'esbuild';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {compileFunction} from 'node:vm';
import {findTestFiles} from './parts.mjs';
import {toDryRunResult} from './results.mjs';

/*
 * Runs tests of `node:test` in the process of the runner. One script contains the tests, the source
 * with all its mutants, and `test-framework.mjs` in place of `node:test`. Each call of the script loads
 * all modules again, so a mutant costs milliseconds, and it may change code that runs at load.
 */

/**
 * @typedef {typeof import('./test-framework.mjs')} TestFramework
 * @typedef {import('@stryker-mutator/api/test-runner').TestRunner} TestRunner
 * @typedef {import('@stryker-mutator/api/test-runner').MutantRunOptions} MutantRunOptions
 */

/** Variables of the instrumented source. @type {import('./results.mjs').Mutants} */
const mutants = {};
Object.assign(globalThis, {__stryker__: mutants});

const TEST_FRAMEWORK = fileURLToPath(new URL('test-framework.mjs', import.meta.url));

/** @implements {TestRunner} */
class NodeRunner {
  /** Loads all modules. @type {() => TestFramework} */
  #load = () => {
    throw new Error('init() must run first');
  };
  /** @type {TestFramework | undefined} */
  #framework;

  capabilities() {
    return {reloadEnvironment: true};
  }

  async init() {
    const script = compileFunction(await bundle(findTestFiles()), ['require', 'module']);
    const require = createRequire(join(process.cwd(), 'package.json'));
    this.#load = () => {
      const module = {exports: {}};
      script(require, module);
      return /** @type {TestFramework} */ (module.exports);
    };
    for (const event of ['uncaughtException', 'unhandledRejection'])
      process.on(event, error => this.#framework?.reportUncaughtError(error));
  }

  async dryRun() {
    mutants.activeMutant = undefined;
    this.#framework = this.#load();
    const results = await this.#framework.runTests({
      ids: undefined,
      isBailing: false,
      onStart(id) {
        mutants.currentTestId = id;
      },
    });
    mutants.currentTestId = undefined;
    return toDryRunResult(results, mutants.mutantCoverage);
  }

  /** @param {MutantRunOptions} options */
  async mutantRun({activeMutant, mutantActivation, testFilter}) {
    try {
      mutants.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
      this.#framework = this.#load();
      mutants.activeMutant = activeMutant.id;
      const results = await this.#framework.runTests({ids: testFilter, isBailing: true});
      return toMutantRunResult(toDryRunResult(results));
    } catch (error) {
      // Without their modules, all tests fail.
      return toMutantRunResult(toDryRunResult([{id: 'load', timeSpentMs: 0, error: `${error}`}]));
    }
  }
}

/**
 * Bundles test files and everything that they import into one CommonJS script.
 * @param {string[]} files
 */
async function bundle(files) {
  const {outputFiles} = await build({
    stdin: {
      contents: [
        ...files.map(file => `import './${file}';`),
        `import fc from 'fast-check';`,
        'fc.configureGlobal({interruptAfterTimeLimit: 1000});',
        `export * from 'node:test';`,
      ].join('\n'),
      resolveDir: process.cwd(),
    },
    bundle: true,
    // The `sideEffects` of package.json would remove the tests.
    ignoreAnnotations: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    alias: {'node:test': TEST_FRAMEWORK},
    plugins: [fileUrls],
  });
  return outputFiles[0]?.text ?? '';
}

/** Keeps the URL of each test file, which a bundle does not have. @type {import('esbuild').Plugin} */
const fileUrls = {
  name: 'file-urls',
  setup(build) {
    build.onLoad({filter: /\.test\.ts$/}, ({path}) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'node', NodeRunner)];
