import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {accessSync, constants, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {findFreePort} from './free-port.js';

const executable = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter(Boolean)
  .map(folder => join(folder, 'redis-server'))
  .find(isExecutable);

/** Test options that skip a suite if `redis-server` is not installed. In CI, the suite fails instead. */
export const withRedis =
  executable || process.env['CI'] ? {} : {skip: 'NOT RUN: redis-server must be on PATH'};

/** A Redis on a loopback port that keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  /** Suspends the process, as if it hung. */
  readonly pause: () => void;
  /** Continues a suspended process. */
  readonly resume: () => void;
  /** Kills the process. */
  stop(): Promise<void>;
}

/** Starts a Redis, and resolves once it accepts connections. */
export async function startRedis(): Promise<RedisServer> {
  if (!executable)
    throw new Error('redis-server must be on PATH; install the package redis-server');
  const port = await findFreePort();
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const server = spawn(
    executable,
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no'],
    ],
    {stdio: ['ignore', 'pipe', 'inherit']},
  );
  const ended = once(server, 'exit');
  let output = '';
  for await (const chunk of server.stdout) {
    output += String(chunk);
    if (output.includes('Ready to accept connections')) break;
  }
  if (server.exitCode !== null) throw new Error(`redis-server did not start: ${output}`);
  return {
    url: `redis://127.0.0.1:${port}`,
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    async stop() {
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
