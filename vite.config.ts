import {createHash} from 'node:crypto';
import {readdirSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {dirname, relative, resolve} from 'node:path';
import {minify} from 'terser';
import {defineConfig, type Plugin} from 'vite';
import {VERSION} from './src/version.js';

/*
 * The files for a script tag: one environment per file, since the files of one build would share
 * chunks, which a page would wait for. An application's build rather than a library's, which would
 * keep the white space. What bundlers load is made by `tsc -p src`.
 */

const FOLDER = 'dist/cdn';

/** What a script loads once it is needed, by name: a file each, for all that need it. */
const PARTS: Record<string, string> = {
  schemas: 'src/host/schemas.ts',
  opening: 'src/room/opening/index.ts',
  controls: 'src/room/opening/controls.ts',
  'lti-storage': 'src/room/opening/lti-storage.ts',
  form: 'src/creator/define.ts',
  suggestions: 'src/creator/suggestions.ts',
};
for (const file of readdirSync('src/words/languages'))
  PARTS[`words/${file.replace('.ts', '')}`] = `src/words/languages/${file}`;

/** What a script tag names. */
const SCRIPTS: Record<string, string> = {
  room: 'src/room/define.ts',
  creator: 'src/creator/define.ts',
  'kaltura-room': 'src/script-tag.ts',
};

/** Which parts a script may load, by its environment. */
const LOADS: Record<string, RegExp> = {
  room: /^src\/(host|room|words)/,
  creator: /^src\/(host|creator\/suggestions|words)/,
  kaltura_room: /^/,
};

/** Vite takes no other characters. */
const environmentOf = (name: string) => name.replace(/\W/g, '_');

/**
 * What a script has from the start and hands over to its parts, so that there is one copy of each.
 * A part cannot import it from the script, which is another module where its address has a query.
 */
const SHARED =
  /^src\/(errors|room\/panels|host\/(?!schemas|data-of)[\w-]+|words\/words)\.ts$|^lit$|^load-part$/;

/** All that is handed over, each under its place in this list, and the parts that it is for. */
const handed: {readonly module: string; readonly name: string; readonly parts: Set<string>}[] = [];

/** Stands for a hash of that list until it is whole: a part of another build means other places. */
const MADE = '__md__';

/** The key under which a part is handed over what `module` exports as `name`. */
function keyOf(module: string, name: string, part: string): string {
  let place = handed.findIndex(one => one.module === module && one.name === name);
  if (place < 0) place = handed.push({module, name, parts: new Set()}) - 1;
  handed[place]?.parts.add(part);
  return `${place}`;
}

/** A part is a function that takes what is handed over and returns what it exports. */
const takeOver: Plugin = {
  name: 'take-over',
  enforce: 'pre',
  applyToEnvironment: ({name}) => Object.keys(PARTS).map(environmentOf).includes(name),
  resolveId(source, importer) {
    if (!importer) return undefined;
    const module = source.startsWith('.') ? relative('.', sourceOf(source, importer)) : source;
    return SHARED.test(module) ? {id: `shared:${module}`, external: true} : undefined;
  },
  renderChunk(code, {name: part}) {
    const pairs = (list: string) => list.split(',').map(one => one.trim().split(' as '));
    const body = code
      .replace(/^import \{(.*)\} from "shared:(.*)";$/gm, (_, list: string, module: string) => {
        const taken = pairs(list).map(
          ([theirs = '', own = theirs]) => `${keyOf(module, theirs, part)}: ${own}`,
        );
        return `const {${taken.join()}} = shared;`;
      })
      .replace(/^export \{(.*)\};$/m, (_, list: string) => {
        const exported = pairs(list).map(([own, theirs = own]) => `${theirs}: ${own}`);
        return `return {${exported.join()}};`;
      });
    if (/^(import|export) /m.test(body)) throw new Error(`${part} is written in another way now`);
    const check = `if (made !== '${MADE}') throw new TypeError('a part of another build');`;
    return {code: `export default (shared, made) => {${check}${body}};`, map: null};
  },
};

/**
 * The import of a part is written in at the end: Vite would add a helper that weighs 700 bytes. Of
 * a file that did not load most browsers remember just that, so each further attempt has another
 * address.
 */
const loadLater: Plugin = {
  name: 'load-later',
  enforce: 'pre',
  resolveId: id => (id === 'load-part' ? '\0load-part' : undefined),
  load(id) {
    if (id !== '\0load-part') return undefined;
    const mayLoad = LOADS[this.environment.name];
    // What is for a part that this script does not load is left out.
    const mine = handed.map(({module, name, parts}) => ({
      imports: `import {${name} as ${name}_} from '${module.replace('src', resolve('src'))}';`,
      name: module === 'load-part' ? name : `${name}_`,
      isMine: [...parts].some(part => mayLoad?.test(PARTS[part] ?? '')),
      isImported: module !== 'load-part',
    }));
    const imports = mine.filter(one => one.isMine && one.isImported).map(one => one.imports);
    const list = mine.map(({name, isMine}) => (isMine ? name : ''));
    return `${imports.join('')}
      // Each is there, on its way, or the number of times that it failed.
      const parts = {__proto__: null};
      export function loadPart(file) {
        const failed = parts[file] || 0;
        return failed.then ? failed : parts[file] =
          __import(file + (failed ? '?again=' + failed : ''))
            .then(part => part.default([${list.join()}], '${MADE}'))
            .catch(cause => {
              parts[file] = failed + 1;
              throw cause;
            });
      }`;
  },
  transform: (code, id) =>
    /\/src\/.*\.ts$/.test(id) && LATER.test(code)
      ? {
          code: `import {loadPart} from 'load-part';${code.replace(
            new RegExp(LATER, 'g'),
            (_, path: string) => `loadPart('./${partOf(sourceOf(path, id))}.js')`,
          )}`,
          map: null,
        }
      : undefined,
};

const LATER = /\bimport\('(\.[^']+)'\)/;

