import {join} from 'node:path';
import {run} from '../processes.js';
import {headersOn, ROUTES, type Row} from '../row.js';

const PROGRAM = join(import.meta.dirname, '../../../dist/cli/kaltura-room.js');

/** What `npx kaltura-room check` says of the routes. */
export const checking: readonly Row[] = [
  [
    '`npx kaltura-room check` finds nothing wrong',
    async world => {
      const {site, simulator} = world;
      const page = await world.as('eddi');
      const headers = await headersOn(page, site.pages['shortcode']!);
      const cookies = await page.context().cookies(site.url);
      const cookie = cookies.map(({name, value}) => `${name}=${value}`).join('; ');
      const given = Object.entries({...headers, Cookie: cookie});
      await run(
        [
          ...[process.execPath, PROGRAM, 'check', `${site.url}${ROUTES}/token`],
          ...['--room-id', '1_townhall', '--kaf-url', simulator.url],
          ...given.flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
          ...['--create-url', `${site.url}${ROUTES}/rooms`, '--create'],
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
  ],
];
