// @ts-check

export const ROUNDS = 41;
const ROUND_MS = 60;

/** @typedef {{median: number, slowest: number, fastest: number, rounds: number[]}} Rate how often a second of processor time */

/**
 * Runs all of `what` in turns, there and back, so that a slow moment of the machine, or what one
 * leaves to be collected, meets each of them, and says
 * how often each ran in a second of processor time, which others on the machine do not take away:
 * the median of the rounds, the slowest and the fastest.
 * @template {string} Name
 * @param {Record<Name, () => unknown>} what each may be asynchronous
 * @returns {Promise<Record<Name, Rate>>}
 */
export async function compare(what) {
  const names = /** @type {Name[]} */ (Object.keys(what));
  /** @type {Record<string, number[]>} */
  const rates = {};
  for (const name of names) await rateOf(what[name]);
  for (let round = 0; round < ROUNDS; round++)
    for (const name of round % 2 ? names.toReversed() : names)
      (rates[name] ??= []).push(await rateOf(what[name]));
  const summaries = names.map(name => [name, summary(rates[name] ?? [])]);
  return /** @type {Record<Name, Rate>} */ (Object.fromEntries(summaries));
}

/**
 * How much faster one is than another: the median over the rounds, in each of which the two met the
 * same machine.
 * @param {Rate} one
 * @param {Rate} other
 */
export const ratioOf = (one, other) =>
  median(one.rounds.map((rate, round) => rate / (other.rounds[round] ?? NaN)));

/** @param {() => unknown} run */
async function rateOf(run) {
  const isAsync = run() instanceof Promise;
  const end = performance.now() + ROUND_MS;
  const start = process.cpuUsage();
  let count = 0;
  do {
    if (isAsync) for (let i = 0; i < 20; i++) await run();
    else for (let i = 0; i < 20; i++) run();
    count += 20;
  } while (performance.now() < end);
  const {user, system} = process.cpuUsage(start);
  return (count / (user + system)) * 1e6;
}

/**
 * @param {number[]} rates
 * @returns {Rate}
 */
function summary(rates) {
  return {
    median: median(rates),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
    rounds: rates,
  };
}

/** @param {number[]} numbers */
export const summaryOf = numbers => ({
  median: median(numbers),
  least: Math.min(...numbers),
  most: Math.max(...numbers),
});

/** @param {number[]} numbers */
export const median = numbers => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;
