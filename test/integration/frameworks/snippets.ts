import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {
  parseControlType as controlOf,
  parseManifest as elementsOf,
} from '../../../demo/playground/manifest.js';
import {createSnippets as snippets} from '../../../demo/playground/snippets.js';

/*
 * An app of the playground's snippets: with the initial attributes of the page, and at `?all` with all
 * attributes.
 */

const REPOSITORY = join(import.meta.dirname, '../../..');
const APPS = join(import.meta.dirname, 'apps');
const MANIFEST = JSON.parse(
  readFileSync(join(REPOSITORY, 'dist/custom-elements.json'), 'utf8'),
) as Parameters<typeof elementsOf>[0];

/** Text with the characters that end strings, tags and templates. */
export const LABEL = `Ours "&" {{ 'theirs' }} </script> \${x}`;

/** Values of all attributes except `kaf-url`, which differs in each run. */
const ALL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kaltura-room-creator': {
    'create-url': '/api/kaltura/rooms',
    for: 'room',
    'share-url': '/join/{id}',
    'allow-another': '',
    expanded: '',
    'hidden-fields': 'description',
    'readonly-fields': 'name',
    'required-fields': 'tags',
    defaults: '{"name": "It\'s <b>ours</b>"}',
    templates: '[{"id": "1_classic0", "name": "Classic"}]',
    'draft-key': 'draft',
    credentials: 'include',
    headers: '{"x-app": "all"}',
    timeout: '20',
    name: 'room',
    required: '',
    disabled: '',
  },
  'kaltura-room': {
    id: 'room',
    'room-id': '1_townhall',
    'token-url': '/api/kaltura/token',
    'room-moderator': '',
    'chat-moderator': '',
    loading: 'eager',
    timeout: '20',
    credentials: 'include',
    headers: '{"x-app": "all"}',
    allow: 'camera *; microphone *',
    'allow-origins': 'https://a.example.com',
    sandbox: 'allow-scripts allow-same-origin',
    label: LABEL,
    'auto-height': '',
    controls: '',
  },
};

/** Reads the initial attributes from `demo/index.html`. */
function readInitialAttributes(): Record<string, Record<string, string>> {
  const page = readFileSync(join(REPOSITORY, 'demo/index.html'), 'utf8');
  return Object.fromEntries(
    Array.from(page.matchAll(/<(kaltura-room[\w-]*)\s([^]*?)><\//g), ([, tag = '', text = '']) => [
      tag,
      Object.fromEntries(
        Array.from(text.matchAll(/([\w-]+)(?:=(["'])([^]*?)\2)?/g), ([, name, , value = '']) => [
          name,
          value,
        ]),
      ) as Record<string, string>,
    ]),
  );
}

/** Writes both variants into the folder `root`, with the build configuration of the framework's app. */
export function writeSnippets(id: 'react' | 'vue' | 'svelte' | 'angular', root: string): void {
  rmSync(root, {recursive: true, force: true});
  for (const [folder, given, theme] of [
    ['initial', readInitialAttributes(), []],
    ['all', ALL, [['--kaltura-room-accent', '#7a1fa2']]],
  ] as const) {
    const choice = {
      elements: Object.entries(given).map(([tagName, attributes]) => ({
        tagName,
        attributes:
          given === ALL
            ? toCompleteAttributeList(tagName, attributes)
            : toAttributeList(tagName, attributes),
      })),
      theme: theme.map(([name, value]): [string, string] => [name, value]),
      scheme: given === ALL ? ('dark' as const) : ('auto' as const),
    };
    const snippet = snippets(choice).find(one => one.id === id);
    for (const {name, text} of snippet?.files ?? [])
      writeTextFile(
        join(root, name === 'vite.config.js' ? name : `${SOURCES[id]}${folder}/${name}`),
        text,
      );
  }
  for (const [name, text] of Object.entries(MAIN_FILES[id])) writeTextFile(join(root, name), text);
  for (const name of CONFIG_FILES[id]) cpSync(join(APPS, id, name), join(root, name));
}

const SOURCES = {react: '', vue: '', svelte: '', angular: 'src/'} as const;
const CONFIG_FILES = {
  react: ['vite.config.js'],
  vue: [],
  svelte: ['vite.config.js'],
  angular: ['angular.json', 'tsconfig.json'],
} as const;

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>snippets</title>
  <base href="/" /><link rel="icon" href="data:," /></head><body>${body}</body></html>`;
const index = (main: string) =>
  page(`<div id="app"></div><script type="module" src="./${main}"></script>`);

/** The files around the snippet. */
const MAIN_FILES: Readonly<Record<keyof typeof SOURCES, Readonly<Record<string, string>>>> = {
  react: {
    'index.html': index('main.jsx'),
    'main.jsx': `import {createRoot} from 'react-dom/client';
      import {Rooms as All} from './all/Rooms.jsx';
      import {Rooms as Initial} from './initial/Rooms.jsx';
      const Rooms = location.search ? All : Initial;
      createRoot(document.getElementById('app')).render(<Rooms />);`,
  },
  vue: {
    'index.html': index('main.js'),
    'main.js': `import {createApp} from 'vue';
      import All from './all/Rooms.vue';
      import Initial from './initial/Rooms.vue';
      createApp(location.search ? All : Initial).mount('#app');`,
  },
  svelte: {
    'index.html': index('main.js'),
    'main.js': `import {mount} from 'svelte';
      import All from './all/Rooms.svelte';
      import Initial from './initial/Rooms.svelte';
      mount(location.search ? All : Initial, {target: document.getElementById('app')});`,
  },
  angular: {
    'src/index.html': page('<app-rooms></app-rooms>'),
    'src/main.ts': `import {bootstrapApplication} from '@angular/platform-browser';
      import {RoomsComponent as All} from './all/rooms.component';
      import {RoomsComponent as Initial} from './initial/rooms.component';
      void bootstrapApplication(location.search ? All : Initial);`,
  },
};

/** Returns attributes with their kinds, in the format of the playground. */
function toAttributeList(tagName: string, values: Readonly<Record<string, string>>) {
  const {attributes} = elementsOf(MANIFEST).get(tagName)!;
  return Object.entries(values).map(([name, value]) => {
    const type = attributes.find(attribute => attribute.name === name)?.type.text ?? 'string';
    return {name, value, kind: controlOf(type).kind};
  });
}

/** Returns the same list, and checks that no attribute of the element is missing. */
function toCompleteAttributeList(tagName: string, values: Readonly<Record<string, string>>) {
  for (const {name} of elementsOf(MANIFEST).get(tagName)!.attributes)
    if (!(name in values) && name !== 'kaf-url')
      throw new Error(
        `test/integration/frameworks/snippets.ts must have a value of ${name} for ${tagName}`,
      );
  return toAttributeList(tagName, values);
}

function writeTextFile(file: string, text: string): void {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
}
