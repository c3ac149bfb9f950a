import type {Page} from '@playwright/test';
import type * as Script from '../../src/define.js';
import {expect, waitForRoom, onlyChromium, getRoomState, test} from './set-up.js';

const room = (page: Page) => page.locator('kaltura-room');
const button = (page: Page, name: string) => room(page).getByRole('button', {name, exact: true});

test(
  'a translation that the page registers later appears at once',
  onlyChromium,
  async ({page, demo}) => {
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
  },
);

test(
  'the room speaks English if the file of a language fails to load',
  onlyChromium,
  async ({page, demo}) => {
    await page.route('**/languages/de.js', route => route.abort());
    await page.route('**/api/kaltura/token', route => route.fulfill({status: 403}));
    await page.goto(demo.url);
    await page.evaluate(() => (document.documentElement.lang = 'de'));
    await button(page, 'Join the room').click();
    await expect(page.getByRole('alert')).toContainText('You do not have access');
  },
);

test(
  'the room is in English until the file of its language arrives',
  onlyChromium,
  async ({page, demo}) => {
    const heldRequest = new Promise<() => Promise<void>>(resolve => {
      void page.route('**/languages/de.js', route => resolve(() => route.continue()));
    });
    await page.goto(demo.url);
    await room(page).evaluate(element => {
      const german = document.createElement('div');
      german.lang = 'de';
      german.append(document.createElement('kaltura-room'));
      element.replaceWith(german);
    });
    const releaseRequest = await heldRequest;
    await expect(page.getByText('No room has been chosen yet.')).toBeVisible();
    await releaseRequest();
    await expect(page.getByText('Es ist noch kein Raum ausgewählt.')).toBeVisible();
  },
);

test('a guest joins, uses full screen and leaves by keyboard alone', async ({
  page,
  demo,
  consoleMessages,
}) => {
  await page.goto(demo.url);
  await room(page).evaluate(element => element.setAttribute('controls', ''));
  await button(page, 'Join the room').press('Enter');
  await waitForRoom(page);
  const isFullscreen = () => room(page).evaluate(element => element.matches(':fullscreen'));
  await button(page, 'Full screen').press('Enter');
  await expect.poll(isFullscreen).toBe(true);
  // The toolbar stays visible below the room.
  await expect(button(page, 'Exit full screen')).toBeInViewport({ratio: 1});
  await button(page, 'Exit full screen').press('Enter');
  await expect.poll(isFullscreen).toBe(false);
  await button(page, 'Full screen').press('Enter');
  await expect.poll(isFullscreen).toBe(true);
  await button(page, 'Leave').press('Enter');
  await expect(button(page, 'Join again')).toBeFocused();
  await expect.poll(isFullscreen).toBe(false);
  expect(await getRoomState(page)).toBe('idle');
  expect(consoleMessages).toEqual([]);
});

test('a guest can leave while the room opens', async ({page, demo}) => {
  await page.route('**/api/kaltura/token', () => {});
  await page.goto(demo.url);
  await room(page).evaluate(element => element.setAttribute('controls', ''));
  await button(page, 'Join the room').click();
  await button(page, 'Leave').click();
  await expect(button(page, 'Join again')).toBeFocused();
});

test('the join button has the focus after the page closes a room that had it', async ({
  page,
  demo,
}) => {
  await page.goto(demo.url);
  await button(page, 'Join the room').click();
  const frame = await waitForRoom(page);
  await frame.getByRole('button', {name: 'Camera'}).focus();
  await room(page).evaluate((element: HTMLElement & {leave(): void}) => element.leave());
  await expect(button(page, 'Join again')).toBeFocused();
});

// Only Chromium emulates forced colours.
test(
  'buttons, their focus and the spinner are visible in forced colours',
  onlyChromium,
  async ({page, demo}) => {
    await page.emulateMedia({forcedColors: 'active', reducedMotion: 'reduce'});
    await page.goto(demo.url);
    const join = button(page, 'Join the room');
    await page.route('**/api/kaltura/token', () => {});
    // Only a focus by key matches `:focus-visible`.
    await join.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const getStyle = (part: string) =>
      room(page).evaluate((element, name) => {
        const style = getComputedStyle(element.shadowRoot!.querySelector(`[part~=${name}]`)!);
        const {borderTopColor, borderBottomColor, outlineStyle, outlineColor, animationName} =
          style;
        return {
          background: getComputedStyle(element).backgroundColor,
          borderTopColor,
          borderBottomColor,
          outlineStyle,
          outlineColor,
          animationName,
        };
      }, part);
    const focused = await getStyle('join');
    expect(focused.outlineStyle).toBe('solid');
    expect(focused.outlineColor).not.toBe(focused.background);
    expect(focused.borderTopColor).not.toBe(focused.background);
    await join.press('Enter');
    await expect.poll(() => getRoomState(page)).toBe('loading');
    const spinner = await getStyle('spinner');
    // One side of the ring has another colour. It does not rotate with reduced motion.
    expect(spinner.borderBottomColor).not.toBe(spinner.background);
    expect(spinner.borderTopColor).not.toBe(spinner.borderBottomColor);
    expect(spinner.animationName).toBe('none');
    await page.emulateMedia({forcedColors: 'active', reducedMotion: 'no-preference'});
    expect((await getStyle('spinner')).animationName).not.toBe('none');
  },
);

test(
  'errors, warnings and the toolbar are visible in forced colours',
  onlyChromium,
  async ({page, demo}) => {
    await page.emulateMedia({forcedColors: 'active'});
    await page.goto(demo.url);
    await room(page).evaluate(element => element.setAttribute('controls', ''));
    const findInvisibleParts = () =>
      room(page).evaluate(element => {
        const background = getComputedStyle(element).backgroundColor;
        const parts = [...element.shadowRoot!.querySelectorAll('button, h2, [part] p, code')];
        return parts
          .filter(part => part.checkVisibility())
          .filter(part => {
            const {color, borderTopColor, borderTopStyle} = getComputedStyle(part);
            const isButton = part.localName === 'button';
            const hasBorder = borderTopStyle !== 'none' && borderTopColor !== background;
            return color === background || (isButton && !hasBorder);
          })
          .map(part => part.textContent);
      });
    await page.route('**/api/kaltura/token', route => route.fulfill({status: 403}), {times: 1});
    await button(page, 'Join the room').click();
    await expect(page.getByRole('alert')).toContainText('access-denied');
    expect(await findInvisibleParts()).toEqual([]);
    await button(page, 'Try again').click();
    await waitForRoom(page);
    await page.evaluate(() => dispatchEvent(new Event('offline')));
    await expect(button(page, 'Dismiss')).toBeVisible();
    await expect(button(page, 'Leave')).toBeVisible();
    expect(await findInvisibleParts()).toEqual([]);
  },
);
