import assert from 'node:assert/strict';
import {expect, waitForRoom, type WordPressTest} from '../wordpress-test.js';

interface EditorData {
  select(store: string): {getEditedPostContent(): string};
}

export const blockEditorTests: readonly WordPressTest[] = [
  {
    name: 'an editor adds the block to a page, publishes it, and joins the room',
    async run({openPage}) {
      const page = await openPage('editor');
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(error.message));
      await page.goto('/wp-admin/post-new.php?post_type=page');
      // The editor shows a welcome dialog on the first visit.
      await page.getByRole('dialog').getByRole('button', {name: 'Close dialog'}).click();
      await page.getByRole('textbox', {name: 'Add title'}).fill('Stand-up');
      await page.getByRole('button', {name: 'Toggle block inserter'}).click();
      await page.getByRole('searchbox', {name: 'Search for blocks and patterns'}).fill('kaltura');
      await page.getByRole('option', {name: 'Kaltura room'}).click();
      const field = page.getByRole('textbox', {name: 'Room ID'});
      const help = page.getByText('Room ID must be an ID such as 1_abcd1234.');
      await expect(help).toBeHidden();
      await field.fill('Stand-up');
      await expect(help).toBeVisible();
      await field.fill(' “1_standup0” ');
      await expect(help).toBeHidden();
      await page.getByRole('button', {name: 'Publish', exact: true}).click();
      const panel = page.getByRole('region', {name: 'Editor publish'});
      await panel.getByRole('button', {name: 'Publish', exact: true}).click();
      const link = panel.getByRole('link', {name: 'View Page'});
      await link.waitFor();
      const content = await page.evaluate(() => {
        const {data} = (window as unknown as {wp: {data: EditorData}}).wp;
        return data.select('core/editor').getEditedPostContent();
      });
      assert.equal(content, '<!-- wp:kaltura-room/room {"roomId":"1_standup0"} /-->');
      await page.goto((await link.getAttribute('href')) ?? '');
      const room = await waitForRoom(page);
      await expect(room.getByRole('heading', {name: 'Daily stand-up'})).toBeVisible();
      assert.deepEqual(errors, []);
      await page.close();
    },
  },
];
