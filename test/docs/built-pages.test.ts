import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {readCodeName} from '../../docs/.vitepress/build/code-names.js';
import {DOCS, hasDocs} from '../../demo/docs.js';

const skip = hasDocs() ? false : 'The documentation is not built: run npm run docs:build';

describe('the built documentation', {skip}, () => {
  const files = hasDocs() ? readdirSync(DOCS, {recursive: true, encoding: 'utf8'}) : [];
  const read = (file: string) => readFileSync(join(DOCS, file), 'utf8');

  it('loads nothing from another origin', () => {
    const pages = files.filter(file => file.endsWith('.html'));
    assert.ok(pages.length > 40);
    for (const page of pages)
      for (const {element, url} of getResources(read(page)))
        assert.doesNotMatch(url, /^(https?:)?\/\//, `${page}: ${element}`);
    const styles = files.filter(file => file.endsWith('.css'));
    assert.ok(styles.length > 0);
    for (const style of styles)
      assert.doesNotMatch(read(style), /(@import|url\()\s*["']?(https?:)?\/\//, style);
  });

  it('contains no font', () => {
    assert.deepEqual(
      files.filter(file => /\.(woff2?|ttf|otf)$/.test(file)),
      [],
    );
  });

  it('contains each image that a page shows', () => {
    for (const page of files.filter(
      file => file.endsWith('.html') && !file.includes('playground-app'),
    ))
      for (const {element, url} of getResources(read(page)).filter(({name}) => name === 'img')) {
        const file = url.replace(/^\/[^/]+\//, '');
        assert.ok(existsSync(join(DOCS, file)), `${page}: ${element}`);
      }
  });

  it('contains the code of each snippet', () => {
    for (const page of files.filter(file => file.endsWith('.html')))
      assert.doesNotMatch(read(page), /Invalid code snippet|snippet path not found/, page);
  });

  it('shows the name of each code block', () => {
    const pages = readdirSync('docs', {recursive: true, encoding: 'utf8'}).filter(
      file => file.endsWith('.md') && files.includes(file.replace(/md$/, 'html')),
    );
    const names = pages.flatMap(page =>
      readFileSync(join('docs', page), 'utf8')
        .split('\n')
        .flatMap(line => readCodeName(line) ?? [])
        .map(name => ({page, name})),
    );
    assert.ok(names.length > 60);
    for (const {page, name} of names)
      assert.ok(read(page.replace(/md$/, 'html')).includes(`>${name}</`), `${page}: ${name}`);
  });

  it('has llms.txt with a description of each page, and llms-full.txt without directives', () => {
    const links = read('llms.txt').match(/^- \[.*$/gm) ?? [];
    const full = read('llms-full.txt');
    assert.ok(links.length > 0);
    for (const link of links) assert.match(link, /\.md\): \S/, link);
    assert.doesNotMatch(full, /^<<< /m);
    assert.doesNotMatch(full, /^::: code-group/m);
    assert.doesNotMatch(full, /@include:/);
  });
});

/** Returns the elements of a page that load a resource. An `<a>` loads none. */
function getResources(html: string): {name: string; element: string; url: string}[] {
  const elements = html.matchAll(/<(script|img|source|iframe|link|video|audio)\b[^>]*>/g);
  return [...elements].flatMap(([element, name = '']) => {
    if (name === 'link' && /rel="(alternate|canonical|describedby)"/.test(element)) return [];
    const [, url] = /\b(?:src|href)="([^"]*)"/.exec(element) ?? [];
    return url === undefined ? [] : [{name, element, url}];
  });
}
