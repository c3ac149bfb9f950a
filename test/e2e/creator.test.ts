import type {Page} from '@playwright/test';
import {expect, tabTo, waitForRoom, onlyChromium, test} from './set-up.js';

const creator = (page: Page) => page.locator('kaltura-room-creator');
const field = (page: Page, name: string) => creator(page).getByLabel(name, {exact: true});
const setAttributes = (page: Page, attributes: Record<string, string>) =>
  creator(page).evaluate((form, all) => {
    for (const [name, value] of Object.entries(all)) form.setAttribute(name, value);
  }, attributes);

/** Shows all fields. */
const openMoreOptions = (page: Page) => creator(page).getByText('More options').click();

/** Returns the options of the search for people. */
const getPeople = (page: Page) =>
  creator(page).getByRole('listbox', {name: 'People found'}).getByRole('option');

/** Returns the names of the controls in the accessibility tree, in order. */
const getControlNames = (page: Page) =>
  creator(page)
    .ariaSnapshot()
    .then(text => [...text.matchAll(/- (?:textbox|combobox|button) "([^"]+)"/g)].map(([, n]) => n));

test('a guest fills in and corrects the form by keyboard alone, and joins the room', async ({
  page,
  demo,
  consoleMessages,
}) => {
  await page.goto(demo.url);
  const {keyboard} = page;
  await tabTo(page, field(page, 'Room name'));
  await keyboard.type(' ');
  await tabTo(page, creator(page).locator('summary'));
  await keyboard.press('Enter');
  await tabTo(page, creator(page).getByRole('textbox', {name: 'Description'}));
  await expect(creator(page).getByText('Give the room a name').first()).toBeVisible();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await keyboard.type('By keyboard');
  await expect(creator(page).getByText('Give the room a name').first()).toBeHidden();
  await tabTo(page, creator(page).getByRole('textbox', {name: 'Description'}));
  await keyboard.type('All of it');
  await tabTo(page, creator(page).getByRole('textbox', {name: 'Tags'}));
  await keyboard.type('one,two');
  await keyboard.press('Enter');
  await expect(creator(page).getByRole('listitem')).toHaveText(['one ×', 'two ×']);
  await keyboard.press('Backspace');
  await expect(creator(page).getByRole('listitem')).toHaveText(['one ×']);
  await tabTo(page, creator(page).getByRole('combobox', {name: 'Template'}));
  await keyboard.press('ArrowDown');
  await tabTo(page, creator(page).getByRole('textbox', {name: 'Room moderators'}));
  await keyboard.type('a:b,');
  await tabTo(page, creator(page).getByRole('button', {name: 'moderate the chat too'}));
  await expect(creator(page).getByText('a:b: A user ID has').first()).toBeVisible();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Backspace');
  await keyboard.type('ann@example.com,');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await tabTo(page, creator(page).getByRole('textbox', {name: 'Chat moderators'}));
  await keyboard.press('Enter');
  await expect((await waitForRoom(page)).getByRole('heading', {name: 'By keyboard'})).toBeVisible();
  expect(demo.simulator.counts['create-room']).toBe(1);
  expect(consoleMessages).toEqual([]);
});

test('a screen reader reads the fields in order', onlyChromium, async ({page, demo}) => {
  await page.goto(demo.url);
  await expect(field(page, 'Room name')).toBeVisible();
  expect(await getControlNames(page)).toEqual(['Room name', 'Create room']);
  await openMoreOptions(page);
  await creator(page).getByRole('textbox', {name: 'Room moderators'}).fill('ann');
  expect(await getControlNames(page)).toEqual([
    'Room name',
    'Description (optional)',
    'Tags (optional)',
    'Template (optional)',
    'Room moderators (optional)',
    'Let them moderate the chat too',
    'Chat moderators (optional)',
    'Create room',
  ]);
});

test('the search for people works by keyboard alone', async ({page, demo, consoleMessages}) => {
  await page.goto(demo.url);
  await creator(page).evaluate((form: HTMLElement & {searchUsers?: unknown}) => {
    const people = [{id: 'ann@example.com', name: 'Ann'}, {id: 'anton'}];
    form.searchUsers = async () => people;
  });
  await openMoreOptions(page);
  await field(page, 'Room name').fill('Found');
  const input = creator(page).getByRole('combobox', {name: 'Room moderators'});
  await tabTo(page, input);
  await page.keyboard.type('an');
  await expect(getPeople(page)).toHaveText(['Ann ann@example.com', 'anton']);
  await page.keyboard.press('ArrowDown');
  await expect(getPeople(page).and(page.getByRole('option', {selected: true}))).toContainText(
    'Ann',
  );
  await page.keyboard.press('Enter');
  await expect(getPeople(page)).toHaveCount(0);
  await creator(page).evaluate(form =>
    form.addEventListener('kaltura-room-create', event => {
      document.body.dataset['room'] = JSON.stringify((event as {room?: object}).room);
    }),
  );
  await page.keyboard.press('Enter');
  await expect(page.locator('body')).toHaveAttribute(
    'data-room',
    '{"name":"Found","roomModeratorUserIds":["ann@example.com"]}',
  );
  expect(consoleMessages).toEqual([]);
});

test('a lost answer creates no second room', onlyChromium, async ({page, demo, requests}) => {
  await page.goto(demo.url);
  await page.evaluate(() => {
    const real = window.fetch.bind(window);
    window.fetch = async (...call) => {
      const answer = await real(...call);
      if (!(call[0] as string).endsWith('/rooms')) return answer;
      window.fetch = real;
      throw new TypeError('Failed to fetch');
    };
  });
  await field(page, 'Room name').fill('Lost');
  await page.keyboard.press('Enter');
  await expect(creator(page).getByRole('group', {name: 'Room created'})).toContainText('Lost');
  expect(requests.filter(request => request === 'POST /api/kaltura/rooms')).toHaveLength(2);
  expect(demo.simulator.counts['create-room']).toBe(1);
});

test('the focus moves to the room that was created', async ({page, demo}) => {
  await page.setViewportSize({width: 400, height: 500});
  await page.goto(demo.url);
  await field(page, 'Room name').fill('Focused');
  await page.keyboard.press('Enter');
  const room = page.locator('kaltura-room');
  await expect(room).toBeFocused();
  await expect(room).toBeInViewport();
  await expect(creator(page).locator('#live-region')).toHaveText('Room created: Focused');
  await creator(page).getByRole('button', {name: 'Copy the link'}).focus();
  await expect(room).not.toHaveAttribute('tabindex');
  await creator(page).getByRole('button', {name: 'Join the room'}).click();
  await expect(room).toBeFocused();
  await expect(room).toBeInViewport();
});

test('a server slower than the timeout creates one room', onlyChromium, async ({page, demo}) => {
  await page.goto(demo.url);
  await setAttributes(page, {timeout: '1'});
  demo.simulator.faults.set('create-room', {kind: 'slow', ms: 2000, times: 1});
  await field(page, 'Room name').fill('Slow');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('endpoint-timeout');
  await setAttributes(page, {timeout: '20'});
  await creator(page).getByRole('button', {name: 'Create room'}).dblclick();
  await expect(creator(page).getByRole('group', {name: 'Room created'})).toContainText('Slow');
  expect(demo.simulator.counts['create-room']).toBe(1);
});

test('a reload during the creation creates one room', async ({page, demo}) => {
  await page.goto(demo.url);
  await expect(creator(page)).toHaveAttribute('draft-key', 'room');
  // The answer must take longer than the reload.
  demo.simulator.faults.set('create-room', {kind: 'slow', ms: 5000, times: 1});
  await field(page, 'Room name').fill('Left');
  await page.keyboard.press('Enter');
  await expect.poll(() => demo.simulator.counts['create-room']).toBe(1);
  await page.reload();
  await expect(creator(page).getByText('The room may already exist.')).toBeVisible();
  await expect(field(page, 'Room name')).toHaveValue('Left');
  await creator(page).getByRole('button', {name: 'Try again'}).click();
  await expect(creator(page).getByRole('group', {name: 'Room created'})).toContainText('Left');
  expect(demo.simulator.counts['create-room']).toBe(1);
  // In Firefox, Playwright mistakes the aborted load of the frame for the page's own.
  await waitForRoom(page);
  await page.reload();
  await expect(field(page, 'Room name')).toHaveValue('');
});

// Playwright loses its connection to a page in the back/forward cache of Firefox.
test(
  'the form keeps its values when the guest returns to the page',
  onlyChromium,
  async ({page, demo}) => {
    await page.goto(`${demo.url}/static.html`);
    await field(page, 'Room name').fill('Kept');
    await page.goto(demo.url);
    await page.goBack();
    await expect(field(page, 'Room name')).toHaveValue('Kept');
  },
);

test('Escape closes the list of people before the dialog', async ({page, demo}) => {
  await page.goto(demo.url);
  await creator(page).evaluate((form: HTMLElement & {searchUsers?: unknown}) => {
    form.searchUsers = async () => [{id: 'ann'}];
    const dialog = document.createElement('dialog');
    form.before(dialog);
    dialog.append(form);
    dialog.showModal();
  });
  await openMoreOptions(page);
  const input = creator(page).getByRole('combobox', {name: 'Room moderators'});
  await input.focus();
  await input.pressSequentially('a');
  await expect(getPeople(page)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(getPeople(page)).toHaveCount(0);
  await expect(input).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(input).toBeHidden();
});

// Only Chromium emulates forced colours.
test(
  'fields, chips and the active option are visible in forced colours',
  onlyChromium,
  async ({page, demo}) => {
    await page.emulateMedia({forcedColors: 'active', reducedMotion: 'reduce'});
    await page.goto(demo.url);
    await creator(page).evaluate((form: HTMLElement & {searchUsers?: unknown}) => {
      form.searchUsers = async () => [{id: 'ann'}, {id: 'bob'}];
    });
    await openMoreOptions(page);
    await creator(page).getByRole('textbox', {name: 'Tags'}).fill('one,');
    const input = creator(page).getByRole('combobox', {name: 'Room moderators'});
    await input.focus();
    await input.pressSequentially('a');
    await expect(getPeople(page)).toHaveCount(2);
    await page.keyboard.press('ArrowDown');
    const getStyle = (selector: string) =>
      creator(page).evaluate((form, selector) => {
        const style = getComputedStyle(form.shadowRoot!.querySelector(selector)!);
        const background = getComputedStyle(document.documentElement).backgroundColor;
        const {borderTopColor, borderTopWidth, outlineStyle} = style;
        return {
          hasBorder: borderTopWidth !== '0px' && borderTopColor !== background,
          outlineStyle,
        };
      }, selector);
    for (const part of ['control', 'chip', 'submit'])
      expect((await getStyle(`[part~=${part}]`)).hasBorder, part).toBe(true);
    expect((await getStyle('[part~=active]')).outlineStyle).toBe('solid');
    expect((await getStyle('[part~=chips]:has(#roomModeratorUserIds)')).outlineStyle).toBe('solid');
    // An invalid chip differs by more than its colour.
    await page.keyboard.press('Escape');
    await input.fill('ann,a:b,');
    await expect(creator(page).locator('[part~=chip][part~=invalid]')).toHaveText('a:b ×');
    expect((await getStyle('[part~=copy-moderators]')).hasBorder).toBe(true);
    const getBorders = () =>
      creator(page).evaluate(form =>
        [...form.shadowRoot!.querySelectorAll('[part~=chip]')].map(chip => {
          const {borderTopStyle, borderTopWidth} = getComputedStyle(chip);
          return `${borderTopStyle} ${borderTopWidth}`;
        }),
      );
    expect(await getBorders()).toEqual(['solid 1px', 'solid 1px', 'dashed 2px']);
    await creator(page).evaluate(form => form.setAttribute('hidden-fields', 'nothing'));
    await expect(creator(page).getByRole('alert')).toBeVisible();
    expect((await getStyle('[part~=summary]')).hasBorder).toBe(true);
  },
);

test.describe('at 320 px', () => {
  test.use({viewport: {width: 320, height: 900}});

  for (const {value, label, text} of [
    {
      value: 'a pending tag',
      label: 'Tags (optional)',
      text: 'one-long-tag,another-long-tag,half-a-tag',
    },
    {
      value: 'an invalid user ID',
      label: 'Chat moderators (optional)',
      text: 'ann@example.com,bob@example.com,a:b',
    },
    {value: 'a long name', label: 'Room name', text: 'x'.repeat(257)},
  ])
    test(`a click submits the form after the guest types ${value}`, async ({page, demo}) => {
      await page.goto(demo.url);
      await openMoreOptions(page);
      await field(page, 'Room name').fill('Pressed');
      const input = field(page, label);
      await input.fill('');
      await input.pressSequentially(text);
      await creator(page).evaluate(form => {
        form.addEventListener('kaltura-room-create', event => event.preventDefault());
        form.shadowRoot!.addEventListener('submit', () => (document.body.dataset['sent'] = 'yes'));
      });
      const button = creator(page).getByRole('button', {name: 'Create room'});
      await button.scrollIntoViewIfNeeded();
      const box = (await button.boundingBox())!;
      // The click is close to the edge, and as slow as a guest's click.
      await page.mouse.move(box.x + box.width / 2, box.y + 3);
      await page.mouse.down();
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await page.mouse.up();
      await expect(page.locator('body')).toHaveAttribute('data-sent', 'yes');
    });

  // Only Chromium measures layout shifts.
  test(
    'the creation of a room causes no layout shift in the form',
    onlyChromium,
    async ({page, demo}) => {
      demo.simulator.faults.set('create-room', {kind: 'slow', ms: 1500});
      await page.goto(demo.url);
      await expect(field(page, 'Room name')).toBeVisible();
      await openMoreOptions(page);
      await creator(page).evaluate(form => {
        for (const name of ['for', 'share-url', 'allow-another']) form.removeAttribute(name);
        const shifts: number[] = ((window as {shifts?: number[]}).shifts = []);
        const chips = form.shadowRoot!.querySelector('[part~=chips]')!;
        // The input returns to the start of the emptied field.
        const isInChips = ({currentRect}: {readonly currentRect: DOMRectReadOnly}) => {
          const {top, bottom} = chips.getBoundingClientRect();
          return currentRect.top >= top && currentRect.bottom <= bottom;
        };
        new PerformanceObserver(list => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            readonly value: number;
            readonly hadRecentInput: boolean;
            readonly sources: readonly {readonly currentRect: DOMRectReadOnly}[];
          })[])
            if (!entry.hadRecentInput && !entry.sources.every(isInChips)) shifts.push(entry.value);
        }).observe({type: 'layout-shift'});
      });
      await field(page, 'Room name').fill('Still');
      await field(page, 'Tags (optional)').pressSequentially('one,two,');
      const button = creator(page).getByRole('button', {name: 'Create room'});
      // The end of the form is in view. The chips, which the form removes afterwards, are above it.
      await button.evaluate(element => element.scrollIntoView({block: 'start'}));
      await button.click();
      await expect(creator(page).getByText('Room created: Still')).toBeVisible();
      expect(await page.evaluate(() => (window as {shifts?: number[]}).shifts)).toEqual([]);
    },
  );
});
