import {copyNextPages, writeDocsApp, type DocsAppId} from './docs-apps.js';
import {summaryRows, rows} from './rows.js';
import {dialog, docs} from './rows/docs.js';
import {lit} from './rows/lit.js';
import {next, nextDocs} from './rows/next.js';
import {reactComponents} from './rows/react-components.js';
import {snippets} from './rows/snippets.js';
import {strictMode} from './rows/strict-mode.js';
import {writeSnippets} from './snippets.js';
import type {Row} from './visit.js';

/** The folder with the packages of the frameworks. */
export const HERE = import.meta.dirname;

/** The app of one framework: its build, its server and its tests. */
export interface App {
  readonly name: string;
  /** The value of the `x-app` header that the app passes to the room. */
  readonly headers: string;
  /** The folder in which the commands run. The default is this folder. */
  readonly cwd?: string;
  /** Writes the sources before the build. */
  readonly write?: () => void;
  readonly build?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The path of the page, if it is not `/`. */
  readonly path?: string;
  /** The output folder of the build; absent if a server renders the app. */
  readonly folder?: string | undefined;
  /** Returns the command that renders the app at a port of 127.0.0.1. */
  readonly serve?: (port: number) => readonly string[];
  readonly rows: readonly Row[];
}

const node = process.execPath;
const modules = `${HERE}/node_modules`;
const nextTool = [node, `${modules}/next/dist/bin/next`];

const getViteBuild = (root: string, folder: string) => [
  node,
  `${modules}/vite/bin/vite.js`,
  'build',
  root,
  '--outDir',
  folder,
  '--emptyOutDir',
  '--logLevel',
  'warn',
];

/** Creates a development build, in which frameworks and Lit emit warnings, and a production build. */
const createViteApps = (
  name: string,
  own: readonly Row[] = [],
  {id = name.toLowerCase(), env = {}}: {id?: string; env?: Readonly<Record<string, string>>} = {},
): readonly App[] =>
  (['development', 'production'] as const).map(mode => {
    const folder = `${HERE}/apps/${id}/.build/${toId(name)}-${mode}`;
    return {
      name: `${name}, ${mode}`,
      headers: id,
      build: [...getViteBuild(`apps/${id}`, folder), '--mode', mode],
      env: {...env, NODE_ENV: mode},
      folder,
      rows: mode === 'development' ? [...rows, ...own] : summaryRows,
    };
  });

const toId = (name: string) => name.toLowerCase().replaceAll(' ', '-');

/** Creates the app of the page that the documentation shows for a framework. */
function createDocsApp(
  name: string,
  own: Partial<App> | ((root: string) => Partial<App>) = {},
): App {
  const id = name.toLowerCase() as DocsAppId;
  const root = `${HERE}/.build/docs/${id}`;
  return {
    ...{name: `${name}, documentation`, headers: id, cwd: root},
    write: () => writeDocsApp(id, root),
    build: getViteBuild(root, `${root}/.build`),
    folder: `${root}/.build`,
    rows: docs,
    ...(typeof own === 'function' ? own(root) : own),
  };
}

export const apps: readonly App[] = [
  // Apart from the production build, which uses the same folder.
  {
    name: 'Next, development',
    headers: 'next',
    write: copyNextPages,
    serve: port => [...nextTool, 'dev', 'apps/next', '-p', `${port}`, '-H', '127.0.0.1'],
    rows: [...summaryRows, ...next],
  },
  ...createViteApps('React', strictMode),
  ...['19', '18'].flatMap(version =>
    createViteApps(`React ${version} components`, [...strictMode, ...reactComponents], {
      id: 'react-components',
      env: {REACT: version},
    }),
  ),
  ...createViteApps('Vue'),
  ...createViteApps('Svelte'),
  ...createViteApps('Solid'),
  ...createViteApps('Preact'),
  {
    name: 'Angular',
    headers: 'angular',
    cwd: `${HERE}/apps/angular`,
    build: [node, `${modules}/@angular/cli/bin/ng.js`, 'build'],
    folder: `${HERE}/apps/angular/.build`,
    rows,
  },
  {
    name: 'Next, production',
    headers: 'next',
    write: copyNextPages,
    build: [...nextTool, 'build', 'apps/next'],
    serve: port => [...nextTool, 'start', 'apps/next', '-p', `${port}`, '-H', '127.0.0.1'],
    path: '/meeting',
    rows: [...rows, ...next, ...nextDocs],
  },
  {
    name: 'Lit',
    headers: 'lit',
    build: getViteBuild('apps/lit', `${HERE}/apps/lit/.build`),
    serve: () => [node, 'apps/lit/server.js'],
    rows: [...rows, ...lit],
  },
  createDocsApp('React', {rows: [...docs, ...dialog]}),
  createDocsApp('Vue'),
  createDocsApp('Svelte'),
  createDocsApp('Solid'),
  createDocsApp('Preact'),
  createDocsApp('Angular', {build: [node, `${modules}/@angular/cli/bin/ng.js`, 'build']}),
  createDocsApp('Astro', root => ({
    build: [node, `${modules}/astro/astro.js`, 'build'],
    folder: `${root}/dist`,
    path: '/meeting/',
  })),
  createDocsApp('SvelteKit', root => ({
    build: [node, `${modules}/vite/bin/vite.js`, 'build', '--logLevel', 'warn'],
    folder: undefined,
    serve: () => [node, `${root}/build/index.js`],
    path: '/meeting',
  })),
  ...(['React', 'Vue', 'Svelte'] as const).map((name): App => {
    const id = name.toLowerCase() as 'react' | 'vue' | 'svelte';
    const root = `${HERE}/.build/snippets/${id}`;
    return {
      name: `${name}, snippets`,
      headers: id,
      write: () => writeSnippets(id, root),
      build: getViteBuild(root, `${root}/.build`),
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
