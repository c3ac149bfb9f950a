import type {Locator} from '@playwright/test';
import {expect, inRoom, test} from './set-up.js';

/** What a person's pointer or focus does before they join. */
const INTENTS: Record<string, (join: Locator) => Promise<void>> = {
  'a pointer comes near': join => join.hover(),
  'the focus comes': join => join.focus(),
};

test('a person who is about to join again and again without a network opens the room once there is one', async ({
  page,
  context,
  demo,
}) => {
  await page.goto(demo.url);
  const join = page.getByRole('button', {name: 'Join the room'});
  await expect(join).toBeVisible();
  await context.setOffline(true);
  for (const {} of [1, 2, 3, 4, 5]) {
    await join.hover();
    await page.mouse.move(0, 0);
  }
  await context.setOffline(false);
  const addresses: string[] = [];
  page.on('request', request => void addresses.push(request.url()));
  await join.click();
  await inRoom(page);
  expect(addresses.filter(address => address.includes('?again='))).toEqual([]);
});

for (const [intent, show] of Object.entries(INTENTS))
  test(`where ${intent}, what opens the room is loaded, and nothing asked for`, async ({
    page,
    demo,
    requests,
    noise,
  }) => {
    const parts: string[] = [];
    page.on('requestfinished', request => {
      const part = /\/(opening|schemas)\.js$/.exec(request.url())?.[1];
      if (part) parts.push(part);
    });
    await page.goto(demo.url);
    const join = page.getByRole('button', {name: 'Join the room'});
    await expect(join).toBeVisible();
    expect(parts).toEqual([]);
    await show(join);
    await expect.poll(() => parts.toSorted()).toEqual(['opening', 'schemas']);
    expect(requests).toEqual([]);
    await join.click();
    await inRoom(page);
    expect(parts).toHaveLength(2);
    expect(noise).toEqual([]);
  });
