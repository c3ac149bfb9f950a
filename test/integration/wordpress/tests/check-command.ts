import {join} from 'node:path';
import {runCommand} from '../../../support/processes.js';
import {ROOMS_ROUTE, TOKEN_ROUTE, fetchHeaders, type WordPressTest} from '../wordpress-test.js';

const CLI = join(import.meta.dirname, '../../../../dist/cli/kaltura-room.js');

export const checkCommandTests: readonly WordPressTest[] = [
  {
    name: '`npx kaltura-room check` finds no errors in the routes',
    async run({site, simulator, openPage}) {
      const page = await openPage('editor');
      const headers = await fetchHeaders(page, site.pages['shortcode']!);
      const cookies = await page.context().cookies(site.url);
      const cookie = cookies.map(({name, value}) => `${name}=${value}`).join('; ');
      await runCommand(
        [
          process.execPath,
          CLI,
          'check',
          `${site.url}${TOKEN_ROUTE}`,
          '--room-id',
          '1_townhall',
          '--kaf-url',
          simulator.url,
          ...Object.entries({...headers, Cookie: cookie}).flatMap(([name, value]) => [
            '--header',
            `${name}: ${value}`,
          ]),
          '--create-url',
          `${site.url}${ROOMS_ROUTE}`,
          '--create',
        ],
        {
          env: {
            KALTURA_ADMIN_SECRET: simulator.adminSecret,
            KALTURA_PARTNER_ID: `${simulator.partnerId}`,
          },
        },
      ).catch((error: Error & {stdout?: string}) => {
        throw new Error(error.stdout || error.message);
      });
      await page.close();
    },
  },
];
