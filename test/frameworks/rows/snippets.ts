import assert from 'node:assert/strict';
import {LABEL} from '../snippets.js';
import {expect, isOpen, settled, type Row, type Visit} from '../visit.js';

/** What the page has said in its console so far; its handlers say each event there. */
function heardOf({page}: Visit): string[] {
  const heard: string[] = [];
  page.on('console', message => {
    if (message.type() === 'log') heard.push(message.text());
  });
  return heard;
}

/** What is so in an app of the playground's own code. */
export const snippets: readonly Row[] = [
  {
    name: 'the snippet of the playground, as it is at first, opens the room and hears both elements',
    check: async visit => {
      const heard = heardOf(visit);
      await visit.page.goto(visit.host.url);
      await visit.page.getByRole('button', {name: 'Join the room'}).click();
      await isOpen(visit, 'Town hall');
      await visit.page.getByLabel('Room name').fill('Ours');
      await visit.page.getByRole('button', {name: 'Create room'}).click();
      await isOpen(visit, 'Ours');
      await settled(visit);
      const {id} = visit.host.simulator.rooms.at(-1)!;
      assert.deepEqual(heard, [
        'kaltura-room-ready true',
        `kaltura-room-created ${id}`,
        'kaltura-room-ready true',
      ]);
      assert.deepEqual(visit.noise, []);
    },
  },
  {
    name: 'with everything set, all of it arrives, and the room opens and is heard',
    check: async visit => {
      const heard = heardOf(visit);
      await visit.page.goto(`${visit.host.url}/?all`);
      await isOpen(visit, 'Town hall');
      await settled(visit);
      assert.deepEqual(heard, ['kaltura-room-ready true']);
      const {headers, body} = visit.host.tokens[0]!;
      assert.equal(headers.get('x-app'), 'all');
      assert.deepEqual(body, {roomId: '1_townhall', roomModerator: true, chatModerator: true});
      const given = await visit.page.locator('kaltura-room').evaluate(room => {
        const {label, timeout, controls, autoHeight} = room as unknown as Record<string, unknown>;
        return {label, timeout, controls, autoHeight};
      });
      assert.deepEqual(given, {label: LABEL, timeout: 20, controls: true, autoHeight: true});
      const form = visit.page.locator('kaltura-room-creator');
      await expect(form.getByLabel('Room name')).toHaveValue("It's <b>ours</b>");
      const accent = await form.evaluate(element =>
        getComputedStyle(element).getPropertyValue('--kaltura-room-accent').trim(),
      );
      assert.equal(accent, '#7a1fa2');
      assert.deepEqual(visit.noise, []);
    },
  },
];
