import {createRoom, expect, waitForRoom, onlyChromium, test} from './set-up.js';

test('a host creates a room, joins it with a camera, leaves and returns', async ({
  page,
  demo,
  requests,
  noise,
}) => {
  await page.goto(demo.url);
  await createRoom(page, 'Weekly stand-up');
  const room = await waitForRoom(page);
  await expect(room.getByRole('heading', {name: 'Weekly stand-up'})).toBeVisible();
  await expect(room.getByText('Mona Moderator')).toBeVisible();
  await expect(room.getByText('Room moderator', {exact: true})).toBeVisible();
  await expect(room.getByText('Chat moderator', {exact: true})).toBeVisible();

  await room.getByRole('button', {name: 'Camera'}).click();
  await expect(room.getByText('Your camera is on.')).toBeVisible();
  await room.getByRole('button', {name: 'Microphone'}).click();
  await expect(room.getByText('Your microphone is on.')).toBeVisible();
  await room.getByRole('button', {name: 'Hang up'}).click();
  await expect(room.getByText('You left the room.')).toBeVisible();
  await room.getByRole('button', {name: 'Rejoin the session'}).click();
  await expect(room.getByRole('button', {name: 'Camera'})).toBeVisible();

  expect(requests).toEqual(['POST /api/kaltura/rooms', 'POST /api/kaltura/token']);
  expect(demo.simulator.counts['create-room']).toBe(1);
  expect(demo.simulator.counts['view-room']).toBe(1);
  expect(demo.simulator.counts.adminKsInBrowser).toBe(0);
  expect(noise).toEqual([]);
});

test('shares the screen from within the frame', async ({page, demo, browserName}) => {
  await page.goto(demo.url);
  await page.getByRole('button', {name: 'Join the room'}).click();
  const room = await waitForRoom(page);
  await room.getByRole('button', {name: 'Share screen'}).click();
  // Firefox without a head has no screen; that it looks for one shows that the frame may ask.
  const sentence =
    browserName === 'firefox'
      ? 'The browser found no screen on this computer.'
      : 'You are sharing your screen.';
  await expect(room.getByText(sentence)).toBeVisible();
});

test('a guest is a participant and cannot create a room', onlyChromium, async ({page, demo}) => {
  await page.goto(demo.url);
  await page.getByRole('radio', {name: 'Guest'}).check();
  await page.getByRole('button', {name: 'Join the room'}).click();
  const room = await waitForRoom(page);
  await expect(room.getByText('Gino Guest')).toBeVisible();
  await expect(room.getByText('Participant', {exact: true})).toBeVisible();
  await createRoom(page, 'Mine');
  await expect(page.getByRole('alert')).toContainText('You may not create rooms here.');
  await expect(page.getByLabel('Room name')).toHaveValue('Mine');
  expect(demo.simulator.counts['create-room']).toBe(0);
});

test(
  'a guest who adds `room-moderator` stays a participant',
  onlyChromium,
  async ({page, demo}) => {
    await page.goto(demo.url);
    await page.getByRole('radio', {name: 'Guest'}).check();
    await page.locator('kaltura-room').evaluate(room => {
      room.setAttribute('room-moderator', '');
      room.setAttribute('chat-moderator', '');
    });
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect((await waitForRoom(page)).getByText('Participant', {exact: true})).toBeVisible();
  },
);

test(
  'a guest without a session reads that they must sign in',
  onlyChromium,
  async ({page, demo}) => {
    await page.goto(demo.url);
    await page.getByRole('radio', {name: 'Signed out'}).check();
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText('You are not signed in');
    expect(demo.simulator.counts['view-room']).toBe(0);
  },
);

test('a guest creates, joins and leaves a room by keyboard alone', async ({page, demo}) => {
  await page.goto(demo.url);
  const name = page.getByLabel('Room name');
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await name.evaluate(input => input.matches(':focus'))) break;
  }
  await expect(name).toBeFocused();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  const room = await waitForRoom(page);
  const camera = room.getByRole('button', {name: 'Camera'});
  await expect(room.getByRole('heading', {name: 'By keyboard'})).toBeVisible();
  // The form moves the focus to the room.
  for (let presses = 0; presses < 5; presses++) {
    await page.keyboard.press('Tab');
    if (await camera.evaluate(button => button.matches(':focus'))) break;
  }
  await expect(camera).toBeFocused();
  await page.keyboard.press('Space');
  await expect(room.getByText('Your camera is on.')).toBeVisible();
  for (const {} of ['Microphone', 'Share screen', 'Hang up']) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(room.getByText('You left the room.')).toBeVisible();
});

test('a page with only HTML and one script tag creates and opens a room', async ({
  page,
  demo,
  noise,
}) => {
  await page.goto(`${demo.url}/static.html`);
  expect(await page.locator('script').count()).toBe(1);
  await expect(page.getByText('No room has been chosen yet.')).toBeVisible();
  await createRoom(page, 'No script of mine');
  await expect(
    (await waitForRoom(page)).getByRole('heading', {name: 'No script of mine'}),
  ).toBeVisible();
  expect(noise).toEqual([]);
});

test(
  'the latest of several rooms opens, in any order of the answers',
  onlyChromium,
  async ({page, demo}) => {
    await page.goto(demo.url);
    const held: (() => Promise<void>)[] = [];
    await page.route('**/api/kaltura/token', async route => {
      await new Promise<void>(resolve => held.push(async () => resolve()));
      await route.continue().catch(() => {});
    });
    const show = (id: string) =>
      page.locator('kaltura-room').evaluate((room, id) => room.setAttribute('room-id', id), id);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect.poll(() => held.length).toBe(1);
    await show('1_standup0');
    await expect.poll(() => held.length).toBe(2);
    await held[1]?.();
    await held[0]?.();
    await expect(
      (await waitForRoom(page)).getByRole('heading', {name: 'Daily stand-up'}),
    ).toBeVisible();
    expect(demo.simulator.counts['view-room']).toBe(1);
  },
);

test(
  'a room that is removed while it opens sends no further request',
  onlyChromium,
  async ({page, demo, requests}) => {
    demo.simulator.faults.set('view-room', {kind: 'never'});
    await page.goto(demo.url);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect.poll(() => demo.simulator.counts['view-room']).toBe(1);
    await page.locator('kaltura-room').evaluate(room => room.remove());
    demo.simulator.faults.clear();
    await page.getByRole('button', {name: 'Leave'}).click();
    expect(requests).toEqual(['POST /api/kaltura/token']);
    expect(demo.simulator.counts['view-room']).toBe(1);
    expect(page.frames()).toHaveLength(1);
  },
);

test('full screen keeps the meeting', async ({page, demo}) => {
  await page.goto(demo.url);
  await page.getByRole('button', {name: 'Join the room'}).click();
  const room = await waitForRoom(page);
  await page.getByRole('button', {name: 'Full screen'}).click();
  await expect
    .poll(() => page.evaluate(() => document.fullscreenElement?.localName))
    .toBe('kaltura-room');
  await expect(room.getByRole('button', {name: 'Camera'})).toBeVisible();
  expect(demo.simulator.counts['view-room']).toBe(1);
});

test('the room cannot navigate the page', async ({page, demo}) => {
  await page.goto(demo.url);
  await page.getByRole('button', {name: 'Join the room'}).click();
  await waitForRoom(page);
  const refused = await page.frames()[1]?.evaluate(() => {
    try {
      if (window.top) window.top.location.href = 'about:blank#away';
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toBe(true);
  expect(page.url()).toBe(`${demo.url}/`);
});
