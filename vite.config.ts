import {createHash} from 'node:crypto';
import {readdirSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {minify} from 'terser';
import {defineConfig, type Plugin} from 'vite';
import {VERSION} from './src/version.js';

/*
 * The files for a script tag, each whole in itself: one environment per file, since the files of
 * one build would share chunks. An application's build rather than a library's, which would keep
 * the white space. What bundlers load is made by `tsc -p src`.
 */

const FILES = {
  both: {input: 'src/define.ts', file: 'kaltura-room.js'},
  room: {input: 'src/room/define.ts', file: 'room.js'},
  creator: {input: 'src/creator/define.ts', file: 'creator.js'},
  schemas: {input: 'src/host/schemas.ts', file: 'schemas.js'},
  opening: {input: 'src/room/opening/index.ts', file: 'opening.js'},
  controls: {input: 'src/room/controls.ts', file: 'controls.js'},
  suggestions: {input: 'src/creator/suggestions.ts', file: 'suggestions.js'},
  ltiStorage: {input: 'src/room/opening/lti-storage.ts', file: 'lti-storage.js'},
};

const FOLDER = 'dist/cdn';

/** The words of a language are a file of their own, for all that need them. */
const LANGUAGES = readdirSync('src/words/languages').map(name => name.replace(/\.ts$/, ''));
for (const language of LANGUAGES)
  Object.assign(FILES, {
    [language]: {input: `src/words/languages/${language}.ts`, file: `words/${language}.js`},
  });

/**
 * What is loaded once it is needed is a file of its own, for all that need it. Its import is
 * written in at the end: Vite would add a helper that weighs 700 bytes. Of a file that did not load
 * most browsers remember just that, so each further attempt has another address.
 */
const loadLater: Plugin = {
  name: 'load-later',
  enforce: 'pre',
  resolveId: id => (id === LOAD_PART ? `\0${LOAD_PART}` : undefined),
  load: id =>
    id === `\0${LOAD_PART}`
      ? `const again = {__proto__: null};
        export const loadPart = file =>
          __import(file + (again[file] ? '?again=' + again[file] : '')).catch(cause => {
            again[file] = (again[file] | 0) + 1;
            throw cause;
          });`
      : undefined,
  transform: (code, id) =>
    /\/src\/.*\.ts$/.test(id) && PART.test(code)
      ? {
          code: `import {loadPart} from '${LOAD_PART}';${code.replace(
            new RegExp(PART, 'g'),
            (_, path: string) => `loadPart('./${fileOfPart(path)}')`,
          )}`,
          map: null,
        }
      : undefined,
};

const LOAD_PART = 'virtual:load-part';
const PART = /\bimport\('(\.[^']+)'\)/;

