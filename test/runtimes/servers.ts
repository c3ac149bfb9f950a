import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

/** Where the packages of the runtimes are installed, and where all commands run. */
export const HERE = import.meta.dirname;

/** What a host is served by: commands, to be run in this folder. */
export interface Server {
  readonly name: string;
  readonly build?: readonly string[];
  /** Serves `hosts/…` at this port of 127.0.0.1, which `PORT` says too. */
  readonly serve: (port: number) => readonly string[];
}

const node = process.execPath;
const next = [node, 'node_modules/next/dist/bin/next'];

/** Every server that the suite runs in. Call it when the packages are installed. */
export const servers = (): readonly Server[] => [
  {name: 'Node', serve: () => [node, 'hosts/node.mjs']},
  {name: 'Bun', serve: () => [binary('@oven', 'bun'), 'hosts/bun.ts']},
  {
    name: 'Deno',
    serve: () => [
      binary('@deno', 'deno'),
      ...['run', '--quiet', '--cached-only', '--no-prompt', '--allow-env', '--allow-net'],
      'hosts/deno.ts',
    ],
  },
  {
    name: 'workerd',
    // As wrangler does it.
    build: [
      ...[node, 'node_modules/esbuild/bin/esbuild', 'hosts/workerd.js', '--bundle'],
      ...['--format=esm', '--conditions=workerd,worker,browser', '--external:node:*'],
      ...['--log-level=warning', '--outfile=hosts/.build/workerd.js'],
    ],
    serve: port => [
      binary('@cloudflare', 'workerd'),
      ...['serve', 'hosts/workerd.capnp', '--socket-addr', `http=127.0.0.1:${port}`],
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

/** The executable in the package for this platform; the launchers want an install script. */
function binary(scope: string, name: string): string {
  const packages = join(HERE, 'node_modules', scope);
  const found = readdirSync(packages)
    .flatMap(folder =>
      [name, `${name}.exe`, `bin/${name}`, `bin/${name}.exe`].map(file =>
        join(packages, folder, file),
      ),
    )
    .find(file => existsSync(file));
  if (!found) throw new Error(`There is no ${name} for this platform in ${packages}`);
  return found;
}
