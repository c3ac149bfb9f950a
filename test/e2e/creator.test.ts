import type {Locator, Page} from '@playwright/test';
import {expect, waitForRoom, onlyChromium, test} from './set-up.js';

const creator = (page: Page) => page.locator('kaltura-room-creator');
const field = (page: Page, name: string) => creator(page).getByLabel(name, {exact: true});
const set = (page: Page, attributes: Record<string, string>) =>
  creator(page).evaluate((form, all) => {
    for (const [name, value] of Object.entries(all)) form.setAttribute(name, value);
  }, attributes);

/** What a search found. */
const people = (page: Page) =>
  creator(page).getByRole('listbox', {name: 'People found'}).getByRole('option');

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate(element => element.matches(':focus'))) break;
  }
  await expect(target).toBeFocused();
}

/** What a screen reader comes across in the form, in its order. */
const order = (page: Page) =>
  creator(page)
    .ariaSnapshot()
    .then(text => [...text.matchAll(/- (?:textbox|combobox|button) "([^"]+)"/g)].map(([, n]) => n));

test('a guest fills in and corrects the form by keyboard alone, and joins the room', async ({
  page,
  demo,
  noise,
}) => {
  await page.goto(demo.url);
  const {keyboard} = page;
  await tabTo(page, field(page, 'Room name'));
  await keyboard.type(' ');
  await tabTo(page, creator(page).getByRole('textbox', {name: 'Description'}));
  await expect(creator(page).getByText('Give the room a name').first()).toBeVisible();
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
  expect(noise).toEqual([]);
});

test('a screen reader reads the fields in order', async ({page, demo}) => {
  await page.goto(demo.url);
  await expect(field(page, 'Room name')).toBeVisible();
  expect(await order(page)).toEqual([
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

test('the search for people works by keyboard alone', async ({page, demo, noise}) => {
  await page.goto(demo.url);
  await creator(page).evaluate((form: HTMLElement & {searchUsers?: unknown}) => {
    const people = [{id: 'ann@example.com', name: 'Ann'}, {id: 'anton'}];
    form.searchUsers = async () => people;
  });
  await field(page, 'Room name').fill('Found');
  const input = creator(page).getByRole('combobox', {name: 'Room moderators'});
  await tabTo(page, input);
  await page.keyboard.type('an');
  await expect(people(page)).toHaveText(['Ann ann@example.com', 'anton']);
  await page.keyboard.press('ArrowDown');
  await expect(people(page).and(page.getByRole('option', {selected: true}))).toContainText('Ann');
  await page.keyboard.press('Enter');
  await expect(people(page)).toHaveCount(0);
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
  expect(noise).toEqual([]);
});

test('a lost answer creates no second room', async ({page, demo}) => {
  await page.goto(demo.url);
  await page.evaluate(() => {
    const real = window.fetch.bind(window);
    window.fetch = async (...call) => {
      const answer = await real(...call);
      if (!(call[0] instanceof URL && call[0].pathname.endsWith('/rooms'))) return answer;
      window.fetch = real;
      throw new TypeError('Failed to fetch');
    };
  });
  await field(page, 'Room name').fill('Lost');
  await page.keyboard.press('Enter');
  await expect(creator(page).getByRole('group', {name: 'Room created'})).toContainText('Lost');
  expect(demo.simulator.counts['create-room']).toBe(1);
});

test('a server slower than the timeout creates one room', async ({page, demo}) => {
  await page.goto(demo.url);
  await set(page, {timeout: '1'});
  demo.simulator.faults.set('create-room', {kind: 'slow', ms: 2000, times: 1});
  await field(page, 'Room name').fill('Slow');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('endpoint-timeout');
  await set(page, {timeout: '20'});
  await creator(page).getByRole('button', {name: 'Create room'}).dblclick();
  await expect(creator(page).getByRole('group', {name: 'Room created'})).toContainText('Slow');
  expect(demo.simulator.counts['create-room']).toBe(1);
});

test('a reload during the creation creates one room', async ({page, demo}) => {
  await page.goto(demo.url);
  await expect(creator(page)).toHaveAttribute('draft-key', 'room');
  // Longer than the page takes to be back.
  demo.simulator.faults.set('create-room', {kind: 'slow', ms: 5000, times: 1});
  await field(page, 'Room name').fill('Left');
  await page.keyboard.press('Enter');
  await expect.poll(() => demo.simulator.counts['create-room']).toBe(1);
  await page.reload();
  await expect(creator(page).getByText('The room may be there already.')).toBeVisible();
  await expect(field(page, 'Room name')).toHaveValue('Left');
  await creator(page).getByRole('button', {name: 'Create room'}).click();
  await expect(creator(page).getByRole('group', {name: 'Room created'})).toContainText('Left');
  expect(demo.simulator.counts['create-room']).toBe(1);
  // Firefox takes a frame whose loading is given up for the page, and calls the reload aborted.
  await waitForRoom(page);
  await page.reload();
  await expect(field(page, 'Room name')).toHaveValue('');
});

// Playwright loses a page that Firefox has kept.
const back = 'back on the page, what was typed is there';
test(back, onlyChromium, async ({page, demo}) => {
  await page.goto(`${demo.url}/static.html`);
  await field(page, 'Room name').fill('Kept');
  await page.goto(demo.url);
  await page.goBack();
  await expect(field(page, 'Room name')).toHaveValue('Kept');
});

test('Escape closes the list of people before the dialog', async ({page, demo}) => {
  await page.goto(demo.url);
  await creator(page).evaluate((form: HTMLElement & {searchUsers?: unknown}) => {
    form.searchUsers = async () => [{id: 'ann'}];
    const dialog = document.createElement('dialog');
    form.before(dialog);
    dialog.append(form);
    dialog.showModal();
  });
  const input = creator(page).getByRole('combobox', {name: 'Room moderators'});
  await input.focus();
  await input.pressSequentially('a');
  await expect(people(page)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(people(page)).toHaveCount(0);
  await expect(input).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(input).toBeHidden();
});

// Only Chromium forces colours for a test.
const forced = 'forced colours leave the fields, chips and what is chosen to be seen';
test(forced, onlyChromium, async ({page, demo}) => {
  await page.emulateMedia({forcedColors: 'active', reducedMotion: 'reduce'});
  await page.goto(demo.url);
  await creator(page).evaluate((form: HTMLElement & {searchUsers?: unknown}) => {
    form.searchUsers = async () => [{id: 'ann'}, {id: 'bob'}];
  });
  await creator(page).getByRole('textbox', {name: 'Tags'}).fill('one,');
  const input = creator(page).getByRole('combobox', {name: 'Room moderators'});
  await input.focus();
  await input.pressSequentially('a');
  await expect(people(page)).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  const look = (selector: string) =>
    creator(page).evaluate((form, one) => {
      const style = getComputedStyle(form.shadowRoot!.querySelector(one)!);
      const behind = getComputedStyle(document.documentElement).backgroundColor;
      const {borderTopColor, borderTopWidth, outlineStyle} = style;
      return {border: borderTopWidth !== '0px' && borderTopColor !== behind, outlineStyle};
    }, selector);
  for (const part of ['control', 'chip', 'submit', 'copy-moderators'])
    expect((await look(`[part~=${part}]`)).border, part).toBe(true);
  expect((await look('[part~=active]')).outlineStyle).toBe('solid');
  expect((await look('[part~=chips]:has(#roomModeratorUserIds)')).outlineStyle).toBe('solid');
  // What is wrong is not told by its colour alone.
  await page.keyboard.press('Escape');
  await input.fill('ann,a:b,');
  await expect(creator(page).locator('[part~=chip][part~=invalid]')).toHaveText('a:b ×');
  const lines = () =>
    creator(page).evaluate(form =>
      [...form.shadowRoot!.querySelectorAll('[part~=chip]')].map(chip => {
        const {borderTopStyle, borderTopWidth} = getComputedStyle(chip);
        return `${borderTopStyle} ${borderTopWidth}`;
      }),
    );
  expect(await lines()).toEqual(['solid 1px', 'solid 1px', 'dashed 2px']);
  await creator(page).evaluate(form => form.setAttribute('hidden-fields', 'nothing'));
  await expect(creator(page).getByRole('alert')).toBeVisible();
  expect((await look('[part~=summary]')).border).toBe(true);
});

test.describe('at 320 px', () => {
  test.use({viewport: {width: 320, height: 900}});

  for (const [what, label, text] of [
    ['a tag that is no chip yet', 'Tags (optional)', 'one-long-tag,another-long-tag,half-a-tag'],
    ['a wrong ID', 'Chat moderators (optional)', 'ann@example.com,bob@example.com,a:b'],
    ['a name that is too long', 'Room name', 'x'.repeat(257)],
  ] as const)
    test(`a click on the button takes effect after ${what}`, async ({page, demo}) => {
      await page.goto(demo.url);
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
      // At its very edge, as slowly as a person.
      await page.mouse.move(box.x + box.width / 2, box.y + 3);
      await page.mouse.down();
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await page.mouse.up();
      await expect(page.locator('body')).toHaveAttribute('data-sent', 'yes');
    });

  // Only Chromium measures it.
  const still = 'from its first paint until the room is there, nothing of the form moves by itself';
  test(still, onlyChromium, async ({page, demo}) => {
    demo.simulator.faults.set('create-room', {kind: 'slow', ms: 1500});
    await page.goto(demo.url);
    await expect(field(page, 'Room name')).toBeVisible();
    await creator(page).evaluate(form => {
      for (const name of ['for', 'share-url', 'allow-another']) form.removeAttribute(name);
      const shifts: number[] = ((window as {shifts?: number[]}).shifts = []);
      new PerformanceObserver(list => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          readonly value: number;
          readonly hadRecentInput: boolean;
        })[])
          if (!entry.hadRecentInput) shifts.push(entry.value);
      }).observe({type: 'layout-shift'});
    });
    await field(page, 'Room name').fill('Still');
    await field(page, 'Tags (optional)').pressSequentially('one,two,');
    await creator(page).getByRole('button', {name: 'Create room'}).click();
    await expect(creator(page).getByText('Room created: Still')).toBeVisible();
    expect(await page.evaluate(() => (window as {shifts?: number[]}).shifts)).toEqual([]);
  });
});