/** The file in `dist/cdn` of a part, by the path of its import. */
const fileOfPart = (path: string) =>
  path
    .replace(/^(?:\.\.?\/)+/, '')
    .replace(/^languages\//, 'words/')
    .replace(/^host\/|\/index(?=\.js$)/, '');

/**
 * A style sheet in a template is text to a minifier, and one without expressions needs nothing of
 * Lit's `css`, which is there to check them.
 */
const foldStyles: Plugin = {
  name: 'fold-styles',
  enforce: 'pre',
  transform: (code, id) =>
    /\/src\/.*styles\.ts$/.test(id)
      ? {
          code: code
            .replace('{css}', '{unsafeCSS as css}')
            .replace(/css(`[^`$]*`)/g, (_, sheet: string) => `css(${folded(sheet)})`),
          map: null,
        }
      : undefined,
};

const folded = (sheet: string) =>
  sheet
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([:,]) /g, '$1');

/**
 * The lines of the elements' templates: nothing in them stands in a line of text, where a space would show.
 * What begins with `<a` or `${` is nothing but a line of a template.
 */
const foldTemplates: Plugin = {
  name: 'fold-templates',
  enforce: 'pre',
  transform: (code, id) =>
    /\/src\/(room|creator)\/.*\.ts$/.test(id)
      ? {code: code.replace(/\n\s+(?=<\/?[a-z]|\$\{)/g, ''), map: null}
      : undefined,
};

/**
 * A bundler keeps every method of a class that is used, and with these of zod's schemas all of its
 * ways to parse. Nothing here calls them: `z.safeParse` is a function, and does not either.
 */
const leaveOutMethods: Plugin = {
  name: 'leave-out-methods',
  enforce: 'pre',
  transform: (code, id) => {
    if (!/\/zod\/v4\/(mini|core)\/schemas\.js$/.test(id)) return undefined;
    const method =
      /^ {4}(?:[gs]et )?(?:with|(?:safeP|p)arse(?:Async)?|brand|register|apply|"~standard")\(.*\) \{$[^]*?^ {4}\},\n/gm;
    const less = code.replace(method, '');
    if (less === code) throw new Error(`${id} is written in another way now`);
    return {code: less, map: null};
  },
};

/**
 * Of Lit, what nothing in these files uses: it tells other copies of itself and old browsers' helpers
 * that it is there, serves decorators, controllers and templates of SVG, and asks whether there are
 * constructable style sheets, which each browser that runs them has.
 */
const leaveOutHooks: Plugin = {
  name: 'leave-out-hooks',
  enforce: 'pre',
  transform: (code, id) => {
    const hooks = HOOKS[/\/([\w-]+)\.js$/.exec(id)?.[1] ?? ''];
    if (!hooks) return undefined;
    const wrong = hooks.some(([hook]) => !hook.test(code));
    if (wrong) throw new Error(`${id} is written in another way now`);
    return {code: hooks.reduce((rest, [hook, by]) => rest.replace(hook, by), code), map: null};
  },
};

const VERSIONS = [/\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[\d.]+"\)/, '0'] as const;
const HOOKS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'css-tag': [[/(?<=\be=)\w+\.ShadowRoot&&.*?"replace"in CSSStyleSheet\.prototype/, '1']],
  'reactive-element': [
    [/\w+\?\.\(\{ReactiveElement:\w+\}\)/, '0'],
    [/Symbol\.metadata\?\?=.*?new WeakMap/, '0'],
    [/static addInitializer\(.*?(?=static get)/, ''],
    [/addController\(.*?(?=_\$E_\(\))/, ''],
    [/this\._\$\w+\?\.forEach\(\w+=>\w+\.host\w+\?\.\(\)\)/g, '0'],
    [/,this\.constructor\.\w+\?\.forEach\(\w+=>\w+\(this\)\)/, ''],
    [/null!==\w+(?=\)\{const \w+=litPropertyMetadata)/, '0'],
    VERSIONS,
  ],
  'lit-html': [
    [/(?<=;)\w+\?\.\(\w+,\w+\)/, '0'],
    [/2===\w+\?"<svg>":3===\w+\?"<math>":""/, '""'],
    [/\(2===\w+\?"<\/svg>":3===\w+\?"<\/math>":""\)/, '""'],
    [/2===\w+\|\|3===\w+/, '0'],
    [/6===\w+\.type/, '0'],
    VERSIONS,
  ],
  'lit-element': [
    [/\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\)/, '0'],
    [/(?<=;)\w+\?\.\(\{LitElement:\w+\}\)/, '0'],
    VERSIONS,
  ],
};

/**
 * A second minifier, which finds about two per cent more, and shortens the names that Lit keeps to
 * itself: no other copy of Lit meets what is in these files.
 */
async function minifyAgain(file: string): Promise<void> {
  const path = `${FOLDER}/${file}`;
  const [before, map] = await Promise.all([
    readFile(path, 'utf8'),
    readFile(`${path}.map`, 'utf8'),
  ]);
  const after = await minify(before.replaceAll('__import(', 'import('), {
    module: true,
    ecma: 2020,
    compress: {passes: 4, pure_getters: true, unsafe_arrows: true, unsafe_methods: true},
    mangle: {properties: {regex: /^_\$/}},
    format: {preamble: `/*! kaltura-room ${VERSION} */`},
    sourceMap: {filename: file, url: `${file}.map`, content: map, asObject: true},
  });
  await Promise.all([
    writeFile(path, `${after.code}\n`),
    writeFile(`${path}.map`, JSON.stringify(after.map)),
  ]);
}

/** What a page may hold these files to (https://www.w3.org/TR/SRI/), by file. */
async function writeIntegrity(files: readonly string[]): Promise<void> {
  const entries = files.map(async file => {
    const hash = createHash('sha384').update(await readFile(`${FOLDER}/${file}`));
    return [file, `sha384-${hash.digest('base64')}`];
  });
  const integrity: unknown = Object.fromEntries(await Promise.all(entries));
  await writeFile(`${FOLDER}/integrity.json`, `${JSON.stringify(integrity, null, 2)}\n`);
}

/** The licences of what is in these files: they ask to go along. */
async function writeLicences(): Promise<void> {
  const packages = ['lit', 'lit-element', 'lit-html', '@lit/reactive-element', 'zod'];
  const texts = ['.', ...packages.map(name => `node_modules/${name}`)].map(async folder => {
    const {name} = JSON.parse(await readFile(`${folder}/package.json`, 'utf8')) as {name: string};
    return `${name}\n\n${(await readFile(`${folder}/LICENSE`, 'utf8')).trim()}\n`;
  });
  await writeFile(
    `${FOLDER}/LICENSES.txt`,
    (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`),
  );
}

export default defineConfig({
  publicDir: false,
  plugins: [foldStyles, foldTemplates, leaveOutMethods, leaveOutHooks, loadLater],
  build: {
    outDir: FOLDER,
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    modulePreload: {polyfill: false},
  },
  environments: Object.fromEntries(
    Object.entries(FILES).map(([name, {input, file}]) => [
      name,
      {
        consumer: 'client',
        build: {
          rolldownOptions: {
            input,
            preserveEntrySignatures: 'strict',
            output: {format: 'es', entryFileNames: file, codeSplitting: false},
          },
        },
      },
    ]),
  ),
  builder: {
    async buildApp(builder) {
      for (const [name, {file}] of Object.entries(FILES)) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
        await minifyAgain(file);
      }
      await writeIntegrity(Object.values(FILES).map(({file}) => file));
      await writeLicences();
    },
  },
});
