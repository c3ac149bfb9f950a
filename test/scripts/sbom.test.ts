import assert from 'node:assert/strict';
import {readFile, readdir} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {Spec, Validation} from '@cyclonedx/cyclonedx-library';
import {BUNDLED_PACKAGES} from '../../scripts/bundled-packages.mjs';
import {readPackageSbom, selectPackages} from '../../scripts/sbom.mjs';

const root = new URL('../../', import.meta.url);
const packageSbom = readPackageSbom();
const scriptsSbom = selectPackages(packageSbom, BUNDLED_PACKAGES);

/** Returns the errors of a bill of materials in terms of the CycloneDX schema, or null. */
const validate = (sbom: object) =>
  new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(JSON.stringify(sbom));

describe('readPackageSbom()', () => {
  it('conforms to the CycloneDX schema', async () => {
    assert.equal(await validate(packageSbom), null);
  });

  it('names the package and its run-time dependencies', async () => {
    const {name, dependencies} = JSON.parse(
      await readFile(new URL('package.json', root), 'utf8'),
    ) as {name: string; dependencies: Record<string, string>};
    assert.equal(packageSbom.metadata.component.name, name);
    const names = packageSbom.components.map(component => component.name);
    for (const dependency of Object.keys(dependencies)) assert.ok(names.includes(dependency));
    assert.ok(!names.includes('vite'), 'no development dependency');
  });
});

describe('selectPackages()', () => {
  it('conforms to the CycloneDX schema', async () => {
    assert.equal(await validate(scriptsSbom), null);
  });

  it('names the packages whose code is in the script-tag files', async () => {
    const cdn = new URL('dist/cdn/', root);
    const maps = (await readdir(cdn)).filter(name => name.endsWith('.js.map'));
    assert.ok(maps.length >= 3);
    const bundled = new Set<string>();
    for (const map of maps) {
      const {sources} = JSON.parse(await readFile(new URL(map, cdn), 'utf8')) as {
        sources: string[];
      };
      for (const source of sources) {
        const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
        if (name) bundled.add(name);
      }
    }
    const names = scriptsSbom.components.map(component => component.name);
    assert.deepEqual(names.sort(), [...bundled].sort());
  });

  it('rejects a package that is no dependency', () => {
    assert.throws(() => selectPackages(packageSbom, ['left-pad']), /must contain left-pad/);
  });
});
