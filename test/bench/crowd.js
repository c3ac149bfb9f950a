// @ts-check
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {Agent, request} from 'node:http';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';

const CLIENTS = 200;
const WARM_UP = 20_000;
const REQUESTS = 100_000;
const BODY = JSON.stringify({roomId: '1_abcd1234', roomModerator: true});

/**
 * Many clients at once, each with a connection of its own, over HTTP on this machine, at a server
 * in another process; and the memory of that process before and after, garbage collected.
 * @typedef {{rss: number, heap: number}} Memory in bytes
 */
export async function crowd() {
  const child = fork(fileURLToPath(new URL('served.js', import.meta.url)), {
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
    await ask(port, agent, WARM_UP);
    const before = await memory();
    const start = performance.now();
    const errors = await ask(port, agent, REQUESTS);
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
 * @returns {Promise<string[]>} what went wrong
 */
async function ask(port, agent, times) {
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
