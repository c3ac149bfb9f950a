import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {request as httpRequest, type IncomingHttpHeaders} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {findFreePort} from '../support/free-port.js';
import {waitUntil} from '../support/wait-until.js';
import type {Language} from './language.js';

const BACKENDS = fileURLToPath(new URL('../../demo/backends', import.meta.url));

/** Deadline of the copied backends for a response of KAF and for a request, in place of 10 seconds. */
const DEADLINE_S = 3;
/** Longer than any deadline of a backend. */
const RESPONSE_TIMEOUT_MS = 20_000;

/** The response of a backend. */
export interface BackendResponse {
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

export interface BackendRequest {
  readonly method?: string;
  /** The value undefined removes a default header. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** A string is sent as it is, any other value as JSON. */
  readonly body?: unknown;
}

/** A running backend of `demo/backends`. */
export interface Backend {
  readonly port: number;
  readonly send: (path: string, request: BackendRequest) => Promise<BackendResponse>;
  /** Returns everything that the backend has printed. */
  readonly getOutput: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Copies the file of a language to a new folder, with a shorter deadline.
 * @param authorize replaces the example of the file
 */
export function copyBackend({file, tools, signature}: Language, authorize?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-backend-'));
  const source = readFileSync(join(BACKENDS, file), 'utf8');
  let text = replaceText(source, /(?<=(?:DEADLINE|REQUEST_TIMEOUT)_S = )10/g, `${DEADLINE_S}`);
  if (authorize !== undefined)
    text = replaceText(text, matchLines(signature, '==== You can keep the rest'), authorize);
  writeFileSync(join(folder, file), text);
  tools?.prepare?.(folder);
  return folder;
}

/**
 * Starts the copy in `folder`, and resolves when it listens.
 * @throws Error with its output if it exits instead, or does not listen in time
 */
export async function startBackend(
  {file, tools}: Language,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Backend> {
  if (!tools) throw new Error(`${file} needs a language that this machine does not have`);
  const port = await findFreePort();
  const [command = '', ...args] = tools.serve(folder, port);
  const {PATH = '', HOME = ''} = process.env;
  const child = spawn(command, args, {
    env: {PATH, HOME, PORT: String(port), TMPDIR: folder, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const closed = once(child, 'close');
  let hasClosed = false;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.once('close', () => (hasClosed = true));
  try {
    await waitUntil(
      `${file} to listen`,
      () => hasClosed || output.includes(`http://127.0.0.1:${port}`),
    );
  } catch (error) {
    child.kill();
    throw new Error(output, {cause: error});
  }
  if (hasClosed) throw new Error(output);
  return {
    port,
    send: (path, request) => send(port, path, request),
    getOutput: () => output,
    async stop() {
      child.kill();
      await closed;
    },
  };
}

/** Matches the lines from the line that begins with `start` to the line before the one with `end`. */
function matchLines(start: string, end: string): RegExp {
  const escape = (text: string) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  return new RegExp(`^ *${escape(start)}[^]*?(?=^.*${escape(end)})`, 'm');
}

function replaceText(text: string, pattern: RegExp, replacement: string): string {
  const result = text.replace(pattern, () => replacement);
  if (result === text) throw new Error(`The file must contain ${pattern}; got no match`);
  return result;
}

/** Sends a request with Node's own client, because `fetch` adds the headers of a browser. */
function send(port: number, path: string, request: BackendRequest): Promise<BackendResponse> {
  const {method = 'POST', headers: givenHeaders, body} = request;
  return new Promise((resolve, reject) => {
    const content = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
    const allHeaders = {
      ...(content && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(content),
      }),
      ...givenHeaders,
    };
    const headers = Object.fromEntries(
      Object.entries(allHeaders).filter(([, value]) => value !== undefined),
    );
    const signal = AbortSignal.timeout(RESPONSE_TIMEOUT_MS);
    const outgoing = httpRequest(
      {host: '127.0.0.1', port, path, method, agent: false, headers, signal},
      incoming => {
        let text = '';
        incoming.setEncoding('utf8').on('data', chunk => (text += chunk));
        incoming.once('error', reject).once('end', () => {
          const json = text ? (JSON.parse(text) as BackendResponse['json']) : {};
          resolve({status: incoming.statusCode ?? 0, headers: incoming.headers, text, json});
        });
      },
    );
    outgoing.once('error', reject).end(content);
  });
}
