import assert from 'node:assert/strict';
import {
  countRequests,
  expect,
  openPage,
  renderAgain,
  toggleRoom,
  waitForIdle,
  waitForRoom,
  type AppTest,
  type Visit,
} from '../visit.js';

const clickButton = ({page}: Visit, name: string) => page.getByRole('button', {name}).click();
const expectText = ({page}: Visit, id: string) => expect(page.locator(`#${id}`));

/** Tests of the components and the hook. */
export const reactComponentsTests: readonly AppTest[] = [
  {
    name: 'effects of the page get the registered element from the ref',
    run: async visit => {
      await openPage(visit);
      assert.equal(await visit.page.locator('body').getAttribute('data-ref-type'), 'function');
      await expect(visit.page.locator('kaltura-room')).toHaveClass('room');
    },
  },
  {
    name: 'the hook follows the state of the room, and its functions leave and join',
    run: async visit => {
      await openPage(visit);
      await expectText(visit, 'state').toHaveText('ready');
      await clickButton(visit, 'Leave by the hook');
      await expectText(visit, 'state').toHaveText('idle');
      await clickButton(visit, 'Join by the hook');
      await waitForRoom(visit, 'Town hall');
      await expectText(visit, 'state').toHaveText('ready');
      await toggleRoom(visit);
      await expectText(visit, 'state').toHaveText('idle');
      await toggleRoom(visit);
      await expectText(visit, 'state').toHaveText('ready');
    },
  },
  {
    name: 'the hook has the error of a room that failed',
    run: async visit => {
      visit.host.denyAccess();
      await visit.page.goto(visit.host.url);
      await expectText(visit, 'hook-error').toHaveText('access-denied');
      await expectText(visit, 'state').toHaveText('failed');
    },
  },
  {
    name: 'with text for a boolean, other headers on each render, and handlers that throw, the meeting continues',
    run: async visit => {
      await openPage(visit, '/?bad');
      await expectText(visit, 'state').toHaveText('ready');
      await waitForIdle(visit);
      const {launches} = countRequests(visit);
      assert.ok(launches <= 4, `at most three repetitions expected; got ${launches} launches`);
      // As with the attribute, text is true.
      assert.equal(visit.host.tokenRequests[0]?.body['roomModerator'], true);
      await renderAgain(visit);
      await waitForIdle(visit);
      await waitForRoom(visit, 'Town hall');
      assert.equal(countRequests(visit).launches, launches);
      assert.deepEqual([...new Set(visit.consoleMessages)], ['thrown by the page']);
    },
  },
  {
    name: 'with an onError that throws, the room shows its error',
    run: async visit => {
      visit.host.denyAccess();
      await visit.page.goto(`${visit.host.url}/?bad`);
      await expectText(visit, 'hook-error').toHaveText('access-denied');
      await expect(visit.page.locator('kaltura-room [part~=error]')).toBeVisible();
      assert.ok(visit.consoleMessages.includes('thrown by the page'));
    },
  },
];
