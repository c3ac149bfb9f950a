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
  /** Violations of policies, console messages and errors of the page since its first line. */
  reports: string[];
}>({
  strict: [{}, {option: true}],
  site: async ({strict}, use) => {
    const {close, ...site} = await startSite(strict);
    await use(site);
    await close();
  },
  reports: [
    async ({page}, use) => {
      const reports: string[] = [];
      page.on('console', message => reports.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', ({message}) => reports.push(message));
      await page.exposeFunction('recordReport', (text: string) => reports.push(text));
      await page.addInitScript(observeViolations);
      await use(reports);
    },
    {auto: true},
  ],
});

/** Records violations. It runs first in the page and in each of its frames. */
function observeViolations(): void {
  const {recordReport} = window as unknown as {recordReport: (text: string) => void};
  document.addEventListener(
    'securitypolicyviolation',
    ({effectiveDirective, blockedURI}) =>
      recordReport(`${effectiveDirective} blocks ${blockedURI}`),
    true,
  );
  if ('ReportingObserver' in self)
    new ReportingObserver(
      reports => {
        for (const report of reports) recordReport(JSON.stringify(report));
      },
      {buffered: true},
    ).observe();
}

/** A request that waits until the test releases it. */
interface HeldRequest {
  /** Resolves when the page sends the request. */
  readonly arrived: Promise<void>;
  readonly release: () => void;
}

/** Holds the next request for a URL that `matches` accepts. */
export async function holdRequest(
  page: Page,
  matches: (url: URL) => boolean,
): Promise<HeldRequest> {
  let [arrive, release] = [() => {}, () => {}];
  const arrived = new Promise<void>(resolve => (arrive = resolve));
  const released = new Promise<void>(resolve => (release = resolve));
  await page.route(
    matches,
    async route => {
      arrive();
      await released;
      await route.continue();
    },
    {times: 1},
  );
  return {arrived, release};
}
