import {test as base, type Page} from '@playwright/test';
import type {Simulator} from '../../src/simulator/index.js';
import {startSite, type StrictOptions} from './strict-site.js';

export type {StrictOptions};

interface StrictPage {
  readonly url: string;
  readonly simulator: Simulator;
}

export const test = base.extend<{
  strict: StrictOptions;
  site: StrictPage;
  /** All that the browser complains of, from the first line of the page on. */
  complaints: string[];
}>({
  strict: [{}, {option: true}],
  site: async ({strict}, use) => {
    const {close, ...site} = await startSite(strict);
    await use(site);
    await close();
  },
  complaints: [
    async ({page}, use) => {
      const complaints: string[] = [];
      page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', ({message}) => complaints.push(message));
      await page.exposeFunction('complain', (text: string) => complaints.push(text));
      await page.addInitScript(hear);
      await use(complaints);
    },
    {auto: true},
  ],
});

/** In the page and in every frame of it, before anything else. */
function hear(): void {
  const {complain} = window as unknown as {complain: (text: string) => void};
  document.addEventListener(
    'securitypolicyviolation',
    ({effectiveDirective, blockedURI}) => complain(`${effectiveDirective} blocks ${blockedURI}`),
    true,
  );
  if ('ReportingObserver' in self)
    new ReportingObserver(
      reports => {
        for (const report of reports) complain(JSON.stringify(report));
      },
      {buffered: true},
    ).observe();
}

/**
 * Holds the next request for what `matches` until it is told to let it go.
 * @returns what waits for the request, and then lets go of it
 */
export async function hold(page: Page, matches: (url: URL) => boolean) {
  let arrived: (go: () => void) => void;
  const request = new Promise<() => void>(resolve => (arrived = resolve));
  await page.route(
    matches,
    async route => {
      await new Promise<void>(go => arrived(go));
      await route.continue();
    },
    {times: 1},
  );
  return () => request;
}
