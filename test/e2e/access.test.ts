import type {Page} from '@playwright/test';
import type * as Script from '../../src/define.js';
import {expect, waitForRoom, onlyChromium, getRoomState, test} from './set-up.js';

const room = (page: Page) => page.locator('kaltura-room');
const button = (page: Page, name: string) => room(page).getByRole('button', {name, exact: true});

test("the script's own file takes other words, on the page already", async ({page, demo}) => {
  await page.goto(demo.url);
  await expect(button(page, 'Join the room')).toBeVisible();
  await page.evaluate(async () => {
    const {registerTranslation} = (await import(
      `${location.origin}/dist/cdn/kaltura-room.js`
    )) as typeof Script;
    registerTranslation('en', {room: {join: 'Enter the lobby'}});
    registerTranslation('nb', {room: {join: 'Bli med'}});
  });
  await expect(button(page, 'Enter the lobby')).toBeVisible();
  await room(page).evaluate(element => element.setAttribute('lang', 'nb'));
  await expect(button(page, 'Bli med')).toBeVisible();
  await room(page).evaluate(element => element.setAttribute('lang', 'de'));
  await expect(button(page, 'Dem Raum beitreten')).toBeVisible();
});

test('a language that cannot be had is English, sentence and all', async ({page, demo}) => {
  await page.route('**/languages/de.js', route => route.abort());
  await page.route('**/api/kaltura/token', route => route.fulfill({status: 403}));
  await page.goto(demo.url);
  await page.evaluate(() => (document.documentElement.lang = 'de'));
  await button(page, 'Join the room').click();
  await expect(page.getByRole('alert')).toContainText('You do not have access.');
});

test('a language that is late is English until it is there', async ({page, demo}) => {
  const held = new Promise<() => Promise<void>>(resolve => {
    void page.route('**/languages/de.js', route => resolve(() => route.continue()));
  });
  await page.goto(demo.url);
  await room(page).evaluate(element => {
    const german = document.createElement('div');
    german.lang = 'de';
    german.append(document.createElement('kaltura-room'));
    element.replaceWith(german);
  });
  const answer = await held;
  await expect(page.getByText('No room has been chosen yet.')).toBeVisible();
  await answer();
  await expect(page.getByText('Es ist noch kein Raum ausgewählt.')).toBeVisible();
});

// Without a head, Firefox has no screen to fill.
const fillsScreen = 'by keyboard alone: joins, fills the screen, leaves and is where to join again';
test(fillsScreen, onlyChromium, async ({page, demo, noise}) => {
  await page.goto(demo.url);
  await room(page).evaluate(element => element.setAttribute('controls', ''));
  await button(page, 'Join the room').press('Enter');
  await waitForRoom(page);
  const fills = () => room(page).evaluate(element => element.matches(':fullscreen'));
  await button(page, 'Full screen').press('Enter');
  await expect.poll(fills).toBe(true);
  // The bar is still there, under the room.
  await expect(button(page, 'Exit full screen')).toBeInViewport({ratio: 1});
  await button(page, 'Exit full screen').press('Enter');
  await expect.poll(fills).toBe(false);
  await button(page, 'Full screen').press('Enter');
  await expect.poll(fills).toBe(true);
  await button(page, 'Leave').press('Enter');
  await expect(button(page, 'Join the room')).toBeFocused();
  await expect.poll(fills).toBe(false);
  expect(await getRoomState(page)).toBe('idle');
  expect(noise).toEqual([]);
});

test('while the room opens, its bar is there to leave by', async ({page, demo}) => {
  await page.route('**/api/kaltura/token', () => {});
  await page.goto(demo.url);
  await room(page).evaluate(element => element.setAttribute('controls', ''));
  await button(page, 'Join the room').click();
  await button(page, 'Leave').click();
  await expect(button(page, 'Join the room')).toBeFocused();
});

test('from within the room, a person who is made to leave is where to join again', async ({
  page,
  demo,
}) => {
  await page.goto(demo.url);
  await button(page, 'Join the room').click();
  const inside = await waitForRoom(page);
  await inside.getByRole('button', {name: 'Camera'}).focus();
  await room(page).evaluate((element: HTMLElement & {leave(): void}) => element.leave());
  await expect(button(page, 'Join the room')).toBeFocused();
});

// Only Chromium forces colours for a test.
const forced = 'forced colours leave buttons, their focus and the spinner to be seen';
test(forced, onlyChromium, async ({page, demo}) => {
  await page.emulateMedia({forcedColors: 'active', reducedMotion: 'reduce'});
  await page.goto(demo.url);
  const join = button(page, 'Join the room');
  await page.route('**/api/kaltura/token', () => {});
  await join.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  const look = (part: string) =>
    room(page).evaluate((element, name) => {
      const style = getComputedStyle(element.shadowRoot!.querySelector(`[part~=${name}]`)!);
      const {borderTopColor, borderBottomColor, backgroundColor, outlineStyle, outlineColor} =
        style;
      const behind = getComputedStyle(element).backgroundColor;
      const {animationName} = style;
      return {
        ...{borderTopColor, borderBottomColor, backgroundColor, outlineStyle, outlineColor},
        ...{behind, animationName},
      };
    }, part);
  const focused = await look('join');
  expect(focused.outlineStyle).toBe('solid');
  expect(focused.outlineColor).not.toBe(focused.behind);
  expect(focused.borderTopColor).not.toBe(focused.behind);
  await join.press('Enter');
  await expect.poll(() => getRoomState(page)).toBe('loading');
  const spinner = await look('spinner');
  // A ring with a mark in it, which does not turn for those who want nothing to.
  expect(spinner.borderBottomColor).not.toBe(spinner.behind);
  expect(spinner.borderTopColor).not.toBe(spinner.borderBottomColor);
  expect(spinner.animationName).toBe('none');
  await page.emulateMedia({forcedColors: 'active', reducedMotion: 'no-preference'});
  expect((await look('spinner')).animationName).not.toBe('none');
});

const forcedToo = 'forced colours leave what went wrong, a strip and the bar to be seen';
test(forcedToo, onlyChromium, async ({page, demo}) => {
  await page.emulateMedia({forcedColors: 'active'});
  await page.goto(demo.url);
  await room(page).evaluate(element => element.setAttribute('controls', ''));
  const unseen = () =>
    room(page).evaluate(element => {
      const behind = getComputedStyle(element).backgroundColor;
      const parts = [...element.shadowRoot!.querySelectorAll('button, h2, [part] p, code')];
      return parts
        .filter(part => part.checkVisibility())
        .filter(part => {
          const {color, borderTopColor, borderTopStyle} = getComputedStyle(part);
          const isButton = part.localName === 'button';
          return (
            color === behind ||
            (isButton &&
              [behind, 'none'].includes(borderTopStyle === 'none' ? 'none' : borderTopColor))
          );
        })
        .map(part => part.textContent);
    });
  await page.route('**/api/kaltura/token', route => route.fulfill({status: 403}), {times: 1});
  await button(page, 'Join the room').click();
  await expect(page.getByRole('alert')).toContainText('access-denied');
  expect(await unseen()).toEqual([]);
  await button(page, 'Try again').click();
  await waitForRoom(page);
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await expect(button(page, 'Dismiss')).toBeVisible();
  await expect(button(page, 'Leave')).toBeVisible();
  expect(await unseen()).toEqual([]);
});
