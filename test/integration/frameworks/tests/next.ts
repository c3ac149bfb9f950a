import assert from 'node:assert/strict';
import {docsTests} from './docs.js';
import {expect, expectOutput, openPage, waitForIdle, waitForRoom, type AppTest} from '../visit.js';

/** Tests of server rendering and hydration with React. */
export const nextTests: readonly AppTest[] = [
  {
    name: 'the server renders the tags of both components, with classes and slotted content',
    run: async ({host}) => {
      const answer = await fetch(host.url);
      const page = await answer.text();
      assert.equal(answer.status, 200, page);
      const content = '<p slot="loading">One moment…</p>';
      assert.ok(page.includes(`<kaltura-room class="room">${content}</kaltura-room>`), page);
      assert.ok(page.includes('<kaltura-room-creator></kaltura-room-creator>'), page);
    },
  },
  {
    name: 'the components get their properties and listeners before the first request',
    run: async visit => {
      await openPage(visit);
      await expectOutput(visit, 'ready').toHaveText('1');
      assert.equal(visit.host.tokenRequests.length, 1);
      assert.equal(visit.host.tokenRequests[0]?.headers.get('x-app'), 'next');
      await expect(visit.page.locator('#state')).toHaveText('ready');
      assert.deepEqual(visit.consoleMessages, []);
    },
  },
  {
    // The documentation mentions this bug: https://github.com/facebook/react/issues/35446
    name: 'React does not hydrate listeners and objects of tags, and a ref works instead',
    run: async visit => {
      const {page, host, consoleMessages} = visit;
      const answer = await page.goto(`${host.url}/hydrated`);
      assert.equal(answer?.status(), 200);
      await expect(page.locator('body')).toHaveAttribute('data-is-hydrated');
      await page.getByRole('button', {name: 'Join'}).click();
      await waitForRoom(visit, 'Town hall');
      await expect(page.locator('body')).toContainText('heard by a ref');
      await expect(page.locator('body')).not.toContainText('heard by a prop');
      assert.equal(host.tokenRequests[0]?.headers.get('x-app'), null);
      assert.deepEqual(consoleMessages, []);
    },
  },
  {
    name: 'with `ssr: false`, listeners and objects work',
    run: async visit => {
      await openPage(visit, '/client');
      await expectOutput(visit, 'ready').toHaveText('1');
      assert.equal(visit.host.tokenRequests[0]?.headers.get('x-app'), 'next');
      await waitForIdle(visit);
      assert.deepEqual(visit.consoleMessages, []);
    },
  },
];

/** Tests of the pages in the documentation. */
export const nextDocsTests: readonly AppTest[] = [
  ...docsTests,
  {
    name: 'a component in a server component opens the room',
    run: async visit => {
      await openPage(visit, '/server-component');
      await waitForIdle(visit);
      assert.equal(visit.host.tokenRequests.length, 1);
      assert.deepEqual(visit.consoleMessages, []);
    },
  },
];
