// @ts-check
import {readdirSync} from 'node:fs';
import {sep} from 'node:path';

/**
 * A part of the source, with the tests that must notice its mutants.
 * @typedef {object} Part
 * @property {'node' | 'browser'} runner
 * @property {string[]} mutate globs of source files
 * @property {RegExp} tests matches the paths of the test files
 */

/** @type {Record<string, Part>} */
export const PARTS = {
  contract: {
    runner: 'node',
    mutate: ['src/contract/*.ts'],
    tests: /^test\/contract\//,
  },
  ks: {
    runner: 'node',
    mutate: ['src/server/kaltura/ks.ts'],
    tests: /^test\/server\/kaltura\/ks\./,
  },
  idempotency: {
    runner: 'node',
    mutate: ['src/server/idempotency/*.ts'],
    // These two wait for real processes.
    tests: /^test\/server\/idempotency\/(?!two-processes|redis-unavailable)/,
  },
  // Without the tests in real time, whose waits would take hours, and without `blocked.test.ts`, whose
  // policy would block the frames of all later tests in the page.
  frame: {
    runner: 'browser',
    mutate: ['src/room/frame/*.ts'],
    tests:
      /^test\/room\/(frame\/|(frame|failing|launching|messages|recovering|silent-frame|lti-11|lti-13|warnings)\.test)/,
  },
  'room-session': {
    runner: 'browser',
    mutate: ['src/room/room-session.ts'],
    tests:
      /^test\/room\/(launching|recovering|relaunching|staying|failing|controls|reconnect|silent-frame)\./,
  },
  validation: {
    runner: 'browser',
    mutate: ['src/creator/validation.ts'],
    tests: /^test\/creator\/(validation|form-model)\./,
  },
};

/** Returns the paths of the test files of the part that runs, below the current folder. */
export function findTestFiles() {
  const {tests} = /** @type {Part} */ (PARTS[process.env['MUTATION_PART'] ?? '']);
  return readdirSync('test', {recursive: true, encoding: 'utf8'})
    .map(name => `test/${name.split(sep).join('/')}`)
    .filter(path => path.endsWith('.test.ts') && tests.test(path))
    .sort();
}
