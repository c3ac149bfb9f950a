import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {authModes} from '../../demo/auth-modes.js';
import {createBackend} from '../../demo/backend.js';
import {startSimulator} from '../../src/simulator/index.js';
import {findChromium} from '../support/browsers.js';
import {killGroup} from '../support/kill-group.js';
import {expect, onlyChromium, test as base} from './set-up.js';
import {serveFetch} from '../support/serve-fetch.js';

/*
 * A page that Chromium prerenders. Playwright disables prerendering, so the test starts Chromium
 * itself, and the pages report to the server of the test.
 */

/** The name of an event in a page, and whether the browser was prerendering the page then. */
interface Report {
  readonly what: string;
  readonly isPrerendering: boolean;
}

/** The page before. It opens the room's page once the server says that it is prerendered. */
const FIRST_PAGE = `<!doctype html><html lang="en"><title>First</title>
  <script type="speculationrules">
    {"prerender": [{"source": "list", "urls": ["/room"], "eagerness": "immediate"}]}
  </script>
  <script type="module">
    await fetch('/prerendered');
    sessionStorage.setItem('kaltura-room-creator:draft',
      JSON.stringify({edits: {name: 'Typed meanwhile'}, attempts: []}));
    location.href = '/room';
  </script></html>`;

const ROOM_PAGE = `<!doctype html><html lang="en"><title>Room</title>
  <kaltura-room room-id="1_townhall" token-url="/api/kaltura/token"></kaltura-room>
  <kaltura-room-creator create-url="/api/kaltura/rooms" draft-key="draft"></kaltura-room-creator>
  <script type="module">
    const report = what => fetch('/report', {
      method: 'POST',
      body: JSON.stringify({what, isPrerendering: Boolean(document.prerendering)}),
    });
    const room = document.querySelector('kaltura-room');
    for (const name of ['loading', 'ready', 'error', 'left', 'warning'])
      room.addEventListener('kaltura-room-' + name, () => report(name));
    await import('/cdn/kaltura-room.js');
    await room.updateComplete;
    const creator = document.querySelector('kaltura-room-creator');
    document.addEventListener('prerenderingchange', async () => {
      await creator.updateComplete;
      report('draft: ' + creator.shadowRoot.querySelector('[name=name]').value);
    });
    // After this report, the server lets the first page open this one.
    await report('loaded');
  </script></html>`;

interface Site {
  readonly url: string;
  readonly reports: readonly Report[];
  /** Returns the number of requests for a launch. */
  readonly countLaunches: () => number;
}

const test = base.extend<{site: Site}>({
  site: async ({}, use) => {
    const simulator = await startSimulator();
    const reports: Report[] = [];
    let launches = 0;
    let markPrerendered = () => {};
    const prerendered = new Promise<void>(resolve => (markPrerendered = resolve));
    const app = new Hono()
      .get('/', context => context.html(FIRST_PAGE))
      .get('/room', context => context.html(ROOM_PAGE))
      .get('/prerendered', async context => {
        await prerendered;
        return context.text('');
      })
      .post('/report', async context => {
        const report = await context.req.json<Report>();
        reports.push(report);
        if (report.what === 'loaded') markPrerendered();
        return context.text('');
      })
      .use('/api/kaltura/token', (_, next) => {
        launches++;
        return next();
      })
      .route('/', createBackend(await authModes.ks(simulator), 'moderator'))
      .use(
        '/cdn/*',
        serveStatic({root: 'dist/cdn', rewriteRequestPath: path => path.slice('/cdn'.length)}),
      );
    const server = await serveFetch(app.fetch);
    const url = `http://localhost:${server.port}`;
    await use({url, reports, countLaunches: () => launches});
    await server.close();
    await simulator.close();
  },
});

/** Opens `url` in a new Chromium with its own profile while `run` runs. */
async function withChromium(url: string, run: () => Promise<void>): Promise<void> {
  const {executablePath, args, env} = findChromium();
  const profile = mkdtempSync(join(tmpdir(), 'kaltura-room-profile-'));
  const browser = spawn(
    executablePath,
    [...args, '--headless=new', '--no-first-run', `--user-data-dir=${profile}`, url],
    // Debian's command is a script that starts Chromium. Both end with their process group.
    {env: {...process.env, ...env}, stdio: 'ignore', detached: process.platform !== 'win32'},
  );
  try {
    await run();
  } finally {
    const closed = new Promise(resolve => browser.once('close', resolve));
    killGroup(browser);
    await closed;
    rmSync(profile, {recursive: true, force: true, maxRetries: 5});
  }
}

test(
  'a prerendered room opens once, when the guest opens its page',
  onlyChromium,
  async ({site}) => {
    const {url, reports, countLaunches} = site;
    await withChromium(url, async () => {
      const getNames = () => reports.map(({what}) => what);
      await expect.poll(getNames, {timeout: 40_000}).toContain('ready');
      await expect.poll(getNames).toContain('draft: Typed meanwhile');
    });
    expect(reports.filter(({isPrerendering}) => isPrerendering)).toEqual([
      {what: 'loaded', isPrerendering: true},
    ]);
    const names = reports.map(({what}) => what).filter(what => !what.startsWith('draft'));
    expect(names).toEqual(['loaded', 'loading', 'ready']);
    expect(countLaunches()).toBe(1);
  },
);
