import {expect, test} from '@playwright/test';

test('Jane moderates the town hall', async ({page}) => {
  await page.goto('/');
  const room = page.frameLocator('kaltura-room iframe');
  await expect(room.getByRole('heading', {level: 1})).toHaveText(
    'Town hall',
  );
  await expect(
    room.getByText('Room moderator', {exact: true}),
  ).toBeVisible();
});

test('a new room replaces the town hall', async ({page}) => {
  await page.goto('/');
  await page.getByLabel('Room name').fill('Design review');
  await page.getByRole('button', {name: 'Create room'}).click();
  const room = page.frameLocator('kaltura-room iframe');
  await expect(room.getByRole('heading', {level: 1})).toHaveText(
    'Design review',
  );
});

test('a guest who is not invited reads why', async ({page}) => {
  await page.route('**/api/kaltura/token', route =>
    route.fulfill({
      status: 403,
      json: {
        success: false,
        errorCode: 'access-denied',
        error: 'Jane is not invited',
      },
    }),
  );
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText(
    'You do not have access',
  );
});
