import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';

/*
 * Holds the types to the templates in `templates`, by the tools of Vue and Svelte themselves: the line
 * under a comment that says `wrong` must be an error, and no other may be.
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
      ...['svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json'],
      ...['--output', 'machine', '--threshold', 'error'],
    ],
    file: 'svelte/page.svelte',
    error: /ERROR "[^"]*page\.svelte" (\d+):/g,
  },
} as const;

/** What is wrong with the types in templates of one framework; empty where nothing is. */
export function templateFaults(framework: keyof typeof TOOLS): string {
  const {command, file, error} = TOOLS[framework];
  const [tool, ...args] = command;
  const {stdout, stderr} = spawnSync(process.execPath, [join(MODULES, tool), ...args], {
    cwd: HERE,
    encoding: 'utf8',
  });
  const lines = readFileSync(join(HERE, file), 'utf8').split('\n');
  const wrong = lines.flatMap((line, index) => (line.includes('<!-- wrong') ? [index + 2] : []));
  const found = [...new Set(Array.from(stdout.matchAll(error), ([, line]) => Number(line)))];
  const isSame = isDeepStrictEqual(
    found.sort((one, other) => one - other),
    wrong,
  );
  return isSame && wrong.length
    ? ''
    : `errors in lines ${wrong.join()} expected\n${stdout}${stderr}`;
}

export const templated = Object.keys(TOOLS) as (keyof typeof TOOLS)[];
