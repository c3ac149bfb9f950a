import assert from 'node:assert/strict';
import {cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {decodeKs, type KalturaRooms} from '../../src/server/index.js';
import {startSimulator} from '../../src/simulator/index.js';
import {findChromium} from '../support/browsers.js';
import {findFreePort} from '../support/free-port.js';
import {runCommand, startServer} from '../support/processes.js';
import {createLaunchRequest, getAccountEnv, importSnippet} from './import-snippet.js';
// Its tests run with the tests of this file.
import '../../docs/snippets/guide/testing/rooms.test.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const snippets = join(root, 'docs/snippets');
const folders: string[] = [];
after(() => Promise.all(folders.map(folder => rm(folder, {recursive: true, force: true}))));

/** Creates the folder of an application that has installed the packages. */
async function createApp(...packages: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'guide-'));
  folders.push(folder);
  const link = async (target: string, name: string) => {
    const path = join(folder, 'node_modules', name);
    await mkdir(dirname(path), {recursive: true});
    await symlink(target, path);
  };
  await link(root, 'kaltura-room');
  await link(join(root, 'dist/cli/kaltura-room.js'), '.bin/kaltura-room');
  for (const name of packages) await link(join(root, 'node_modules', name), name);
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  return folder;
}

describe('the snippets of bundlers', () => {
  for (const {bundler, packages, command} of [
    {
      bundler: 'Vite',
      packages: ['vite'],
      command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    },
    {
      bundler: 'Rollup',
      packages: ['rollup', '@rollup/plugin-node-resolve'],
      command: ['node_modules/rollup/dist/bin/rollup', '--config', '--silent'],
    },
    {bundler: 'esbuild', packages: ['esbuild'], command: ['esbuild.mjs']},
  ])
    it(`bundle both elements and their translations with ${bundler}`, async () => {
      const folder = await createApp(...packages);
      await cp(join(snippets, 'guide/bundlers'), folder, {recursive: true});
      await writeFile(
        join(folder, 'index.html'),
        '<!doctype html><script type="module" src="main.js"></script>',
      );
      await runCommand([process.execPath, ...command], {cwd: folder});
      const names = await readdir(join(folder, 'dist'), {recursive: true});
      const scripts = names.filter(name => name.endsWith('.js'));
      const texts = await Promise.all(
        scripts.map(name => readFile(join(folder, 'dist', name), 'utf8')),
      );
      const code = texts.join('\n');
      assert.match(code, /["'`]kaltura-room-creator["'`]/, 'the elements are registered');
      assert.match(code, /Dem Raum beitreten/, 'there is a German translation');
      assert.ok(scripts.length > 5, `each language has a file; got ${scripts.join()}`);
    });

  it('register one element, and replace a sentence', async () => {
    const {build} = await import('esbuild');
    for (const {file, expected} of [
      {file: 'bundlers/own-registration.js', expected: /define\("kaltura-room", KalturaRoom/},
      {file: 'localization.js', expected: /Enter the lobby/},
    ]) {
      const {outputFiles} = await build({
        entryPoints: [join(snippets, 'guide', file)],
        bundle: true,
        format: 'esm',
        write: false,
        logLevel: 'silent',
      });
      assert.match(outputFiles[0]?.text ?? '', expected, file);
    }
  });
});

describe('moderator.mjs', () => {
  it('makes only the moderators of the room moderators', async () => {
    const simulator = await startSimulator();
    try {
      Object.assign(process.env, getAccountEnv(simulator));
      const {rooms} = await importSnippet<{rooms: KalturaRooms}>('guide/moderator.mjs');
      const getModerator = async (user: string) => {
        const headers = {cookie: `session=session-of-${user}`};
        const response = await rooms.fetch(
          createLaunchRequest(headers, {fields: {roomModerator: true}}),
        );
        const {data} = (await response.json()) as {data: {ks: string}};
        return decodeKs(data.ks, simulator.adminSecret).privileges['roomModerator'];
      };
      assert.equal(await getModerator('jane'), '1');
      assert.notEqual(await getModerator('omar'), '1');
    } finally {
      await simulator.close();
    }
  });
});

describe('the quick start', () => {
  it('signs in pages of this computer only, also behind a proxy', async () => {
    const folder = await createApp('hono', '@hono/node-server');
    const simulator = await startSimulator();
    const port = `${await findFreePort()}`;
    const url = `http://localhost:${port}`;
    const code = await readFile(join(snippets, 'quick-start/server.mjs'), 'utf8');
    await writeFile(join(folder, 'server.mjs'), code.replace('3000', port));
    const server = await startServer([process.execPath, 'server.mjs'], {
      url,
      cwd: folder,
      readyText: url,
      env: getAccountEnv(simulator),
    });
    /** Requests a launch. A proxy may replace the host, so the URL always names the server. */
    const launch = async (origin: string) => {
      const headers = {'sec-fetch-site': 'same-origin', origin};
      return (await fetch(createLaunchRequest(headers, {origin: url}))).status;
    };
    try {
      assert.equal(await launch(url), 200, 'the page of this computer');
      assert.equal(await launch('http://localhost:5173'), 200, 'a development server');
      for (const origin of [
        'https://www.example.com',
        'https://localhost.example.com',
        'http://localhost.example.com',
        'null',
      ])
        assert.equal(await launch(origin), 401, origin);
    } finally {
      await server.stop();
      await simulator.close();
    }
  });

  it('passes the tests of the guide with Playwright', async () => {
    const folder = await createApp('@playwright/test', 'hono', '@hono/node-server');
    await cp(join(snippets, 'quick-start'), folder, {recursive: true});
    await cp(join(snippets, 'guide/testing'), folder, {recursive: true});
    const hostPort = `${await findFreePort()}`;
    const simulatorPort = `${await findFreePort()}`;
    for (const name of ['server.mjs', 'playwright.config.mjs']) {
      const text = await readFile(join(folder, name), 'utf8');
      assert.match(text, /3000/, name);
      const changed = text.replaceAll('3000', hostPort).replaceAll('4000', simulatorPort);
      await writeFile(join(folder, name), changed);
    }
    // The Chromium of this machine.
    const {executablePath, args, env} = findChromium();
    const launchOptions = JSON.stringify({executablePath, args, env: {...env}});
    await writeFile(
      join(folder, 'installed.config.mjs'),
      `import config from './playwright.config.mjs';
       const use = {...config.use, launchOptions: ${launchOptions}};
       export default {
         ...config,
         use,
         testMatch: 'room.spec.mjs',
         workers: 1,
         timeout: 120_000,
         expect: {timeout: 60_000},
       };`,
    );
    const cli = join(folder, 'node_modules/@playwright/test/cli.js');
    await runCommand([process.execPath, cli, 'test', '--config', 'installed.config.mjs'], {
      cwd: folder,
    });
  });
});
