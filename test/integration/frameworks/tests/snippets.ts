import assert from 'node:assert/strict';
import {LABEL} from '../snippets.js';
import {expect, waitForIdle, waitForRoom, type AppTest, type Visit} from '../visit.js';

/** Collects the console messages of the page. The snippets log each event. */
function collectLog({page}: Visit): string[] {
  const log: string[] = [];
  page.on('console', message => {
    if (message.type() === 'log') log.push(message.text());
  });
  return log;
}

/** Tests of an app with the snippets of the playground. */
export const snippetTests: readonly AppTest[] = [
  {
    name: 'the initial snippet opens the room, and gets the events of both elements',
    run: async visit => {
      const log = collectLog(visit);
      await visit.page.goto(visit.host.url);
      await visit.page.getByRole('button', {name: 'Join the room'}).click();
      await waitForRoom(visit, 'Town hall');
      await visit.page.getByLabel('Room name').fill('Ours');
      await visit.page.getByRole('button', {name: 'Create room'}).click();
      await waitForRoom(visit, 'Ours');
      await waitForIdle(visit);
      const {id} = visit.host.simulator.rooms.at(-1)!;
      assert.deepEqual(log, [
        'kaltura-room-ready true',
        `kaltura-room-created ${id}`,
        'kaltura-room-ready true',
      ]);
      assert.deepEqual(visit.consoleMessages, []);
    },
  },
  {
    name: 'the snippet with all attributes sets them, and opens the room',
    run: async visit => {
      const log = collectLog(visit);
      await visit.page.goto(`${visit.host.url}/?all`);
      await waitForRoom(visit, 'Town hall');
      await waitForIdle(visit);
      assert.deepEqual(log, ['kaltura-room-ready true']);
      const {headers, body} = visit.host.tokenRequests[0]!;
      assert.equal(headers.get('x-app'), 'all');
      assert.deepEqual(body, {
        roomId: '1_townhall',
        roomModerator: true,
        chatModerator: true,
        lang: 'en',
      });
      const properties = await visit.page.locator('kaltura-room').evaluate(room => {
        const {label, timeout, controls, autoHeight} = room as unknown as Record<string, unknown>;
        return {label, timeout, controls, autoHeight};
      });
      assert.deepEqual(properties, {label: LABEL, timeout: 20, controls: true, autoHeight: true});
      const form = visit.page.locator('kaltura-room-creator');
      await expect(form.getByLabel('Room name')).toHaveValue("It's <b>ours</b>");
      const accent = await form.evaluate(element =>
        getComputedStyle(element).getPropertyValue('--kaltura-room-accent').trim(),
      );
      assert.equal(accent, '#7a1fa2');
      assert.deepEqual(visit.consoleMessages, []);
    },
  },
];
