import {inShort, rows} from './rows.js';
import {lit} from './rows/lit.js';
import {next} from './rows/next.js';
import {snippets} from './rows/snippets.js';
import {strictMode} from './rows/strict-mode.js';
import {writeSnippets} from './snippets.js';
import type {Row} from './visit.js';

/** Where the packages of the frameworks are installed. */
export const HERE = import.meta.dirname;

/** The app of one framework: how it is built and served, and what it is held to. */
export interface App {
  readonly name: string;
  /** The header that its page gives the room. */
  readonly headers: string;
  /** In which folder the command runs; this one unless it says so. */
  readonly cwd?: string;
  /** Writes what is built. */
  readonly write?: () => void;
  readonly build?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where what is built is; none where a server renders it. */
  readonly folder?: string;
  /** What renders it at this port of 127.0.0.1. */
  readonly serve?: (port: number) => readonly string[];
  readonly rows: readonly Row[];
}

const node = process.execPath;
const modules = `${HERE}/node_modules`;
const nextTool = [node, `${modules}/next/dist/bin/next`];

const viteBuild = (root: string, folder: string) => [
  ...[node, `${modules}/vite/bin/vite.js`, 'build', root],
  ...['--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
];

/** Two builds: one for developing, in which frameworks and Lit warn, and the one that is shipped. */
const vite = (name: string, own: readonly Row[] = []): readonly App[] =>
  (['development', 'production'] as const).map(mode => {
    const id = name.toLowerCase();
    const folder = `${HERE}/apps/${id}/.build/${mode}`;
    return {
      name: `${name}, ${mode}`,
      headers: id,
      build: [...viteBuild(`apps/${id}`, folder), '--mode', mode],
      env: {NODE_ENV: mode},
      folder,
      rows: mode === 'development' ? [...rows, ...own] : inShort,
    };
  });

export const apps: readonly App[] = [
  ...vite('React', strictMode),
  ...vite('Vue'),
  ...vite('Svelte'),
  ...vite('Solid'),
  ...vite('Preact'),
  {
    name: 'Angular',
    headers: 'angular',
    cwd: `${HERE}/apps/angular`,
    build: [node, `${modules}/@angular/cli/bin/ng.js`, 'build'],
    folder: `${HERE}/apps/angular/.build`,
    rows,
  },
  {
    name: 'Next, development',
    headers: 'next',
    serve: port => [...nextTool, 'dev', 'apps/next', '-p', `${port}`, '-H', '127.0.0.1'],
    rows: [...inShort, ...next],
  },
  {
    name: 'Next, production',
    headers: 'next',
    build: [...nextTool, 'build', 'apps/next'],
    serve: port => [...nextTool, 'start', 'apps/next', '-p', `${port}`, '-H', '127.0.0.1'],
    rows: [...rows, ...next],
  },
  {
    name: 'Lit',
    headers: 'lit',
    build: viteBuild('apps/lit', `${HERE}/apps/lit/.build`),
    serve: () => [node, 'apps/lit/server.js'],
    rows: [...rows, ...lit],
  },
  ...(['React', 'Vue', 'Svelte'] as const).map((name): App => {
    const id = name.toLowerCase() as 'react' | 'vue' | 'svelte';
    const root = `${HERE}/.build/snippets/${id}`;
    return {
      name: `${name}, snippets`,
      headers: id,
      write: () => writeSnippets(id, root),
      build: viteBuild(root, `${root}/.build`),
      folder: `${root}/.build`,
      rows: snippets,
    };
  }),
  {
    name: 'Angular, snippets',
    headers: 'angular',
    write: () => writeSnippets('angular', `${HERE}/.build/snippets/angular`),
    cwd: `${HERE}/.build/snippets/angular`,
    build: [node, `${modules}/@angular/cli/bin/ng.js`, 'build'],
    folder: `${HERE}/.build/snippets/angular/.build`,
    rows: snippets,
  },
];
