// @ts-check
import {divideByRound, median, runInTurns, summarize} from './statistics.js';
import {formatCount, formatSummary, formatRatio, formatVerdict, printTable} from './format.js';

const ROUNDS = 41;
const ROUND_MS = 60;

/** @typedef {import('./statistics.js').Summary & {rounds: number[]}} Rate runs per second of processor time */

/**
 * Measures how often each function runs in a second of processor time. Other programs on the
 * machine do not count towards processor time.
 * @template {string} Name
 * @param {Record<Name, () => unknown>} functions may be asynchronous
 * @returns {Promise<Record<Name, Rate>>}
 */
export async function compareRates(functions) {
  const names = /** @type {Name[]} */ (Object.keys(functions));
  const rates = await runInTurns(names, ROUNDS, name => measureRate(functions[name]));
  const summaries = [...rates].map(([name, rounds]) => [name, {...summarize(rounds), rounds}]);
  return /** @type {Record<Name, Rate>} */ (Object.fromEntries(summaries));
}

/**
 * Prints rates beside the rates of what they are compared with, and whether each target is met.
 * @param {readonly {name: string, rate: Rate, baseline: string, baselineRate: Rate, target: number}[]} comparisons
 */
export function printRates(comparisons) {
  console.log(
    `Runs per second of processor time, median of ${ROUNDS} rounds (least–most), and the median ratio.\n`,
  );
  printTable(
    comparisons.map(({name, rate, baseline, baselineRate, target}) => {
      const ratio = median(divideByRound(rate.rounds, baselineRate.rounds));
      return {
        what: name,
        rate: formatSummary(rate, formatCount),
        'compared with': baseline,
        'its rate': formatSummary(baselineRate, formatCount),
        ratio: formatRatio(ratio),
        target: `≥ ${target}`,
        verdict: formatVerdict(ratio >= target),
      };
    }),
  );
}

/** @param {() => unknown} run */
async function measureRate(run) {
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
