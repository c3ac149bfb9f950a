import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {request, type IncomingHttpHeaders} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {freePort} from '../free-port.js';
import type {Language} from './language.js';

const BACKENDS = fileURLToPath(new URL('../../demo/backends', import.meta.url));

/** What a backend answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: {
    success?: boolean;
    data?: Record<string, unknown>;
    errorCode?: string;
    error?: string;
    outcome?: string;
  };
}

export interface Sent {
  readonly method?: string;
  /** undefined takes a header away that would be there by itself. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** A backend of `demo/backends` that is running. */
export interface Backend {
  readonly port: number;
  readonly send: (path: string, sent: Sent) => Promise<Answer>;
  /** All that it printed. */
  readonly printed: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * A copy of the language's file in a folder of its own, which waits a second for KAF rather than ten.
 * @param authorize what to put where the reader's own `authorize` belongs; else the file's example
 */
export function copyBackend({file, tools, signature}: Language, authorize?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-backend-'));
  let text = changed(readFileSync(join(BACKENDS, file), 'utf8'), /(DEADLINE_S = )10/, '$11');
  if (authorize !== undefined)
    text = changed(text, between(signature, '==== You can keep the rest'), () => authorize);
  writeFileSync(join(folder, file), text);
  tools?.prepare?.(folder);
  return folder;
}

/**
 * Starts the copy in `folder`, and resolves once it listens.
 * @throws Error with what it printed where it ends instead
 */
export async function startBackend(
  {file, tools}: Language,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Backend> {
  if (!tools) throw new Error(`${file} cannot be run here`);
  const port = await freePort();
  const [command = '', ...args] = tools.serve(folder, port);
  const {PATH = '', HOME = ''} = process.env;
  const child = spawn(command, args, {
    env: {PATH, HOME, PORT: String(port), TMPDIR: folder, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = once(child, 'close');
  const listening = new Promise<void>(resolve => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        printed += chunk;
        if (printed.includes(`http://127.0.0.1:${port}`)) resolve();
      });
  });
  await Promise.race([listening, ended]);
  if (child.exitCode !== null) throw new Error(printed);
  return {
    port,
    send: (path, sent) => send(port, path, sent),
    printed: () => printed,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** From the line that begins with `start` up to the line that holds `end`. */
function between(start: string, end: string): RegExp {
  const literal = (text: string) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  return new RegExp(`^ *${literal(start)}[^]*?(?=^.*${literal(end)})`, 'm');
}

function changed(text: string, pattern: RegExp, by: string | (() => string)): string {
  const result = typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by);
  if (result === text) throw new Error(`${pattern} is not there`);
  return result;
}

/** Node's own client, since `fetch` adds headers of a browser. */
function send(port: number, path: string, {method = 'POST', headers, body}: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const data = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
    const all = {
      ...(data && {'content-type': 'application/json', 'content-length': Buffer.byteLength(data)}),
      ...headers,
    };
    const there = Object.fromEntries(
      Object.entries(all).filter(([, value]) => value !== undefined),
    );
    // Longer than any right answer takes; a wrong one fails its own test.
    const signal = AbortSignal.timeout(20_000);
    const outgoing = request(
      {host: '127.0.0.1', port, path, method, agent: false, headers: there, signal},
      incoming => {
        let text = '';
        incoming.setEncoding('utf8').on('data', chunk => (text += chunk));
        incoming.once('error', reject).once('end', () => {
          const json = text ? (JSON.parse(text) as Answer['json']) : {};
          resolve({status: incoming.statusCode ?? 0, headers: incoming.headers, text, json});
        });
      },
    );
    outgoing.once('error', reject).end(data);
  });
}
