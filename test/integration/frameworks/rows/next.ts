import assert from 'node:assert/strict';
import {expect, expectOutput, openPage, waitForIdle, waitForRoom, type Row} from '../visit.js';

/** Tests of server rendering and hydration with React. */
export const next: readonly Row[] = [
  {
    name: 'the server renders both elements with their attributes',
    check: async ({host}) => {
      const answer = await fetch(host.url);
      const page = await answer.text();
      assert.equal(answer.status, 200, page);
      const attributes = 'room-id="1_townhall" token-url="/api/kaltura/token" room-moderator=""';
      assert.ok(page.includes(`<kaltura-room ${attributes}></kaltura-room>`), page);
      assert.ok(page.includes('<kaltura-room-creator create-url="/api/kaltura/rooms">'), page);
    },
  },
  {
    // The README documents this bug: https://github.com/facebook/react/issues/35446
    name: 'React does not hydrate listeners and objects, and a ref works instead',
    check: async visit => {
      const {page, host, noise} = visit;
      const answer = await page.goto(`${host.url}/hydrated`);
      assert.equal(answer?.status(), 200);
      await expect(page.locator('body')).toHaveAttribute('data-is-hydrated');
      await page.getByRole('button', {name: 'Join'}).click();
      await waitForRoom(visit, 'Town hall');
      await expect(page.locator('body')).toContainText('heard by a ref');
      await expect(page.locator('body')).not.toContainText('heard by a prop');
      assert.equal(host.tokens[0]?.headers.get('x-app'), null);
      assert.deepEqual(noise, []);
    },
  },
  {
    name: 'with `ssr: false`, listeners and objects work',
    check: async visit => {
      await openPage(visit, '/client');
      await expectOutput(visit, 'ready').toHaveText('1');
      assert.equal(visit.host.tokens[0]?.headers.get('x-app'), 'next');
      await waitForIdle(visit);
      assert.deepEqual(visit.noise, []);
    },
  },
];
