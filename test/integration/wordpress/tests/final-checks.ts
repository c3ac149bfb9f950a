import assert from 'node:assert/strict';
import type {WordPressTest} from '../wordpress-test.js';
import {prepareCreation} from './room-creation.js';

/** Log lines of failures that other tests cause. */
const EXPECTED_FAILURES =
  /create-room failed: Out of order|userId of authorize\(\) must be a Kaltura user ID/;

/** Checks after all other tests. The last one deletes the plugin. */
export const finalChecks: readonly WordPressTest[] = [
  {
    name: 'no response, log, file or table contains the admin secret',
    async run({site, simulator, getResponses}) {
      const {adminSecret} = simulator;
      const responses = await getResponses();
      assert.ok(
        responses.some(response => response.includes('djJ8')),
        'the tests must have recorded a KS',
      );
      assert.ok(!responses.some(response => response.includes(adminSecret)));
      const log = site.readLog();
      assert.ok(!log.includes(adminSecret));
      assert.doesNotMatch(log, /djJ8/);
      const storedData = site.readStoredData();
      assert.ok(storedData.length > 10);
      assert.ok(!storedData.some(content => content.includes(adminSecret)));
    },
  },
  {
    name: 'the simulator has rejected no request of the tests',
    async run({refusals}) {
      assert.deepEqual(refusals, []);
    },
  },
  {
    name: 'the plugin causes no PHP warnings',
    async run({site}) {
      const lines = site.readLog().split('\n');
      assert.deepEqual(
        lines.filter(line => /plugins|kaltura-room:/.test(line) && !EXPECTED_FAILURES.test(line)),
        [],
      );
    },
  },
  {
    name: 'the deleted plugin leaves no data',
    async run(context) {
      const {site, openPage} = context;
      const page = await openPage('author');
      const create = await prepareCreation(context, page);
      await create({name: 'Last'}, 'the-last-key');
      await page.close();
      const entries = JSON.parse(await site.runScript('find_plugin_data')) as string[];
      assert.ok(entries.some(entry => entry.includes('kaltura_room_once_')));
      assert.equal(await site.runScript('uninstall'), 'false');
      assert.deepEqual(JSON.parse(await site.runScript('find_plugin_data')), []);
    },
  },
];
