// @ts-check
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

/*
 * Software bills of materials in the CycloneDX format (https://cyclonedx.org/docs/1.5/json/), made by
 * `npm sbom`.
 */

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * @typedef {{name: string, 'bom-ref': string}} Component
 * @typedef {{ref: string, dependsOn?: string[]}} Dependency
 * @typedef {{metadata: {component: Component}, components: Component[], dependencies: Dependency[]}} Sbom
 */

/**
 * Returns the bill of materials of the package: the package and its run-time dependencies. `npm sbom --omit
 * dev` also omits run-time dependencies that a development dependency uses, so this removes the
 * development dependencies from the lockfile first.
 * @returns {Sbom}
 */
export function readPackageSbom() {
  const temporary = mkdtempSync(join(tmpdir(), 'kaltura-room-sbom-'));
  try {
    // npm takes the name of the package from the folder.
    const folder = join(temporary, 'kaltura-room');
    mkdirSync(folder);
    const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
    delete manifest.devDependencies;
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
    delete lock.packages[''].devDependencies;
    for (const [path, {dev, devOptional}] of Object.entries(lock.packages))
      if (dev || devOptional) delete lock.packages[path];
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const options = ['--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'library'];
    return JSON.parse(execFileSync('npm', ['sbom', ...options], {cwd: folder, encoding: 'utf8'}));
  } finally {
    rmSync(temporary, {recursive: true});
  }
}

/**
 * Returns the bill of materials of a file that contains the code of only some dependencies.
 * @param {Sbom} sbom of the package
 * @param {readonly string[]} packages names of the dependencies whose code is in the file
 * @returns {Sbom}
 * @throws {Error} if the package has no such dependency
 */
export function selectPackages(sbom, packages) {
  const components = packages.map(name => {
    const component = sbom.components.find(candidate => candidate.name === name);
    if (!component) throw new Error(`The SBOM must contain ${name}; run npm ci`);
    return component;
  });
  const main = sbom.metadata.component['bom-ref'];
  const references = [main, ...components.map(component => component['bom-ref'])];
  return {
    ...sbom,
    components,
    dependencies: references.map(ref => ({
      ref,
      dependsOn:
        ref === main
          ? references.slice(1)
          : (sbom.dependencies.find(one => one.ref === ref)?.dependsOn ?? []).filter(target =>
              references.includes(target),
            ),
    })),
  };
}
