import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {HERE} from './servers.js';

const START_TIMEOUT_MS = 30_000;
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach(kill));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(1));

/** Starts a process in a new group, and collects its output. */
function start([command = '', ...args]: readonly string[], env: Record<string, string>) {
  const child = spawn(command, args, {
    cwd: HERE,
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const ended = once(child, 'close').finally(() => running.delete(child));
  // Prevents an unhandled rejection if no caller awaits `ended`.
  ended.catch(() => {});
  return {child, ended, getOutput: () => output.join('')};
}

/** Ends the process and its children. */
function kill({pid}: ChildProcess): void {
  if (!pid) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
}

/**
 * Runs a command until it ends.
 * @throws Error with its output if its exit code is not 0
 */
export async function run(command: readonly string[], env: Record<string, string>): Promise<void> {
  const {ended, getOutput} = start(command, env);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}\n${getOutput()}`);
}

/**
 * Starts a server, and resolves when it answers at `url`.
 * @throws Error with its output if it ends, or does not answer in time
 */
export async function serve(command: readonly string[], url: string, env: Record<string, string>) {
  const {child, ended, getOutput} = start(command, env);
  const stop = async () => {
    kill(child);
    await ended;
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await canConnect(url))) {
    if (child.exitCode === null && !child.signalCode && child.pid && Date.now() < deadline) {
      await sleep(50);
      continue;
    }
    await stop().catch(() => {});
    throw new Error(`${command.join(' ')} must answer at ${url}\n${getOutput()}`);
  }
  return {stop, getOutput};
}

const canConnect = (url: string) =>
  fetch(url).then(
    async response => (await response.arrayBuffer(), true),
    () => false,
  );
