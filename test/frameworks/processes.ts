import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';

type Env = Readonly<Record<string, string>>;

const START_TIMEOUT_MS = 30_000;
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach(kill));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(1));

/** A process in a group of its own, and what it has said so far. */
function start([command = '', ...args]: readonly string[], env: Env, cwd: string) {
  const child = spawn(command, args, {
    cwd,
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = once(child, 'close').finally(() => running.delete(child));
  // Whoever waits for it is told; nobody need be waiting.
  ended.catch(() => {});
  return {child, ended, said: () => said.join('')};
}

/** Whatever the process has started ends with it. */
function kill({pid}: ChildProcess): void {
  if (!pid) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/**
 * Runs a command in the folder `cwd`, to its end.
 * @throws Error with what it said, where it ended badly
 */
export async function run(command: readonly string[], env: Env, cwd: string): Promise<void> {
  const {ended, said} = start(command, env, cwd);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}\n${said()}`);
}

/**
 * Starts a server in the folder `cwd`, and resolves once it answers at `url` and has said `ready`.
 * @throws Error with what it said, where it ends or does not answer
 */
export async function serve(
  command: readonly string[],
  url: string,
  env: Env,
  cwd: string,
  ready = '',
) {
  const {child, ended, said} = start(command, env, cwd);
  const stop = async () => {
    kill(child);
    await ended;
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(said().includes(ready) && (await answers(url)))) {
    if (child.exitCode === null && !child.signalCode && child.pid && Date.now() < deadline) {
      await sleep(50);
      continue;
    }
    await stop().catch(() => {});
    throw new Error(`${command.join(' ')} does not answer at ${url}\n${said()}`);
  }
  return {stop, said};
}

const answers = (url: string) =>
  fetch(url).then(
    async response => (await response.arrayBuffer(), true),
    () => false,
  );