const sourceOf = (path: string, importer: string) =>
  resolve(dirname(importer), path).replace(/\.js$/, '.ts');

/** The name of the part that a module is imported for. */
function partOf(module: string): string {
  const part = Object.keys(PARTS).find(name => PARTS[name] === relative('.', module));
  if (!part) throw new Error(`${module} is imported later, and no part of its own`);
  return part;
}

/**
 * A style sheet in a template is text to a minifier, and needs nothing of Lit's `css`, which is there
 * to check its expressions.
 */
const foldStyles: Plugin = {
  name: 'fold-styles',
  enforce: 'pre',
  transform: (code, id) =>
    /\/src\/.*styles\.ts$/.test(id)
      ? {
          code: code
            .replace(/import \{css\}.*/, '')
            .replace(/css(`[^`$]*`)/, (_, sheet: string) => `({cssText: ${folded(sheet)}})`),
          map: null,
        }
      : undefined,
};

const folded = (sheet: string) =>
  sheet
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([:,]) /g, '$1')
    .replace(/;\}/g, '}')
    .replace(/(?<![\d.])0\./g, '.')
    .replace(/='([\w-]+)'/g, '=$1');

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
  'reactive-element': [
    [/^import\{.*?\}from"\.\/css-tag\.js";export\{.*?\}from"\.\/css-tag\.js";/, ''],
    [/,s as adoptStyles|,t as getCompatibleStyle/g, ''],
    [/this\.elementStyles=this\.finalizeStyles\(this\.styles\)/, ''],
    [/static finalizeStyles\(.*?return i\}(?=static)/, ''],
    [/createRenderRoot\(\)\{.*?\}(?=connectedCallback)/, ''],
    [/\w+\?\.\(\{ReactiveElement:\w+\}\)/, '0'],
    [/Symbol\.metadata\?\?=.*?new WeakMap/, '0'],
    [/static addInitializer\(.*?(?=static get)/, ''],
    [/const t=this\[Symbol\.metadata\];if.*?\}(?=this\._\$Eh=new Map)/, ''],
    [/addController\(.*?(?=_\$E_\(\))/, ''],
    [/this\._\$\w+\?\.forEach\(\w+=>\w+\.host\w+\?\.\(\)\)/g, '0'],
    [/,this\.constructor\.\w+\?\.forEach\(\w+=>\w+\(this\)\)/, ''],
    // Attributes hold no objects but by converters of ours.
    [/case Object:case Array:t=.*?(?=\}return t)/, ''],
    [/case Object:case Array:try.*?null\}(?=\}return i)/, ''],
    [/\|\|i\.useDefault&&.*?_\$Eu\(t,i\)\)(?=\)\)return)/, ''],
    [/,void 0!==t\.l&&\(this\.l=\[\.\.\.t\.l\]\)/, ''],
    // No property has an accessor of its own, or a symbol for a name.
    [/\[\.\.\.r\(t\),\.\.\.o\(t\)\]/, 'r(t)'],
    [/if\(s\.state&&\(s\.attribute=!1\),/, 'if('],
    [/,this\.prototype\.hasOwnProperty\(t\)&&\(.*?wrapped=!0\)/, ''],
    [/h\(this\.prototype,t\)\?\?/, ''],
    [/const t=this\.constructor\.elementProperties;if\(t\.size>0\).*?\}(?=\}let)/, ''],
    [/i&&!\(this\._\$Ej.*?void 0!==r\)\|\|/, ''],
    VERSIONS,
  ],
  'lit-html': [
    [/(?<=;)\w+\?\.\(\w+,\w+\)/, '0'],
    [/2===\w+\?"<svg>":3===\w+\?"<math>":""/, '""'],
    [/\(2===\w+\?"<\/svg>":3===\w+\?"<\/math>":""\)/, '""'],
    [/2===\w+\|\|3===\w+/, '0'],
    // Directives, and who is told that a part is connected.
    [/(?<=function \w+\()t,i,s=t,e\)\{if\(i===E\).*?,i\}(?=class)/, 't,i){return i}'],
    [/get (_\$AU|tagName|startNode|endNode)\(\)\{.*?\}/g, ''],
    [/get parentNode\(\)\{(?:let .*?,t|return this\._\$AM\.parentNode)\}/g, ''],
    [/this\.type=\d,(?:this\._\$AH=A,)?this\._\$AN=void 0,/, 'this._$AH=A,'],
    [/,this\._\$Cv=e\?\.isConnected\?\?!0/, ''],
    [/\(t\?\.creationScope\?\?l\)/, 'l'],
    [/this\._\$AP\?\.\(!1,!0,\w+\)/, '0'],
    [/setConnected\(\w+\)\{.*?\}(?=\}class)/, ''],
    // It says that no template was made but by `html`, which nothing here does.
    [/"invalid template strings array"/, ''],
    // Values for an element, in a comment, in a text area or as a property; compiled templates.
    [/:6===\w+\.type&&\(.*?\)\)(?=,this\._\$AV)/, ':0'],
    [/else\{let t=-1;for.*?length-1\}/, ''],
    [/if\(y\.test\(r\.tagName\)\)\{.*?\}\}(?=\}else if)/, ''],
    [/\(y\.test\(u\[2\]\).*?,(?=\w+=\w+\))/, '('],
    [/"\."===e\[1\]\?I:/, ''],
    // Listeners are functions, without options; lists are arrays.
    [/\|\|t\.capture!==.*?passive(?=,h=)/, ''],
    [/(?<="function"==typeof this\._\$AH)\?(.*?):this\._\$AH\.handleEvent\(t\)/, '&&$1'],
    [/\|\|"function"==typeof t\?\.\[Symbol\.iterator\]/, ''],
    [/"number"==typeof s\?this\._\$AC\(t\):\(.*?,s\)(?=;)/, 'this._$AC(t)'],
    VERSIONS,
  ],
  'lit-element': [
    [/createRenderRoot\(\)\{.*?\}(?=update)/, ''],
    [/this\.hasUpdated\|\|\(this\.renderOptions\.isConnected=this\.isConnected\),/, ''],
    [/(dis)?connectedCallback\(\)\{.*?\}(?=disc|render)/g, ''],
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

/** Has each script take parts of its own build alone. */
async function sealParts(files: readonly string[]): Promise<void> {
  const list = handed.map(({module, name}) => `${module} ${name}`).join();
  const hash = createHash('sha256')
    .update(`${VERSION} ${list}`)
    .digest('hex')
    .slice(0, MADE.length);
  for (const file of files) {
    const code = await readFile(`${FOLDER}/${file}`, 'utf8');
    await writeFile(`${FOLDER}/${file}`, code.replace(MADE, hash));
  }
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
  plugins: [takeOver, loadLater, foldStyles, foldTemplates, leaveOutMethods, leaveOutHooks],
  build: {
    outDir: FOLDER,
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    modulePreload: {polyfill: false},
  },
  environments: Object.fromEntries(
    Object.entries({...PARTS, ...SCRIPTS}).map(([name, input]) => [
      environmentOf(name),
      {
        consumer: 'client',
        build: {
          rolldownOptions: {
            input: {[name]: input},
            preserveEntrySignatures: 'strict',
            output: {format: 'es', entryFileNames: '[name].js', codeSplitting: false},
          },
        },
      },
    ]),
  ),
  builder: {
    // What the parts are handed over is known to all.
    sharedConfigBuild: true,
    async buildApp(builder) {
      // What the parts need is known once they are there.
      const names = [...Object.keys(PARTS), ...Object.keys(SCRIPTS)];
      for (const name of names) {
        const environment = builder.environments[environmentOf(name)];
        if (environment) await builder.build(environment);
        await minifyAgain(`${name}.js`);
      }
      await sealParts(names.map(name => `${name}.js`));
      await writeIntegrity(names.map(name => `${name}.js`));
      await writeLicences();
    },
  },
});
