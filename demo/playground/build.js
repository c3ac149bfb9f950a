// @ts-check
import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {STRICT_POLICY, pageHeaders} from 'kaltura-room/csp';

/*
 * Builds the playground as a folder that any static web server can serve, at any path.
 */

const DEMO = new URL('../', import.meta.url);
const DIST = new URL('../../dist/', import.meta.url);

/**
 * Builds the playground.
 * @param {string} target a folder, which is deleted first
 */
export function buildPlayground(target) {
  rmSync(target, {recursive: true, force: true});
  mkdirSync(`${target}/dist`, {recursive: true});
  cpSync(fileURLToPath(new URL('playground', DEMO)), `${target}/playground`, {recursive: true});
  rmSync(`${target}/playground/build.js`);
  const isNeeded = (/** @type {string} */ path) => !/\.(map|d\.ts)$/.test(path);
  // `csp` imports `contract`.
  for (const folder of ['cdn', 'csp', 'contract'])
    cpSync(fileURLToPath(new URL(folder, DIST)), `${target}/dist/${folder}`, {
      recursive: true,
      filter: isNeeded,
    });
  const manifest = 'custom-elements.json';
  cpSync(fileURLToPath(new URL(manifest, DIST)), `${target}/dist/${manifest}`);

  // Browsers ignore `frame-ancestors` in a `<meta>` element, with a warning.
  const strictPolicy = Object.fromEntries(
    Object.entries(STRICT_POLICY).filter(([name]) => name !== 'frame-ancestors'),
  );
  const page = readFileSync(new URL('index.html', DEMO), 'utf8');
  const {'Content-Security-Policy': policy} = pageHeaders({
    kafUrl: 'https://12345.kaf.kaltura.com',
    policy: {...strictPolicy, 'img-src': ['data:']},
  });
  writeFileSync(
    `${target}/index.html`,
    page
      .replace('<html lang="en">', '<html lang="en" data-backend="none">')
      .replace(
        '<meta charset="utf-8" />',
        `$&\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
      ),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = fileURLToPath(new URL('../../.playground', import.meta.url));
  buildPlayground(target);
  console.log(`The playground is in ${target}. Serve this folder with any static web server.`);
}
