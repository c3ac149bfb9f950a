import {execFile, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {promisify} from 'node:util';

const LIMIT_MS = 60_000;
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach(kill));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(1));

/** A server that is running. */
export interface Running {
  /** All that it printed. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Runs a command to its end, and answers what it printed.
 * @throws Error with all that it said, where it ended badly
 */
export async function run(
  [command = '', ...args]: readonly string[],
  {cwd, env}: {cwd?: string; env?: Record<string, string>} = {},
): Promise<string> {
  const options = {cwd, env: {...process.env, ...env}, timeout: LIMIT_MS, maxBuffer: 1e8};
  const {stdout} = await promisify(execFile)(command, args, options);
  return stdout;
}

/**
 * Starts a server, and resolves once it says that it is ready.
 * @throws Error with what it said, where it ends instead
 */
export async function start(
  [command = '', ...args]: readonly string[],
  ready: string,
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn(command, args, {
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  const ended = once(child, 'close').finally(() => running.delete(child));
  let said = '';
  const listening = new Promise<boolean>(resolve => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes(ready)) resolve(true);
      });
  });
  if (!(await Promise.race([listening, ended.then(() => false)])))
    throw new Error(`${command} ended\n${said}`);
  return {
    said: () => said,
    async stop() {
      kill(child);
      await ended;
    },
  };
}

/** It and whatever it started: a group of its own. */
function kill({pid}: ChildProcess): void {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
