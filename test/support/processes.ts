import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {killGroup} from './kill-group.js';

/*
 * Commands and servers of tests. Each runs in a new process group, which ends with the tests.
 */

const START_TIMEOUT_MS = 60_000;
const runningProcesses = new Set<ChildProcess>();
process.on('exit', () => runningProcesses.forEach(killGroup));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(1));

export type Command = readonly string[];

export interface ProcessOptions {
  readonly cwd?: string | undefined;
  /** Environment variables in addition to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServerOptions extends ProcessOptions {
  /** The server is ready when it answers at this URL. */
  readonly url?: string;
  /** The server is ready when it has printed this text. */
  readonly readyText?: string;
}

/** A running server. */
export interface RunningServer {
  /** Returns everything that the server has printed. */
  readonly getOutput: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Runs a command until it exits, and returns its standard output.
 * @throws Error with its output if its exit code is not 0
 */
export async function runCommand(command: Command, options: ProcessOptions = {}): Promise<string> {
  const {closed, getOutput, getStdout} = start(command, options);
  const [code] = (await closed) as [number | null];
  if (code !== 0) throw new Error(`${command.join(' ')} exited with ${code}:\n${getOutput()}`);
  return getStdout();
}

/**
 * Starts a server, and resolves when it is ready.
 * @throws Error with its output if it exits, or is not ready within a minute
 */
export async function startServer(
  command: Command,
  {url, readyText = '', ...options}: ServerOptions,
): Promise<RunningServer> {
  const {child, closed, getOutput} = start(command, options);
  const stop = async () => {
    killGroup(child);
    await closed.catch(() => {});
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(getOutput().includes(readyText) && (!url || (await canConnect(url))))) {
    if (child.exitCode !== null || child.signalCode || !child.pid || Date.now() > deadline) {
      await stop();
      const condition = url ? `answer at ${url}` : `print "${readyText}"`;
      throw new Error(`${command.join(' ')} must ${condition}; its output is:\n${getOutput()}`);
    }
    await sleep(50);
  }
  return {stop, getOutput};
}

/** Returns the command of npm, with the npm that runs this script if there is one. */
export function getNpmCommand(): Command {
  const script = process.env['npm_execpath'];
  return script ? [process.execPath, script] : ['npm'];
}

function start([program = '', ...args]: Command, {cwd, env}: ProcessOptions) {
  const child = spawn(program, args, {
    cwd,
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  runningProcesses.add(child);
  const output: string[] = [];
  const stdout: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.push(text);
    stdout.push(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const closed = once(child, 'close').finally(() => runningProcesses.delete(child));
  // Prevents an unhandled rejection if no caller awaits `closed`.
  closed.catch(() => {});
  return {child, closed, getOutput: () => output.join(''), getStdout: () => stdout.join('')};
}

const canConnect = (url: string) =>
  fetch(url).then(
    async response => (await response.arrayBuffer(), true),
    () => false,
  );
