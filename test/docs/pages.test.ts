import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, join, posix, relative, sep} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

/*
 * The structure of the documentation. No test reads its prose.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCS = join(ROOT, 'docs');
const SNIPPETS = join(DOCS, 'snippets');

/** Languages of complete programs. A page includes them from files, which tests run. */
const PROGRAM_LANGUAGES = ['js', 'mjs', 'ts', 'jsx', 'tsx', 'vue', 'svelte', 'astro', 'php'];
const MAX_HTML_LINES = 10;
/** Files that only the checks of the snippets need. */
const SUPPORT_FILES = /(^|\/)(tsconfig\.json|package\.json|[\w-]+\.d\.ts)$/;

interface SidebarItem {
  readonly link?: string;
  readonly items?: readonly SidebarItem[];
}

interface Page {
  /** Relative to `docs`, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** VitePress has a Vite of its own, with other types than the Vite of this project. */
const configUrl = new URL('../../docs/.vitepress/config.ts', import.meta.url).href;
const {default: config} = (await import(configUrl)) as {
  default: {themeConfig: {sidebar: readonly SidebarItem[]}};
};

const pages = listFiles(DOCS)
  .filter(path => path.endsWith('.md') && !/^(snippets|public|reference\/_generated)\//.test(path))
  .map((path): Page => ({path, text: readFileSync(join(DOCS, path), 'utf8')}));
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe('the sidebar', () => {
  const links = config.themeConfig.sidebar.flatMap(getLinks);

  it('links each page once', () => {
    const paths = links.map(link => `${link.slice(1)}${link.endsWith('/') ? 'index' : ''}.md`);
    const listed = pages.map(({path}) => path).filter(path => path !== 'index.md');
    assert.deepEqual(paths.sort(), listed.sort());
  });
});

describe('a page', () => {
  it('has one heading of level 1', () => {
    for (const {path, text} of pages) {
      if (path === 'index.md') continue;
      const headings = [...withoutFences(text).matchAll(/^# .+$/gm)];
      assert.equal(headings.length, 1, path);
    }
  });

  it('contains no program and no whole HTML page', () => {
    for (const {path, text} of pages)
      for (const {language, code} of getFences(text)) {
        assert.ok(!PROGRAM_LANGUAGES.includes(language), `${path} contains ${language}:\n${code}`);
        if (language !== 'html') continue;
        const isPage = /<!doctype/i.test(code);
        assert.ok(
          !isPage && code.split('\n').length <= MAX_HTML_LINES,
          `${path} contains HTML that must be a file:\n${code}`,
        );
      }
  });

  it('describes each image', () => {
    for (const {path, text} of pages) {
      const prose = withoutFences(text);
      for (const [image, alt] of prose.matchAll(/!\[([^\]]*)\]\([^)]*\)/g))
        assert.ok(alt?.trim(), `${path}: ${image}`);
      for (const [image] of prose.matchAll(/<img\b[^>]*>/g))
        assert.match(image, /\balt="[^"]+"/, path);
    }
  });

  it('refers to images that exist', () => {
    for (const {path, text} of pages)
      for (const [, image = ''] of withoutFences(text).matchAll(/!\[[^\]]*\]\(([^)\s]+)/g)) {
        const file = image.startsWith('/') ? join('public', image) : join(dirname(path), image);
        assert.ok(existsSync(join(DOCS, file)), `${path}: ${image}`);
      }
  });
});

describe('a snippet', () => {
  const includes = pages.flatMap(({path, text}) =>
    [...text.matchAll(/^ *<<< +([^#{\s]+)(?:#([\w-]+))?/gm)].map(([, target = '', region]) => ({
      page: path,
      file: target.startsWith('@/') ? target.slice(2) : posix.join(posix.dirname(path), target),
      region,
    })),
  );

  it('exists, with the region that a page includes', () => {
    for (const {page, file, region} of includes) {
      assert.ok(existsSync(join(DOCS, file)), `${page} includes ${file}`);
      if (region === undefined) continue;
      const code = readFileSync(join(DOCS, file), 'utf8');
      assert.match(code, new RegExp(`#region ${region}\\b`), `${page} includes ${file}#${region}`);
    }
  });

  it('is part of a page, of the README or of another snippet', () => {
    const included = new Set([
      ...includes.map(({file}) => file),
      ...[...readme.matchAll(/<!-- snippet: docs\/(\S+) -->/g)].map(([, file]) => file),
    ]);
    const files = listFiles(SNIPPETS);
    const code = files.map(file => readFileSync(join(SNIPPETS, file), 'utf8')).join('\n');
    const unused = files
      .filter(file => !SUPPORT_FILES.test(file) && !included.has(`snippets/${file}`))
      .filter(file => !code.includes(`/${posix.basename(file)}'`));
    assert.deepEqual(unused, []);
  });
});

/** Returns the paths of all files in a folder, relative to it, without hidden folders. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(path => !/(^|\/)(\.|node_modules\/)/.test(path));
}

function getLinks({link, items = []}: SidebarItem): string[] {
  return [...(link === undefined ? [] : [link]), ...items.flatMap(getLinks)];
}

/** Returns the fenced code blocks of a page. */
function getFences(text: string): {language: string; code: string}[] {
  const fences = text.matchAll(/^ *(`{3,}|~{3,}) *([\w-]*)[^\n]*\n(.*?)\n? *\1 *$/gms);
  return [...fences].map(([, , language = '', code = '']) => ({language, code}));
}

/** Returns a page without fenced code blocks and code spans. */
function withoutFences(text: string): string {
  return text.replace(/^ *(`{3,}|~{3,}).*?^ *\1 *$/gms, '').replace(/`[^`\n]*`/g, '``');
}
