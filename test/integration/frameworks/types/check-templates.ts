import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';

/*
 * Checks the types with the templates in `templates` and the tools of Vue and Svelte. The line after a
 * `wrong` comment must be an error. All other lines must be valid.
 */

const HERE = join(import.meta.dirname, 'templates');
const MODULES = join(import.meta.dirname, '../node_modules');

const TOOLS = {
  Vue: {
    command: ['vue-tsc/bin/vue-tsc.js', '--project', 'tsconfig.json', '--pretty', 'false'],
    file: 'vue/page.vue',
    error: /page\.vue\((\d+),\d+\): error/g,
  },
  Svelte: {
    command: [
      'svelte-check/bin/svelte-check',
      '--tsconfig',
      './tsconfig.json',
      '--output',
      'machine',
      '--threshold',
      'error',
    ],
    file: 'svelte/page.svelte',
    error: /ERROR "[^"]*page\.svelte" (\d+):/g,
  },
} as const;

/** Returns the type errors in the templates of one framework; empty text if all is as expected. */
export function checkTemplates(framework: keyof typeof TOOLS): string {
  const {command, file, error} = TOOLS[framework];
  const [tool, ...args] = command;
  const {stdout, stderr} = spawnSync(process.execPath, [join(MODULES, tool), ...args], {
    cwd: HERE,
    encoding: 'utf8',
  });
  const lines = readFileSync(join(HERE, file), 'utf8').split('\n');
  const expected = lines.flatMap((line, index) => (line.includes('<!-- wrong') ? [index + 2] : []));
  const found = [...new Set(Array.from(stdout.matchAll(error), ([, line]) => Number(line)))];
  const isSame = isDeepStrictEqual(
    found.sort((a, b) => a - b),
    expected,
  );
  return isSame && expected.length
    ? ''
    : `errors must be in lines ${expected.join()}\n${stdout}${stderr}`;
}

export const templateFrameworks = Object.keys(TOOLS) as (keyof typeof TOOLS)[];
