// @ts-check
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium, firefox} from '@playwright/test';
import {findChromium, findFirefox} from '../browsers.js';
import {startSite} from './site.js';

const FRAME = '<iframe id="room"></iframe>';

/** Ways to open a connection to KAF before the frame needs it. */
const WAYS = {
  nothing: '',
  'preconnect in the page': '<link rel="preconnect" href="{kaf}">',
  'preconnect in a sandboxed frame': `<iframe hidden sandbox srcdoc="<link rel='preconnect' href='{kaf}'>"></iframe>`,
};

/**
 * Whether a connection that was opened early is the one that the frame uses, by KAF's own count:
 * browsers keep those of a page and those of a frame apart, or do not.
 */
export async function warming() {
  const site = await startSite(
    Object.fromEntries(Object.entries(WAYS).map(([way, markup]) => [way, markup + FRAME])),
  );
  const profiles = mkdtempSync(join(tmpdir(), 'kaltura-room-bench-'));
  const {executablePath, args, env} = findChromium();
  const firefoxPath = findFirefox();
  const rows = [];
  try {
    const browsers = {
      // Private windows open nothing early, and neither does a browser without background networking.
      Chromium: () =>
        chromium.launchPersistentContext(join(profiles, 'chromium'), {
          executablePath,
          // What is opened early asks nobody whether it may trust a certificate.
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
        const before = site.connections();
        site.asked();
        const page = await context.newPage();
        await page.goto(`${site.url}/${encodeURIComponent(way)}`);
        // Long enough for a connection on this machine, or none comes.
        await page.waitForTimeout(1000);
        const early = site.connections() - before;
        await page.evaluate(kaf => {
          const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('#room'));
          frame.contentWindow?.location.replace(`${kaf}/room`);
        }, site.kafUrl);
        await page.frameLocator('#room').locator('script').waitFor({state: 'attached'});
        const asked = site.asked().find(({what}) => what.includes('/room'));
        const isUsed = early > 0 && (asked?.connection ?? Infinity) <= before + early;
        rows.push({browser: name, way, 'opened early': early, 'used by the frame': isUsed});
        await page.close();
        site.dropIdle();
      }
      await context.close();
    }
    return rows;
  } finally {
    await site.close();
    rmSync(profiles, {recursive: true, force: true, maxRetries: 5});
  }
}
