import {execFile, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {promisify} from 'node:util';

const COMMAND_TIMEOUT_MS = 60_000;
const runningProcesses = new Set<ChildProcess>();
process.on('exit', () => runningProcesses.forEach(killGroup));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(1));

/** A running server. */
export interface RunningServer {
  /** Returns everything that the server has printed. */
  readonly getOutput: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Runs a command, and returns its standard output.
 * @throws Error with its output if it fails
 */
export async function runCommand(
  [command = '', ...args]: readonly string[],
  {cwd, env}: {cwd?: string; env?: Record<string, string>} = {},
): Promise<string> {
  const {stdout} = await promisify(execFile)(command, args, {
    cwd,
    env: {...process.env, ...env},
    timeout: COMMAND_TIMEOUT_MS,
    maxBuffer: 1e8,
  });
  return stdout;
}

/**
 * Starts a server, and resolves when it prints `readyText`.
 * @throws Error with its output if it exits instead
 */
export async function startServer(
  [command = '', ...args]: readonly string[],
  readyText: string,
  env: Record<string, string> = {},
): Promise<RunningServer> {
  const child = spawn(command, args, {
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  runningProcesses.add(child);
  const closed = once(child, 'close').finally(() => runningProcesses.delete(child));
  let output = '';
  const ready = new Promise<boolean>(resolve => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes(readyText)) resolve(true);
      });
  });
  const isReady = await Promise.race([ready, closed.then(() => false)]);
  if (!isReady) throw new Error(`${command} must print "${readyText}"; it exited:\n${output}`);
  return {
    getOutput: () => output,
    async stop() {
      killGroup(child);
      await closed;
    },
  };
}

/** Kills a process and its children, which are a process group. */
function killGroup({pid}: ChildProcess): void {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The process has already exited.
  }
}
