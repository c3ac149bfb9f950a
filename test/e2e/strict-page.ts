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
  /** Errors and violations of the page since its first line. */
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
      await page.addInitScript(reportComplaints);
      await use(complaints);
    },
    {auto: true},
  ],
});

/** Reports violations. It runs first in the page and in each of its frames. */
function reportComplaints(): void {
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
 * Holds the next request for a URL that `matches` accepts.
 * @returns a function that waits for the request and resolves with its release
 */
export async function holdRequest(page: Page, matches: (url: URL) => boolean) {
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
