import assert from 'node:assert/strict';
import {expect, isOpen, join, settled, shown, type Row} from '../visit.js';

/** What is so where React takes over what it has rendered on a server. */
export const next: readonly Row[] = [
  {
    name: 'the server answers with both elements in the page, as they are written',
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
    // https://github.com/facebook/react/issues/35446: no longer so, the README may say less.
    name: 'of an element of the server, React drops listeners and objects; a ref hears',
    check: async visit => {
      const {page, host, noise} = visit;
      const answer = await page.goto(`${host.url}/hydrated`);
      assert.equal(answer?.status(), 200);
      await expect(page.locator('body')).toHaveAttribute('data-is-hydrated');
      await page.getByRole('button', {name: 'Join'}).click();
      await isOpen(visit, 'Town hall');
      await expect(page.locator('body')).toContainText('heard by a ref');
      await expect(page.locator('body')).not.toContainText('heard by a prop');
      assert.equal(host.tokens[0]?.headers.get('x-app'), null);
      assert.deepEqual(noise, []);
    },
  },
  {
    name: 'with `ssr: false`, listeners and objects are as in React alone',
    check: async visit => {
      await join(visit, '/client');
      await shown(visit, 'ready').toHaveText('1');
      assert.equal(visit.host.tokens[0]?.headers.get('x-app'), 'next');
      await settled(visit);
      assert.deepEqual(visit.noise, []);
    },
  },
];
