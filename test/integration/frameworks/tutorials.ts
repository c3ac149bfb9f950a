import assert from 'node:assert/strict';
import {cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser, Page} from '@playwright/test';
import {findFreePort} from '../../support/free-port.js';
import {launchChromium} from '../../support/launch-chromium.js';
import {runCommand, startServer} from '../../support/processes.js';
import {HERE} from './apps.js';
import {expect} from './visit.js';

/*
 * Follows the tutorials of the documentation with their files: the page and the server of the quick
 * start, and the React app. It uses the packages that are installed here, and free ports.
 */

const FOLDER = join(HERE, '.build/tutorials');
const SNIPPETS = join(HERE, '../../../docs/snippets');
const CLI = join(HERE, 'node_modules/kaltura-room/dist/cli/kaltura-room.js');
const node = process.execPath;

type Env = Readonly<Record<string, string>>;
type Stop = () => Promise<void>;

const readSnippet = (path: string) => readFileSync(join(SNIPPETS, path), 'utf8');

/** Returns a text with one value replaced. It throws if the text does not contain the value. */
function replaceValue(text: string, value: string, replacement: string): string {
  assert.ok(text.includes(value), `the snippet must contain ${value}`);
  return text.replace(value, replacement);
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

/** Copies the quick start into a folder, and starts its server at a free port. */
async function startQuickStart(folder: string, env: Env, stops: Stop[]): Promise<string> {
  const port = `${await findFreePort()}`;
  cpSync(join(SNIPPETS, 'quick-start'), folder, {recursive: true});
  const code = replaceValue(readSnippet('quick-start/server.mjs'), 'port: 3000', `port: ${port}`);
  writeFileSync(join(folder, 'server.mjs'), code);
  const url = `http://localhost:${port}`;
  const {stop} = await startServer([node, 'server.mjs'], {url, env, cwd: folder, readyText: url});
  stops.push(stop);
  return url;
}

/** Defines a test for each tutorial. */
export function describeTutorials(): void {
  describe('tutorials', () => {
    let browser: Browser;
    let page: Page;
    let env: Env;
    const stops: Stop[] = [];

    before(async () => {
      rmSync(FOLDER, {recursive: true, force: true});
      mkdirSync(FOLDER, {recursive: true});
      browser = await launchChromium();
    });
    after(() => browser.close());
    beforeEach(async () => {
      page = await browser.newPage();
      env = await startSimulator(stops);
    });
    afterEach(async () => {
      await page.close();
      for (const stop of stops.splice(0).reverse()) await stop();
    });

    it('the quick start opens a room, and creates another', async () => {
      const folder = join(FOLDER, 'quick-start');
      mkdirSync(folder);
      symlinkSync(join(HERE, 'node_modules'), join(folder, 'node_modules'));
      await page.goto(await startQuickStart(folder, env, stops));
      const room = page.frameLocator('kaltura-room iframe');
      await expect(room.getByRole('heading', {level: 1})).toHaveText('Town hall');
      await page.getByLabel('Room name').fill('Ours');
      await page.getByRole('button', {name: 'Create room'}).click();
      await expect(room.getByRole('heading', {level: 1})).toHaveText('Ours');
    });

    it('the React app opens a room, and shows its state', async () => {
      const scaffold = join(HERE, 'node_modules/create-vite/index.js');
      const options = ['--template', 'react', '--no-interactive'];
      await runCommand([node, scaffold, 'rooms', ...options], {cwd: FOLDER});
      const folder = join(FOLDER, 'rooms');
      const server = await startQuickStart(folder, env, stops);
      const config = readSnippet('frameworks/react/vite.config.js');
      writeFileSync(join(folder, 'src/App.jsx'), readSnippet('frameworks/react/App.jsx'));
      writeFileSync(
        join(folder, 'vite.config.js'),
        replaceValue(config, 'http://localhost:3000', server),
      );
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
    });
  });
}
