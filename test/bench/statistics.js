// @ts-check

/** @typedef {{median: number, least: number, most: number}} Summary */

/** Rounds of each comparison in a browser. */
export const BROWSER_ROUNDS = parseRounds(process.env['BENCH_ROUNDS'] ?? '9');

/** @param {string} text */
function parseRounds(text) {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new Error(`BENCH_ROUNDS must be a positive integer; got ${text}`);
}

/**
 * Runs every case once in each round, forwards and backwards in turns, so that a slow moment of the
 * machine affects all cases. A first round warms up, and its results are dropped.
 * @template Case, Result
 * @param {readonly Case[]} cases
 * @param {number} rounds
 * @param {(one: Case) => Promise<Result>} run
 * @returns {Promise<Map<Case, Result[]>>} the results of each case, in the order of the rounds
 */
export async function runInTurns(cases, rounds, run) {
  /** @type {Map<Case, Result[]>} */
  const results = new Map(cases.map(one => [one, []]));
  for (let round = -1; round < rounds; round++)
    for (const one of round % 2 ? cases.toReversed() : cases) {
      const result = await run(one);
      if (round >= 0) results.get(one)?.push(result);
    }
  return results;
}

/**
 * Divides the values of two cases round by round: in one round both meet the same machine.
 * @param {readonly number[]} values
 * @param {readonly number[]} baseline
 */
export const divideByRound = (values, baseline) =>
  values.map((value, round) => value / (baseline[round] ?? NaN));

/**
 * @param {readonly number[]} numbers
 * @returns {Summary}
 */
export const summarize = numbers => ({
  median: median(numbers),
  least: Math.min(...numbers),
  most: Math.max(...numbers),
});

/** @param {readonly number[]} numbers */
export const median = numbers => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;
