// @ts-check

/*
 * A test framework in place of `node:test` and Mocha. It runs chosen tests any number of times in one
 * process or page, so that a mutant costs only its tests. It supports what the tests of `parts.mjs` use.
 */

/** Maximum duration of a test. */
const TEST_TIMEOUT_MS = 30_000;
/** Maximum duration of a test of a mutant, which may wait forever. */
const MUTANT_TIMEOUT_MS = 10_000;

/**
 * @typedef {(context: object) => unknown} Body
 * @typedef {'before' | 'after' | 'beforeEach' | 'afterEach'} HookName
 * @typedef {{path: Suite[], name: string, hooks: Record<HookName, Body[]>}} Suite
 * @typedef {{id: string, path: Suite[], body: Body}} Test
 * @typedef {{id: string, timeSpentMs: number, error?: string}} Result
 */

/** @type {Test[]} */
const tests = [];
let suite = createSuite('', []);
/** The suites whose `before` has run. @type {Suite[]} */
let entered = [];
/** Rejects the current test. @type {(error: unknown) => void} */
let failTest = () => {};

// A test may replace them by a fake clock.
const {setTimeout, clearTimeout} = globalThis;
const now = performance.now.bind(performance);

/**
 * @param {string} name
 * @param {Suite[]} parents
 * @returns {Suite}
 */
function createSuite(name, parents) {
  /** @type {Suite} */
  const created = {path: [], name, hooks: {before: [], after: [], beforeEach: [], afterEach: []}};
  created.path = [...parents, created];
  return created;
}

/** Begins the tests of another file. @param {string} name */
export function startFile(name) {
  suite = createSuite(name, suite.path.slice(0, 1));
}

/**
 * @param {string} name
 * @param {(() => void) | object} options
 * @param {() => void} [body]
 */
export function describe(name, options, body = /** @type {() => void} */ (options)) {
  const outer = suite;
  suite = createSuite(name, outer.path);
  body();
  suite = outer;
}

/**
 * @param {string} name
 * @param {Body | object} options
 * @param {Body} [body]
 */
export function it(name, options, body = /** @type {Body} */ (options)) {
  const names = [...suite.path.map(({name}) => name).filter(Boolean), name];
  tests.push({id: `${names.join(' > ')} (${tests.length})`, path: suite.path, body});
  return {timeout() {}};
}

export {it as test};
export const before = (/** @type {Body} */ body) => void suite.hooks.before.push(body);
export const after = (/** @type {Body} */ body) => void suite.hooks.after.push(body);
export const beforeEach = (/** @type {Body} */ body) => void suite.hooks.beforeEach.push(body);
export const afterEach = (/** @type {Body} */ body) => void suite.hooks.afterEach.push(body);

/** Fails the current test for an error that it did not catch. @param {unknown} error */
export const reportUncaughtError = error => failTest(error);

/**
 * Runs tests, with the hooks of their suites.
 * @param {object} options
 * @param {readonly string[] | undefined} options.ids the tests to run; by default, all
 * @param {boolean} options.isBailing whether to stop after the first failure
 * @param {(id: string) => void} [options.onStart]
 * @returns {Promise<Result[]>}
 */
export async function runTests({ids, isBailing, onStart}) {
  const results = [];
  const chosen = ids ? tests.filter(({id}) => ids.includes(id)) : tests;
  for (const test of chosen.toSorted((a, b) => Number(isSlow(a)) - Number(isSlow(b)))) {
    onStart?.(test.id);
    const started = now();
    const timeout = isBailing ? MUTANT_TIMEOUT_MS : TEST_TIMEOUT_MS;
    const error = await getError(() => runTest(test), timeout);
    results.push({id: test.id, timeSpentMs: now() - started, ...(error && {error})});
    if (error && isBailing) break;
  }
  await getError(() => enter([]), TEST_TIMEOUT_MS);
  return results;
}

/** Whether a test checks many random values. @param {Test} test */
const isSlow = ({body}) => /\b(fc|fast_check\w*)\./.test(String(body));

/** @param {Test} test */
async function runTest({path, body}) {
  /** @type {Body[]} */
  const cleanUps = [];
  const context = {after: (/** @type {Body} */ cleanUp) => void cleanUps.push(cleanUp)};
  await enter(path);
  try {
    for (const {hooks} of path) for (const hook of hooks.beforeEach) await hook(context);
    await body(context);
  } finally {
    for (const cleanUp of cleanUps) await cleanUp(context);
    for (const {hooks} of path.toReversed())
      for (const hook of hooks.afterEach) await hook(context);
  }
}

/** Runs the hooks between the suites of two tests. @param {Suite[]} path */
async function enter(path) {
  for (const left of entered.filter(suite => !path.includes(suite)).reverse())
    for (const hook of left.hooks.after) await hook({});
  const reached = path.filter(suite => !entered.includes(suite));
  entered = path;
  for (const {hooks} of reached) for (const hook of hooks.before) await hook({});
}

/**
 * Returns the first error of `body`, including errors that nothing catches, as text.
 * @param {() => Promise<void>} body
 * @param {number} timeout in milliseconds
 */
async function getError(body, timeout) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  try {
    await Promise.race([
      body(),
      new Promise((_, reject) => {
        failTest = reject;
        timer = setTimeout(() => reject(new Error('timeout')), timeout);
      }),
    ]);
    return undefined;
  } catch (error) {
    return String(error) || 'error without a message';
  } finally {
    clearTimeout(timer);
  }
}
