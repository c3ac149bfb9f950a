import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {isBuiltin} from 'node:module';
import {describe, it} from 'node:test';
import ts from 'typescript';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const {dependencies, peerDependencies} = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'peerDependencies',
  Record<string, string>
>;

/** Returns the names of the packages that the modules in `dist` import. */
function importedPackages(): string[] {
  const modules = readdirSync(new URL('dist', root), {recursive: true, encoding: 'utf8'})
    .filter(name => name.endsWith('.js'))
    .flatMap(name => ts.preProcessFile(read(`dist/${name}`), true, true).importedFiles)
    .map(({fileName}) => fileName)
    .filter(specifier => !specifier.startsWith('.') && !isBuiltin(specifier));
  const packages = modules.map(specifier => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
  return [...new Set(packages)].sort();
}

describe('runtime dependencies', () => {
  it('have caret ranges, so that an application can share one copy', () => {
    for (const [name, range] of Object.entries(dependencies))
      assert.match(range, /^\^\d+\.\d+\.\d+$/, name);
  });

  it('include exactly the packages that dist imports', () => {
    const expected = Object.keys({...dependencies, ...peerDependencies}).sort();
    assert.deepEqual(importedPackages(), expected);
  });
});
