import {cpSync, existsSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';

/** The folder with the packages of the runtimes. All commands run in it. */
export const HERE = import.meta.dirname;

/** The files of the documentation that show each runtime. */
const SNIPPETS = join(HERE, '../../../docs/snippets/server/runtimes');
/** The folder from which all hosts run. */
const BUILD = join(HERE, 'hosts/.build');
/** The path of a route handler in a Next app. */
const NEXT_ROUTE = 'app/api/kaltura/[[...route]]/route.js';

/** A server for a host, by its commands. */
export interface Server {
  readonly name: string;
  readonly build?: readonly string[];
  /** Returns the command that serves `hosts/.build/…` at a port of 127.0.0.1. `PORT` has the same port. */
  readonly serve: (port: number) => readonly string[];
}

const node = process.execPath;
const next = [node, 'node_modules/next/dist/bin/next'];

/** Returns all servers. The packages must be installed. */
export const getServers = (): readonly Server[] => [
  {name: 'Node', serve: () => [node, 'hosts/.build/node.js']},
  {name: 'Hono', serve: () => [node, 'hosts/.build/hono.js']},
  {name: 'Bun', serve: () => [findExecutable('@oven', 'bun'), 'hosts/.build/bun.ts']},
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
      'hosts/.build/deno.ts',
    ],
  },
  {
    name: 'workerd',
    // The options of Wrangler.
    build: [
      node,
      'node_modules/esbuild/bin/esbuild',
      'hosts/.build/worker.js',
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
  {name: 'Express', serve: () => [node, 'hosts/.build/express.js']},
  {name: 'Fastify', serve: () => [node, 'hosts/.build/fastify.js']},
  {
    name: 'Next',
    build: [...next, 'build', 'hosts/.build/next'],
    serve: port => [...next, 'start', 'hosts/.build/next', '-p', `${port}`, '-H', '127.0.0.1'],
  },
];

/**
 * Copies the snippets to `hosts/.build`, and replaces their backend by `hosts/rooms.js`, which has more
 * configurations.
 */
export function copyHosts(): void {
  rmSync(BUILD, {recursive: true, force: true});
  cpSync(SNIPPETS, BUILD, {recursive: true});
  for (const folder of [BUILD, join(BUILD, 'next')])
    cpSync(join(HERE, 'hosts/rooms.js'), join(folder, 'rooms.js'));
  cpSync(join(HERE, 'hosts/next.config.js'), join(BUILD, 'next/next.config.js'));
  cpSync(join(SNIPPETS, 'next-route.js'), join(BUILD, 'next', NEXT_ROUTE));
}

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
