// @ts-check
import {readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import {build} from 'esbuild';

/** The folders of the browser tests, in `test`. */
export const BROWSER_FOLDERS = ['browser', 'creator', 'define', 'room'];

/**
 * Serves the browser tests as bundles that share their modules. Without bundles, the page of each file
 * requests hundreds of modules.
 * @param {string} root folder of the project
 * @param {readonly string[]} modules further modules to bundle, relative to `root`
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function bundleTests(root, modules = []) {
  /**
   * The contents of the bundles by URL path.
   * @type {Map<string, string>}
   */
  let bundles = new Map();
  return {
    name: 'bundle-tests',

    async serverStart() {
      const tests = BROWSER_FOLDERS.flatMap(folder =>
        readdirSync(join(root, 'test', folder), {recursive: true, encoding: 'utf8'})
          .filter(name => name.endsWith('.test.ts'))
          .map(name => join('test', folder, name)),
      );
      const {outputFiles} = await build({
        absWorkingDir: root,
        // `frame-pages.js` loads `src/define.ts`.
        entryPoints: [...tests, 'src/define.ts', ...modules],
        outdir: root,
        outbase: root,
        chunkNames: 'bundles/[name]-[hash]',
        bundle: true,
        splitting: true,
        format: 'esm',
        target: 'es2022',
        // The `sideEffects` of package.json would remove hooks of the tests.
        ignoreAnnotations: true,
        // As in development, so that Lit reports its warnings.
        conditions: ['development'],
        sourcemap: 'inline',
        sourcesContent: false,
        write: false,
      });
      bundles = new Map(
        outputFiles.map(({path, text}) => [`/${relative(root, path).replaceAll(sep, '/')}`, text]),
      );
    },

    serve({path}) {
      const body = bundles.get(path.replace(/\.(ts|mjs)$/, '.js'));
      return body === undefined ? undefined : {body, type: 'js'};
    },
  };
}
