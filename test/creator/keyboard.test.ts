import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/define.js';
import type {KalturaRoomCreatorElement, KalturaRoomElement} from '../../src/index.js';
import {waitUntil} from '../support/events.js';
import {waitForState} from '../support/room-fixture.js';
import {fillIn, getControl, getPart, getText, getFieldValues} from '../support/creator-fixture.js';

/*
 * Use of the form by keyboard only. The keys go to the browser, which sends them to the focused element.
 * A host backend and a simulator create the rooms.
 */

interface Page {
  readonly creator: KalturaRoomCreatorElement;
  readonly room: KalturaRoomElement;
  /** Returns the number of create requests to KAF. */
  readonly countRooms: () => Promise<number>;
}

let cleanUp = async (): Promise<void> => {};
afterEach(() => cleanUp());

async function renderPage(searchUsers?: KalturaRoomCreatorElement['searchUsers']): Promise<Page> {
  const {id} = (await (await fetch('/test-server', {method: 'POST'})).json()) as {id: string};
  cleanUp = async () => void (await fetch(`/test-server/${id}`, {method: 'DELETE'}));
  const root = await fixture<HTMLElement>(
    html`<main>
      <kaltura-room-creator
        create-url="/test-server/${id}/rooms"
        for="made"
        .templates=${[{id: '1_classic0', name: 'Classroom'}]}
        .searchUsers=${searchUsers}
      ></kaltura-room-creator>
      <kaltura-room id="made" token-url="/test-server/${id}/token" loading="click"></kaltura-room>
    </main>`,
  );
  return {
    creator: root.querySelector('kaltura-room-creator')!,
    room: root.querySelector('kaltura-room')!,
    countRooms: async () =>
      ((await (await fetch(`/test-server/${id}/counts`)).json()) as {rooms: number}).rooms,
  };
}

/** Opens the fields under "More options" by keyboard. */
async function openMoreOptions(creator: HTMLElement): Promise<void> {
  await tabTo(creator, () => getPart(creator, 'more-options-label'));
  await press('Enter');
}

const getFocused = (creator: HTMLElement) => creator.shadowRoot?.activeElement;

const press = (key: string) => sendKeys({press: key});

async function type(text: string): Promise<void> {
  for (const key of text) await press(key);
}

/** Presses Tab until the target has the focus. */
async function tabTo(creator: HTMLElement, target: () => Element | null | undefined) {
  for (let presses = 0; presses < 20 && getFocused(creator) !== target(); presses++)
    await press('Tab');
  expect(getFocused(creator) === target(), 'the target has the focus').to.be.true;
}

describe('the keyboard', () => {
  it('fills in all fields, corrects an error, and opens the room', async () => {
    const {creator, room, countRooms} = await renderPage();
    const tabToField = (name: Parameters<typeof getControl>[1]) =>
      tabTo(creator, () => getControl(creator, name));
    await tabToField('name');
    await type(' ');
    await openMoreOptions(creator);
    await tabToField('description');
    await waitUntil(() => getText(creator, 'error'));
    await type('All of it');
    await tabToField('tags');
    await type('one,two');
    await press('Enter');
    await press('Backspace');
    await tabToField('templateRoomEntryId');
    await press('ArrowDown');
    await tabToField('roomModeratorUserIds');
    await type('ann,');
    await tabTo(creator, () => getPart(creator, 'copy-moderators'));
    await press('Enter');
    await tabTo(creator, () => getPart(creator, 'submit'));
    await press('Enter');
    // The form is not sent, and the first invalid field gets the focus.
    await waitUntil(() => getFocused(creator) === getControl(creator, 'name'));
    await type('By keyboard');
    expect(getFieldValues(creator)).to.deep.equal({
      name: ' By keyboard',
      description: 'All of it',
      tags: 'one',
      templateRoomEntryId: '1_classic0',
      roomModeratorUserIds: 'ann',
      chatModeratorUserIds: 'ann',
    });
    await press('Enter');
    await waitForState(room, 'ready');
    expect(await countRooms()).to.equal(1);
  });

  it('searches for users, and selects one', async () => {
    const {creator} = await renderPage(async () => [
      {id: 'ann@example.com', name: 'Ann'},
      {id: 'anton'},
    ]);
    await openMoreOptions(creator);
    await tabTo(creator, () => getControl(creator, 'roomModeratorUserIds'));
    await type('an');
    await waitUntil(() => getPart(creator, 'option'));
    await press('ArrowDown');
    await press('Enter');
    expect(getFieldValues(creator)).to.deep.equal({roomModeratorUserIds: 'Ann'});
    expect(getFocused(creator) === getControl(creator, 'roomModeratorUserIds')).to.be.true;
    await press('Escape');
    await press('Backspace');
    expect(getFieldValues(creator)).to.deep.equal({});
  });

  it('reaches the name and the submit button first, and the other fields after "More options"', async () => {
    const {creator} = await renderPage();
    for (const part of ['control', 'more-options-label', 'submit']) {
      await press('Tab');
      expect(getFocused(creator) === getPart(creator, part), part).to.be.true;
    }
  });

  it('reaches all controls in their visual order', async () => {
    const {creator} = await renderPage();
    creator.expanded = true;
    fillIn(creator, {roomModeratorUserIds: 'ann,'});
    getControl(creator, 'roomModeratorUserIds').blur();
    await creator.updateComplete;
    const order: string[] = [];
    while (getFocused(creator) !== getPart(creator, 'submit')) {
      await press('Tab');
      const focused = getFocused(creator);
      order.push(focused?.getAttribute('name') ?? focused?.getAttribute('part') ?? 'nothing');
      expect(order).to.have.length.below(20);
    }
    expect(order).to.deep.equal([
      'name',
      'more-options-label',
      'description',
      'tags',
      'templateRoomEntryId',
      'remove',
      'roomModeratorUserIds',
      'small-button copy-moderators',
      'chatModeratorUserIds',
      'button submit',
    ]);
  });
});
