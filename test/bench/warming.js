// @ts-check
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium, firefox} from '@playwright/test';
import {findChromium, findFirefox} from '../support/browsers.js';
import {printTable} from './format.js';
import {startSite} from './site.js';

const FRAME = '<iframe id="room"></iframe>';

/** Ways to open a connection to KAF before the frame needs it. */
const WAYS = {
  nothing: '',
  'preconnect in the page': '<link rel="preconnect" href="{kaf}">',
  'preconnect in a sandboxed frame': `<iframe hidden sandbox srcdoc="<link rel='preconnect' href='{kaf}'>"></iframe>`,
};

/**
 * Measures and prints whether the frame uses a connection that the page opened early. Some browsers
 * keep the connections of a page and of a frame apart.
 */
export async function benchWarming() {
  const rows = await measureWarming();
  console.log('Connections to KAF that the page opens early:\n');
  printTable(rows);
  return rows;
}

async function measureWarming() {
  const site = await startSite(
    Object.fromEntries(Object.entries(WAYS).map(([way, markup]) => [way, markup + FRAME])),
  );
  const profiles = mkdtempSync(join(tmpdir(), 'kaltura-room-bench-'));
  const {executablePath, args, env} = findChromium();
  const firefoxPath = findFirefox();
  const rows = [];
  try {
    const browsers = {
      // Chromium opens connections early only in a persistent profile with background networking.
      Chromium: () =>
        chromium.launchPersistentContext(join(profiles, 'chromium'), {
          executablePath,
          // An early connection ignores `ignoreHTTPSErrors`.
          args: [...args, '--ignore-certificate-errors'],
          env: {...process.env, ...env},
          ignoreDefaultArgs: ['--disable-background-networking'],
          ignoreHTTPSErrors: true,
        }),
      ...(firefoxPath && {
        Firefox: () =>
          firefox.launchPersistentContext(join(profiles, 'firefox'), {
            ...{executablePath: firefoxPath, channel: 'moz-firefox', ignoreHTTPSErrors: true},
            firefoxUserPrefs: {'network.http.speculative-parallel-limit': 6},
          }),
      }),
    };
    for (const [name, launch] of Object.entries(browsers)) {
      const context = await launch();
      for (const way of Object.keys(WAYS)) {
        const before = site.countConnections();
        site.takeRequests();
        const page = await context.newPage();
        await page.goto(`${site.url}/${encodeURIComponent(way)}`);
        // An early connection to this machine opens well within this time.
        await page.waitForTimeout(1000);
        const early = site.countConnections() - before;
        await page.evaluate(kaf => {
          const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('#room'));
          frame.contentWindow?.location.replace(`${kaf}/room`);
        }, site.kafUrl);
        await page.frameLocator('#room').locator('script').waitFor({state: 'attached'});
        const frame = site.takeRequests().find(({destination}) => destination === 'iframe');
        const isUsed = early > 0 && (frame?.connection ?? Infinity) <= before + early;
        rows.push({browser: name, way, 'opened early': early, 'used by the frame': isUsed});
        await page.close();
        site.closeIdleConnections();
      }
      await context.close();
    }
    return rows;
  } finally {
    await site.close();
    rmSync(profiles, {recursive: true, force: true, maxRetries: 5});
  }
}
