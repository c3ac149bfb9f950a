import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

/** The folder with the packages of the runtimes. All commands run in it. */
export const HERE = import.meta.dirname;

/** A server for a host, by its commands. */
export interface Server {
  readonly name: string;
  readonly build?: readonly string[];
  /** Returns the command that serves `hosts/…` at a port of 127.0.0.1. `PORT` has the same port. */
  readonly serve: (port: number) => readonly string[];
}

const node = process.execPath;
const next = [node, 'node_modules/next/dist/bin/next'];

/** Returns all servers. The packages must be installed. */
export const getServers = (): readonly Server[] => [
  {name: 'Node', serve: () => [node, 'hosts/node.mjs']},
  {name: 'Bun', serve: () => [findExecutable('@oven', 'bun'), 'hosts/bun.ts']},
  {
    name: 'Deno',
    serve: () => [
      findExecutable('@deno', 'deno'),
      'run',
      '--quiet',
      '--cached-only',
      '--no-prompt',
      '--allow-env',
      '--allow-net',
      'hosts/deno.ts',
    ],
  },
  {
    name: 'workerd',
    // The options of Wrangler.
    build: [
      node,
      'node_modules/esbuild/bin/esbuild',
      'hosts/workerd.js',
      '--bundle',
      '--format=esm',
      '--conditions=workerd,worker,browser',
      '--external:node:*',
      '--log-level=warning',
      '--outfile=hosts/.build/workerd.js',
    ],
    serve: port => [
      findExecutable('@cloudflare', 'workerd'),
      'serve',
      'hosts/workerd.capnp',
      '--socket-addr',
      `http=127.0.0.1:${port}`,
    ],
  },
  {name: 'Express', serve: () => [node, 'hosts/express.mjs']},
  {name: 'Fastify', serve: () => [node, 'hosts/fastify.mjs']},
  {
    name: 'Next',
    build: [...next, 'build', 'hosts/next'],
    serve: port => [...next, 'start', 'hosts/next', '-p', `${port}`, '-H', '127.0.0.1'],
  },
];

/** Finds the executable for this platform. The launcher packages would need an install script. */
function findExecutable(scope: string, name: string): string {
  const packages = join(HERE, 'node_modules', scope);
  const found = readdirSync(packages)
    .flatMap(folder =>
      [name, `${name}.exe`, `bin/${name}`, `bin/${name}.exe`].map(file =>
        join(packages, folder, file),
      ),
    )
    .find(file => existsSync(file));
  if (!found) throw new Error(`${packages} must contain ${name} for this platform`);
  return found;
}
