import type {Page} from '@playwright/test';
import {expect, waitForRoom, test as base} from './set-up.js';

/** In `playwright.config.ts`, the browsers of this file block storage and cookies in frames of other sites. */
const test = base.extend({
  page: async ({page, isPacked}, use) => {
    if (isPacked) await blockCookies(page);
    await use(page);
  },
});

// One worker runs the file, so that one browser starts for it.
test.describe.configure({mode: 'default'});

for (const authMode of ['ks', 'lti-1.1', 'lti-1.3'] as const)
  test.describe(`a browser that blocks storage in frames (authMode ${authMode})`, () => {
    test.use({demoOptions: {authMode}});
    test('opens the room, and the status says so', async ({page, demo}) => {
      await page.goto(demo.url);
      await page.getByRole('button', {name: 'Join the room'}).click();
      const room = await waitForRoom(page);
      await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
      const hasAccess = await room.locator('body').evaluate(() => document.hasStorageAccess());
      expect(hasAccess).toBe(false);
      // The room announces this after the first message of the frame.
      await expect(page.getByRole('status').filter({hasText: 'The room is open.'})).toBeAttached();
    });
  });

/**
 * Blocks cookies in frames of other sites. The packed Chromium ignores the switch of the other Chromium, and has
 * none that blocks `localStorage`. A frame in another process is a target with its own controls.
 */
async function blockCookies(page: Page): Promise<void> {
  const params = {
    enableThirdPartyCookieRestriction: true,
    // Chromium 143 requires these two. Playwright's types are newer, and do not have them.
    disableThirdPartyCookieMetadata: true,
    disableThirdPartyCookieHeuristics: true,
  };
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCookieControls', params);
  const messages = [
    {id: 1, method: 'Network.enable'},
    {id: 2, method: 'Network.setCookieControls', params},
    {id: 3, method: 'Runtime.runIfWaitingForDebugger'},
  ].map(message => JSON.stringify(message));
  session.on('Target.attachedToTarget', ({sessionId}) => {
    for (const message of messages)
      void session.send('Target.sendMessageToTarget', {sessionId, message});
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: false,
  });
}
