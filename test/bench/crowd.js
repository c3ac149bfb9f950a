// @ts-check
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {Agent, request} from 'node:http';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import {formatCount, formatVerdict, printTable} from './format.js';

const CLIENTS = 200;
const MB = 2 ** 20;
const WARM_UP = 20_000;
const REQUESTS = 100_000;
const BODY = JSON.stringify({roomId: '1_abcd1234', roomModerator: true});

/** @typedef {{rss: number, heap: number}} Memory in bytes */

/** Measures and prints how a server in another process copes with many clients at once. */
export async function benchCrowd() {
  const results = await measureCrowd();
  const {clients, requests, perSecond, errors, before, after} = results;
  const isFlat = after.heap - before.heap < 2 * MB && after.rss - before.rss < 20 * MB;
  console.log(
    `${clients} clients, ${formatCount(requests)} requests over HTTP: ${formatCount(perSecond)} per second.\n`,
  );
  printTable([
    {
      target: 'no error',
      before: '',
      after: errors.length,
      verdict: formatVerdict(!errors.length),
    },
    {
      target: 'heap + 2 MB, RSS + 20 MB at most',
      before: formatMemory(before),
      after: formatMemory(after),
      verdict: formatVerdict(isFlat),
    },
  ]);
  for (const error of new Set(errors)) console.error(error);
  if (errors.length) process.exitCode = 1;
  return results;
}

/** @param {Memory} memory */
const formatMemory = ({heap, rss}) =>
  `heap ${(heap / MB).toFixed(1)} MB, RSS ${(rss / MB).toFixed(0)} MB`;

/**
 * Sends requests over as many connections as clients. Takes the memory of the server before and after,
 * with garbage collected.
 */
async function measureCrowd() {
  const child = fork(fileURLToPath(new URL('crowd-server.js', import.meta.url)), {
    execArgv: ['--expose-gc'],
  });
  try {
    const [{port}] = /** @type {[{port: number}]} */ (await once(child, 'message'));
    /** @returns {Promise<Memory>} */
    const memory = async () => {
      child.send('memory');
      return (await once(child, 'message'))[0];
    };
    const agent = new Agent({keepAlive: true, maxSockets: CLIENTS});
    await sendRequests(port, agent, WARM_UP);
    const before = await memory();
    const start = performance.now();
    const errors = await sendRequests(port, agent, REQUESTS);
    const perSecond = REQUESTS / ((performance.now() - start) / 1000);
    const after = await memory();
    agent.destroy();
    return {clients: CLIENTS, requests: REQUESTS, perSecond, errors, before, after};
  } finally {
    child.kill();
  }
}

/**
 * @param {number} port
 * @param {Agent} agent
 * @param {number} times
 * @returns {Promise<string[]>} the errors
 */
async function sendRequests(port, agent, times) {
  /** @type {string[]} */
  const errors = [];
  let left = times;
  const client = async () => {
    while (left-- > 0)
      await post(port, agent).then(
        ({status, answer}) => {
          if (status !== 200 || !/"ks":"djJ8[\w=-]{200,}"/.test(answer))
            errors.push(`${status} ${answer.slice(0, 80)}`);
        },
        error => errors.push(String(error)),
      );
  };
  await Promise.all(Array.from({length: CLIENTS}, client));
  return errors;
}

/**
 * @param {number} port
 * @param {Agent} agent
 * @returns {Promise<{status: number | undefined, answer: string}>}
 */
function post(port, agent) {
  return new Promise((resolve, reject) => {
    const headers = {'content-type': 'application/json', 'content-length': BODY.length};
    request({port, host: '127.0.0.1', path: '/token', method: 'POST', agent, headers}, response => {
      text(response).then(answer => resolve({status: response.statusCode, answer}), reject);
    })
      .once('error', reject)
      .end(BODY);
  });
}
