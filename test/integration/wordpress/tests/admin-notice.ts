import assert from 'node:assert/strict';
import type {WordPressTest} from '../wordpress-test.js';

export const adminNoticeTests: readonly WordPressTest[] = [
  {
    name: 'only administrators see which setting is missing',
    async run({site, simulator, openPage}) {
      await site.setConstant('KALTURA_ROOM_KAF_URL', '');
      for (const {user, isVisible} of [
        {user: 'administrator', isVisible: true},
        {user: 'editor', isVisible: false},
      ] as const) {
        const page = await openPage(user);
        await page.goto('/wp-admin/profile.php');
        const notice = page.getByText(
          'Kaltura room: define KALTURA_ROOM_KAF_URL in wp-config.php.',
        );
        assert.equal(await notice.isVisible(), isVisible);
        await page.close();
      }
      await site.setConstant('KALTURA_ROOM_KAF_URL', simulator.url);
    },
  },
];
