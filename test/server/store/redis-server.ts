import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {accessSync, constants, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {freePort} from '../../free-port.js';

const found = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter(Boolean)
  .map(folder => join(folder, 'redis-server'))
  .find(isExecutable);

/**
 * What `test` takes as its options. Where there is no `redis-server` the run says that nothing was
 * tried against Redis; in CI, where there has to be one, the tests run and fail.
 */
export const withRedis =
  found || process.env['CI'] ? {} : {skip: 'NOT RUN: there is no redis-server on PATH'};

/** A Redis of the test's own, on a loopback port, that keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  /** Stops it in the middle of whatever it does, and lets it go on. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends it, clients or no clients. */
  stop(): Promise<void>;
}

/** Starts one, and resolves once it takes connections. */
export async function startRedis(): Promise<RedisServer> {
  if (!found) throw new Error('There is no redis-server on PATH: install Debian’s redis-server');
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const server = spawn(
    found,
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
