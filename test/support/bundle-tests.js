// @ts-check
import {readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import {build} from 'esbuild';

/**
 * Serves the browser tests as bundles that share their modules. Unbundled, each test page requests some
 * 400 modules, which takes longer than its tests.
 * @param {{root: string, folders: readonly string[], pages: readonly string[]}} options `folders` are
 * folders of tests, and `pages` other modules that pages of the tests load, relative to `root`
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function bundleTests({root, folders, pages}) {
  /**
   * The contents of the bundles by URL path.
   * @type {Map<string, string>}
   */
  let bundles = new Map();
  return {
    name: 'bundle-tests',

    async serverStart() {
      const tests = folders.flatMap(folder =>
        readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
          .filter(name => name.endsWith('.test.ts'))
          .map(name => join(folder, name)),
      );
      const {outputFiles} = await build({
        absWorkingDir: root,
        entryPoints: [...tests, ...pages],
        outdir: root,
        outbase: root,
        chunkNames: 'bundles/[name]-[hash]',
        bundle: true,
        splitting: true,
        format: 'esm',
        target: 'es2022',
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
      const body = bundles.get(path.replace(/\.ts$/, '.js'));
      return body === undefined ? undefined : {body, type: 'js'};
    },
  };
}
