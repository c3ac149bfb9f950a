import {createRoom, expect, tabTo, waitForRoom, onlyChromium, test} from './set-up.js';

test('a host creates a room, joins it with a camera, leaves and returns', async ({
  page,
  demo,
  requests,
  consoleMessages,
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
  expect(consoleMessages).toEqual([]);
});

test('shares the screen from within the frame', async ({page, demo, browserName}) => {
  await page.goto(demo.url);
  await page.getByRole('button', {name: 'Join the room'}).click();
  const room = await waitForRoom(page);
  await room.getByRole('button', {name: 'Share screen'}).click();
  // Headless Firefox has no screen. It says so only if the frame may share one.
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
  await tabTo(page, page.getByLabel('Room name'));
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  const room = await waitForRoom(page);
  const camera = room.getByRole('button', {name: 'Camera'});
  await expect(room.getByRole('heading', {name: 'By keyboard'})).toBeVisible();
  await tabTo(page, camera);
  await page.keyboard.press('Space');
  await expect(room.getByText('Your camera is on.')).toBeVisible();
  await tabTo(page, room.getByRole('button', {name: 'Hang up'}));
  await page.keyboard.press('Enter');
  await expect(room.getByText('You left the room.')).toBeVisible();
});

test('a page with only HTML and one script tag creates and opens a room', async ({
  page,
  demo,
  consoleMessages,
}) => {
  await page.goto(`${demo.url}/static.html`);
  expect(await page.locator('script').count()).toBe(1);
  await expect(page.getByText('No room has been chosen yet.')).toBeVisible();
  await createRoom(page, 'No script of mine');
  await expect(
    (await waitForRoom(page)).getByRole('heading', {name: 'No script of mine'}),
  ).toBeVisible();
  expect(consoleMessages).toEqual([]);
});

test(
  'the second of two rooms opens, although the first token request ends later',
  onlyChromium,
  async ({page, demo}) => {
    await page.goto(demo.url);
    /** Functions that let each token request go on. */
    const releases: (() => void)[] = [];
    await page.route('**/api/kaltura/token', async route => {
      await new Promise<void>(resolve => releases.push(resolve));
      // The room has aborted the first request.
      await route.continue().catch(() => {});
    });
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect.poll(() => releases.length).toBe(1);
    await page.locator('kaltura-room').evaluate(room => room.setAttribute('room-id', '1_standup0'));
    await expect.poll(() => releases.length).toBe(2);
    releases[1]?.();
    releases[0]?.();
    await expect(
      (await waitForRoom(page)).getByRole('heading', {name: 'Daily stand-up'}),
    ).toBeVisible();
    expect(demo.simulator.counts['view-room']).toBe(1);
  },
);

test(
  'a room that is removed while it opens has no frame and sends no further request',
  onlyChromium,
  async ({page, demo, requests}) => {
    await page.clock.install();
    demo.simulator.faults.set('view-room', {kind: 'never'});
    await page.goto(demo.url);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect.poll(() => demo.simulator.counts['view-room']).toBe(1);
    await page.locator('kaltura-room').evaluate(room => room.remove());
    demo.simulator.faults.clear();
    // Longer than every delay and deadline of a room.
    await page.clock.runFor(60_000);
    // It calls `leave()` of the removed room.
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
