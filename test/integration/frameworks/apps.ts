import {copyNextPages, writeDocsApp, type DocsAppId} from './docs-apps.js';
import {appTests, summaryTests} from './tests/app.js';
import {dialogTests, docsTests} from './tests/docs.js';
import {litTests} from './tests/lit.js';
import {nextDocsTests, nextTests} from './tests/next.js';
import {reactComponentsTests} from './tests/react-components.js';
import {snippetTests} from './tests/snippets.js';
import {strictModeTests} from './tests/strict-mode.js';
import {writeSnippets} from './snippets.js';
import type {AppTest} from './visit.js';

/** The folder with the packages of the frameworks. */
export const HERE = import.meta.dirname;

/** The app of one framework: its build, its server and its tests. */
export interface App {
  readonly name: string;
  /** The value of the `x-app` header that the app passes to the room. */
  readonly header: string;
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
  readonly tests: readonly AppTest[];
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
  own: readonly AppTest[] = [],
  {id = name.toLowerCase(), env = {}}: {id?: string; env?: Readonly<Record<string, string>>} = {},
): readonly App[] =>
  (['development', 'production'] as const).map(mode => {
    const folder = `${HERE}/apps/${id}/.build/${toId(name)}-${mode}`;
    return {
      name: `${name}, ${mode}`,
      header: id,
      build: [...getViteBuild(`apps/${id}`, folder), '--mode', mode],
      env: {...env, NODE_ENV: mode},
      folder,
      tests: mode === 'development' ? [...appTests, ...own] : summaryTests,
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
    ...{name: `${name}, documentation`, header: id, cwd: root},
    write: () => writeDocsApp(id, root),
    build: getViteBuild(root, `${root}/.build`),
    folder: `${root}/.build`,
    tests: docsTests,
    ...(typeof own === 'function' ? own(root) : own),
  };
}

export const apps: readonly App[] = [
  // Apart from the production build, which uses the same folder.
  {
    name: 'Next, development',
    header: 'next',
    write: copyNextPages,
    serve: port => [...nextTool, 'dev', 'apps/next', '-p', `${port}`, '-H', '127.0.0.1'],
    tests: [...summaryTests, ...nextTests],
  },
  ...createViteApps('React', strictModeTests),
  ...['19', '18'].flatMap(version =>
    createViteApps(`React ${version} components`, [...strictModeTests, ...reactComponentsTests], {
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
    header: 'angular',
    cwd: `${HERE}/apps/angular`,
    build: [node, `${modules}/@angular/cli/bin/ng.js`, 'build'],
    folder: `${HERE}/apps/angular/.build`,
    tests: appTests,
  },
  {
    name: 'Next, production',
    header: 'next',
    write: copyNextPages,
    build: [...nextTool, 'build', 'apps/next'],
    serve: port => [...nextTool, 'start', 'apps/next', '-p', `${port}`, '-H', '127.0.0.1'],
    path: '/meeting',
    tests: [...appTests, ...nextTests, ...nextDocsTests],
  },
  {
    name: 'Lit',
    header: 'lit',
    build: getViteBuild('apps/lit', `${HERE}/apps/lit/.build`),
    serve: () => [node, 'apps/lit/server.js'],
    tests: [...appTests, ...litTests],
  },
  createDocsApp('React', {tests: [...docsTests, ...dialogTests]}),
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
      header: id,
      write: () => writeSnippets(id, root),
      build: getViteBuild(root, `${root}/.build`),
      folder: `${root}/.build`,
      tests: snippetTests,
    };
  }),
  {
    name: 'Angular, snippets',
    header: 'angular',
    write: () => writeSnippets('angular', `${HERE}/.build/snippets/angular`),
    cwd: `${HERE}/.build/snippets/angular`,
    build: [node, `${modules}/@angular/cli/bin/ng.js`, 'build'],
    folder: `${HERE}/.build/snippets/angular/.build`,
    tests: snippetTests,
  },
];
