import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Browser, Page} from '@playwright/test';
import {findFreePort} from '../../support/free-port.js';
import {HERE} from './apps.js';
import {runCommand, startServer} from '../../support/processes.js';
import {expect} from './visit.js';

/*
 * Follows the tutorials of the README with their code: the page and the server in thirty lines, and the
 * React app. It uses the packages that are installed here, and free ports.
 */

const FOLDER = join(HERE, '.build/readme');
const CLI = join(HERE, 'node_modules/kaltura-room/dist/cli/kaltura-room.js');
const node = process.execPath;

type Env = Readonly<Record<string, string>>;
type Stop = () => Promise<void>;

/** Returns the text of the README between a heading and the next heading of any level. */
function readSection(heading: string): string {
  const readme = readFileSync(join(HERE, '../../../README.md'), 'utf8');
  const from = readme.indexOf(`\n${heading}\n`);
  assert.ok(from >= 0, `README.md must have ${heading}`);
  const [, text = ''] = readme.slice(from + 1).split(/^#+ .*\n/m);
  return text;
}

/** Returns the code blocks of a text by the first file name in the sentence before each block. */
function parseCodeBlocks(text: string): Map<string, string> {
  const found = text.matchAll(/^(?:.*?`([\w./]+\.\w+)`.*:\n\n)?```\w+\n([^]*?)^```$/gm);
  return new Map(Array.from(found, ([, name = '', code = '']) => [name || code.trim(), code]));
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), text);
  }
}

/** Starts the simulator. Returns the environment variables that it prints. */
async function startSimulator(stops: Stop[]): Promise<Env> {
  const port = `${await findFreePort()}`;
  const url = `http://127.0.0.1:${port}/version`;
  const command = [node, CLI, 'simulate', '--port', port];
  const {stop, getOutput} = await startServer(command, {url, cwd: FOLDER, readyText: 'Ctrl-C'});
  stops.push(stop);
  const printed = getOutput().matchAll(/^export (\w+)=(.*)$/gm);
  return Object.fromEntries(Array.from(printed, ([, name = '', value = '']) => [name, value]));
}

/** Writes the server of the README into a folder, and starts it at a free port. */
async function startExample(folder: string, env: Env, stops: Stop[]): Promise<string> {
  const part = readSection('## In thirty lines');
  const code = parseCodeBlocks(part).get('server.mjs') ?? '';
  const port = `${await findFreePort()}`;
  assert.match(code, /port: 3000/);
  writeFiles(folder, {'server.mjs': code.replace('port: 3000', `port: ${port}`)});
  const url = `http://localhost:${port}`;
  const {stop} = await startServer([node, 'server.mjs'], {url, env, cwd: folder, readyText: url});
  stops.push(stop);
  return url;
}

/** The tutorials by name. `npm run test:frameworks -- readme` runs only these. */
export const recipes: Readonly<
  Record<string, (page: Page, env: Env, stops: Stop[]) => Promise<void>>
> = {
  async 'the page and the server in thirty lines create and open a room'(page, env, stops) {
    const folder = join(FOLDER, 'thirty');
    const html = parseCodeBlocks(readSection('## In thirty lines')).get('public/index.html') ?? '';
    writeFiles(folder, {'public/index.html': html});
    symlinkSync(join(HERE, 'node_modules'), join(folder, 'node_modules'));
    await page.goto(await startExample(folder, env, stops));
    await page.getByLabel('Room name').fill('Ours');
    await page.getByRole('button', {name: 'Create room'}).click();
    const room = page.frameLocator('kaltura-room iframe');
    await expect(room.getByRole('heading', {level: 1})).toHaveText('Ours');
  },

  async 'the React app opens a room, and shows its state'(page, env, stops) {
    const part = readSection('### A React app, from nothing');
    const [create = '', enter, install] = (/```sh\n([^]*?)```/.exec(part)?.[1] ?? '').split('\n');
    assert.match(create, /^npm create vite@latest rooms -- --template react --no-interactive$/);
    assert.equal(enter, 'cd rooms');
    for (const name of install?.replace('npm install ', '').split(' ') ?? [])
      assert.ok(readFileSync(join(HERE, 'node_modules', name, 'package.json')), name);
    const scaffold = join(HERE, 'node_modules/create-vite/index.js');
    await runCommand([node, scaffold, 'rooms', ...create.split(' ').slice(5)], {cwd: FOLDER});
    const folder = join(FOLDER, 'rooms');
    const server = await startExample(folder, env, stops);
    const files = Object.fromEntries(parseCodeBlocks(part));
    assert.match(files['vite.config.js'] ?? '', /http:\/\/localhost:3000/);
    writeFiles(folder, {
      'src/App.jsx': files['src/App.jsx'] ?? '',
      'vite.config.js': (files['vite.config.js'] ?? '').replace('http://localhost:3000', server),
    });
    const port = `${await findFreePort()}`;
    const url = `http://localhost:${port}`;
    const vite = [node, join(HERE, 'node_modules/vite/bin/vite.js')];
    const dev = await startServer([...vite, '--port', port, '--strictPort'], {url, cwd: folder});
    stops.push(dev.stop);
    await page.goto(url);
    await expect(page.locator('main > p')).toHaveText('The room is open.');
    const room = page.frameLocator('kaltura-room iframe');
    await expect(room.getByRole('heading', {level: 1})).toHaveText('Town hall');
    await expect(room.getByText('Room moderator', {exact: true})).toBeVisible();
    await runCommand([...vite, 'build', '--logLevel', 'warn'], {
      cwd: folder,
      env: {NODE_ENV: 'production'},
    });
  },
};

/** Follows each tutorial in a browser. */
export async function followReadme(browser: Browser): Promise<{passed: number; failed: number}> {
  rmSync(FOLDER, {recursive: true, force: true});
  mkdirSync(FOLDER, {recursive: true});
  const counts = {passed: 0, failed: 0};
  for (const [name, follow] of Object.entries(recipes)) {
    const stops: Stop[] = [];
    const page = await browser.newPage();
    try {
      await follow(page, await startSimulator(stops), stops);
      counts.passed++;
      console.log(`✔ ${name}`);
    } catch (error) {
      counts.failed++;
      console.error(`✖ ${name}\n`, error);
    } finally {
      await page.close();
      for (const stop of stops.reverse()) await stop();
    }
  }
  return counts;
}
