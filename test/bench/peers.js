// @ts-check
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

/*
 * Downloads the peers of the benchmark from npm into `.cache/peers`, once for each version. They are
 * not devDependencies: one of them depends on 140 packages that its script does not contain.
 */

const CACHE = fileURLToPath(new URL('../../.cache/peers/', import.meta.url));

/**
 * @typedef {{path: string} | {reason: string}} Download the path of the script, or why there is none
 * @typedef {object} Peer
 * @property {string} folder where the cache keeps the package
 * @property {string} spec the package and its exact version
 * @property {string} sha512 of the package's tarball, in Base64
 * @property {string} script a file of the package that imports no other
 */

/** @satisfies {Record<string, Peer>} */
export const PEERS = {
  // MIT. Its own build of `<whereby-embed>` for a script tag.
  whereby: {
    folder: 'whereby-3.30.3',
    spec: '@whereby.com/browser-sdk@3.30.3',
    sha512:
      'kObC74AdhuAoKOMrHecT9rgHkgmEoW5rZMbeaAv6FxoByaBnSgkYv0Iyb9PeBFt28F6wvTQmzvdpbxz3WTCGXA==',
    script: 'dist/cdn/v3-embed.js',
  },
  // BSD-2-Clause.
  daily: {
    folder: 'daily-0.92.2',
    spec: '@daily-co/daily-js@0.92.2',
    sha512:
      'YuZGsBzKKfPFdKg2osTUrm53VkLoNdrtAyx/+R9MZrd1bJ4E2SC/ie3SugYaSpp30yzy/6qSLkH7dgLk5a8cvg==',
    script: 'dist/daily-esm.js',
  },
};

/**
 * Downloads a peer if the cache does not hold it yet.
 * @param {Peer} peer
 * @returns {Download}
 */
export function downloadPeer({folder, spec, sha512, script}) {
  const path = join(CACHE, folder, 'package', script);
  if (existsSync(path)) return {path};
  mkdirSync(CACHE, {recursive: true});
  const draft = mkdtempSync(join(CACHE, 'draft-'));
  try {
    run(
      'npm',
      ['pack', spec, '--loglevel=error', '--fetch-retries=0', '--fetch-timeout=30000'],
      draft,
    );
    const tarball = readdirSync(draft).find(name => name.endsWith('.tgz')) ?? '';
    const hash = createHash('sha512')
      .update(readFileSync(join(draft, tarball)))
      .digest('base64');
    if (hash !== sha512) throw new Error(`SHA-512 must be ${sha512}; got ${hash}`);
    run('tar', ['-xzf', tarball], draft);
    // Renamed last, so that the cache never holds half a package.
    renameSync(draft, join(CACHE, folder));
    return {path};
  } catch (error) {
    return {reason: `${spec}: ${error instanceof Error ? error.message : String(error)}`};
  } finally {
    rmSync(draft, {recursive: true, force: true});
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  const {error, status, stderr} = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (error) throw error;
  if (status) throw new Error(stderr.split('\n', 1)[0]);
}
