import assert from 'node:assert/strict';
import type {Row} from '../row.js';
import {creator} from './creating.js';

/** The failures that tests have made. */
const EXPECTED =
  /create-room failed: Out of order|userId of authorize\(\) must be a Kaltura user ID/;

/** What must be nowhere, and what must be gone. */
export const leavingNothing: readonly Row[] = [
  [
    'the admin secret is in no answer, no log, no file and no table, and Kaltura refused nobody',
    async ({site, simulator, received, refusals}) => {
      const {adminSecret} = simulator;
      const answers = await received();
      assert.ok(answers.some(answer => answer.includes('djJ8')));
      assert.deepEqual(
        answers.filter(answer => answer.includes(adminSecret)),
        [],
      );
      const log = site.log();
      assert.ok(!log.includes(adminSecret));
      assert.doesNotMatch(log, /djJ8/);
      const files = site.kept();
      assert.ok(files.length > 10);
      assert.ok(files.every(content => !content.includes(adminSecret)));
      assert.deepEqual(refusals, []);
    },
  ],
  [
    'PHP has nothing to complain of in the plugin',
    async ({site}) => {
      const lines = site.log().split('\n');
      assert.deepEqual(
        lines.filter(line => /plugins|kaltura-room:/.test(line) && !EXPECTED.test(line)),
        [],
      );
    },
  ],
  [
    'an administrator is told which setting is missing, and nobody else is',
    async world => {
      for (const [person, told] of [
        ['ada', true],
        ['eddi', false],
      ] as const) {
        const page = await world.as(person);
        await world.site.set('KALTURA_ROOM_KAF_URL', '');
        await page.goto('/wp-admin/profile.php');
        const notice = page.getByText(
          'Kaltura room: define KALTURA_ROOM_KAF_URL in wp-config.php.',
        );
        assert.equal(await notice.isVisible(), told);
        await page.close();
      }
      await world.site.set('KALTURA_ROOM_KAF_URL', world.simulator.url);
    },
  ],
  [
    'the plugin, once deleted, has left nothing',
    async world => {
      const {site} = world;
      const page = await world.as('alex');
      await (
        await creator(world, page)
      )({name: 'Last'}, 'the-last-key');
      await page.close();
      const before = JSON.parse(await site.ask('traces')) as string[];
      assert.ok(before.some(trace => trace.includes('kaltura_room_once_')));
      assert.equal(await site.ask('uninstall'), 'false');
      assert.deepEqual(JSON.parse(await site.ask('traces')), []);
    },
  ],
];
