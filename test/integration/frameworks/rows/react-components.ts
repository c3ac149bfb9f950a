import assert from 'node:assert/strict';
import {
  countRequests,
  expect,
  openPage,
  renderAgain,
  toggle,
  waitForIdle,
  waitForRoom,
  type Row,
  type Visit,
} from '../visit.js';

const clickButton = ({page}: Visit, name: string) => page.getByRole('button', {name}).click();
const expectText = ({page}: Visit, id: string) => expect(page.locator(`#${id}`));

/** Tests of the components and the hook. */
export const reactComponents: readonly Row[] = [
  {
    name: 'effects of the page get the registered element from the ref',
    check: async visit => {
      await openPage(visit);
      assert.equal(await visit.page.locator('body').getAttribute('data-ref-type'), 'function');
      await expect(visit.page.locator('kaltura-room')).toHaveClass('room');
    },
  },
  {
    name: 'the hook follows the state of the room, and its functions leave and join',
    check: async visit => {
      await openPage(visit);
      await expectText(visit, 'state').toHaveText('ready');
      await clickButton(visit, 'Leave by the hook');
      await expectText(visit, 'state').toHaveText('idle');
      await clickButton(visit, 'Join by the hook');
      await waitForRoom(visit, 'Town hall');
      await expectText(visit, 'state').toHaveText('ready');
      await toggle(visit);
      await expectText(visit, 'state').toHaveText('idle');
      await toggle(visit);
      await expectText(visit, 'state').toHaveText('ready');
    },
  },
  {
    name: 'the hook has the error of a room that failed',
    check: async visit => {
      visit.host.refuse();
      await visit.page.goto(visit.host.url);
      await expectText(visit, 'hook-error').toHaveText('access-denied');
      await expectText(visit, 'state').toHaveText('failed');
    },
  },
  {
    name: 'with text for a boolean, other headers on each render, and handlers that throw, the meeting continues',
    check: async visit => {
      await openPage(visit, '/?bad');
      await expectText(visit, 'state').toHaveText('ready');
      await waitForIdle(visit);
      const {launches} = countRequests(visit);
      assert.ok(launches <= 4, `at most three repetitions expected; got ${launches} launches`);
      // As with the attribute, text is true.
      assert.equal(visit.host.tokens[0]?.body['roomModerator'], true);
      await renderAgain(visit);
      await waitForIdle(visit);
      await waitForRoom(visit, 'Town hall');
      assert.equal(countRequests(visit).launches, launches);
      assert.deepEqual([...new Set(visit.noise)], ['thrown by the page']);
    },
  },
  {
    name: 'with an onError that throws, the room shows its error',
    check: async visit => {
      visit.host.refuse();
      await visit.page.goto(`${visit.host.url}/?bad`);
      await expectText(visit, 'hook-error').toHaveText('access-denied');
      await expect(visit.page.locator('kaltura-room [part~=error]')).toBeVisible();
      assert.ok(visit.noise.includes('thrown by the page'));
    },
  },
];
