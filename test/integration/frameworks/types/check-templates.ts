import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

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

/**
 * Checks the templates of one framework.
 * @throws AssertionError with the output of the tool
 */
export function checkTemplates(framework: keyof typeof TOOLS): void {
  const {command, file, error} = TOOLS[framework];
  const [tool, ...args] = command;
  const {stdout, stderr} = spawnSync(process.execPath, [join(MODULES, tool), ...args], {
    cwd: HERE,
    encoding: 'utf8',
  });
  const lines = readFileSync(join(HERE, file), 'utf8').split('\n');
  const expected = lines.flatMap((line, index) => (line.includes('<!-- wrong') ? [index + 2] : []));
  const found = [...new Set(Array.from(stdout.matchAll(error), ([, line]) => Number(line)))];
  assert.ok(expected.length > 0, `${file} must contain wrong lines`);
  assert.deepEqual(
    found.sort((a, b) => a - b),
    expected,
    `errors must be in lines ${expected.join()}\n${stdout}${stderr}`,
  );
}

export const templateFrameworks = Object.keys(TOOLS) as (keyof typeof TOOLS)[];
