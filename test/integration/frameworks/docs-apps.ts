import {cpSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/* Apps of the pages that the documentation shows: the snippets with a small app around them. */

const HERE = import.meta.dirname;
const SNIPPETS = join(HERE, '../../../docs/snippets/frameworks');

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>documentation</title>
  <base href="/" /><link rel="icon" href="data:," /></head><body>${body}</body></html>`;
const index = (main: string) =>
  page(`<div id="app"></div><script type="module" src="./${main}"></script>`);

interface DocsApp {
  /** The folder of the app to which the snippets are copied. */
  readonly folder?: string;
  /** Files of the app in `apps` that the snippets do not have. */
  readonly shared?: readonly string[];
  /** The texts of the other files, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The files around the snippets, by framework. */
const APPS = {
  react: {
    files: {
      'index.html': index('main.jsx'),
      'main.jsx': `import {StrictMode} from 'react';
        import {createRoot} from 'react-dom/client';
        import App from './App.jsx';
        import {MeetingDialog} from './MeetingDialog.jsx';
        createRoot(document.getElementById('app')).render(
          <StrictMode>
            {location.search === '?dialog' ? <MeetingDialog roomId="1_townhall" /> : <App />}
          </StrictMode>,
        );`,
    },
  },
  vue: {
    files: {
      'index.html': index('main.js'),
      'main.js': `import {createApp} from 'vue';
        import App from './App.vue';
        createApp(App).mount('#app');`,
    },
  },
  svelte: {
    shared: ['vite.config.js'],
    files: {
      'index.html': index('main.js'),
      'main.js': `import {mount} from 'svelte';
        import App from './App.svelte';
        mount(App, {target: document.getElementById('app')});`,
    },
  },
  solid: {
    shared: ['vite.config.js'],
    files: {
      'index.html': index('main.jsx'),
      'main.jsx': `import {render} from 'solid-js/web';
        import {App} from './App.jsx';
        render(() => <App />, document.getElementById('app'));`,
    },
  },
  preact: {
    shared: ['vite.config.js'],
    files: {
      'index.html': index('main.jsx'),
      'main.jsx': `import {render} from 'preact';
        import {App} from './App.jsx';
        render(<App />, document.getElementById('app'));`,
    },
  },
  angular: {
    folder: 'src',
    shared: ['angular.json', 'tsconfig.json'],
    files: {
      'src/index.html': page('<app-meeting></app-meeting>'),
      'src/main.ts': `import {bootstrapApplication} from '@angular/platform-browser';
        import {MeetingComponent} from './meeting.component';
        void bootstrapApplication(MeetingComponent);`,
    },
  },
  astro: {
    files: {
      'astro.config.mjs': 'export default {devToolbar: {enabled: false}};',
      'public/favicon.ico': '',
    },
  },
  sveltekit: {
    files: {
      'package.json': '{"type": "module", "private": true}',
      'svelte.config.js': `import adapter from '@sveltejs/adapter-node';
        export default {kit: {adapter: adapter()}};`,
      'vite.config.js': `import {sveltekit} from '@sveltejs/kit/vite';
        export default {plugins: [sveltekit()]};`,
      'src/app.html': page('<div>%sveltekit.body%</div>').replace(
        '</head>',
        '%sveltekit.head%</head>',
      ),
    },
  },
} as const satisfies Record<string, DocsApp>;

export type DocsAppId = keyof typeof APPS;

/** Writes the app of one framework into the folder `root`. */
export function writeDocsApp(id: DocsAppId, root: string): void {
  const {folder = '', shared = [], files = {}}: DocsApp = APPS[id];
  rmSync(root, {recursive: true, force: true});
  cpSync(join(SNIPPETS, id), join(root, folder), {recursive: true});
  for (const name of shared) cpSync(join(HERE, 'apps', id, name), join(root, name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), {recursive: true});
    writeFileSync(join(root, name), text);
  }
}

/** Copies the pages for Next into the app of Next. */
export function copyNextPages(): void {
  cpSync(join(SNIPPETS, 'next/app'), join(HERE, 'apps/next/app'), {recursive: true});
}
