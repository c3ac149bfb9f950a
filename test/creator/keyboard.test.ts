import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/define.js';
import type {KalturaRoomCreatorElement, KalturaRoomElement} from '../../src/index.js';
import {waitForState, waitUntil} from '../room/set-up.js';
import {control, partOf, textOf, typed} from './set-up.js';

/*
 * A person who has a keyboard and no mouse, in each engine: keys go to the browser, and to the element
 * by its focus alone; rooms are made by a host backend and a simulator.
 */

interface Page {
  readonly creator: KalturaRoomCreatorElement;
  readonly room: KalturaRoomElement;
  /** How many rooms KAF was asked for. */
  readonly rooms: () => Promise<number>;
}

let end = async (): Promise<void> => {};
afterEach(() => end());

async function page(searchUsers?: KalturaRoomCreatorElement['searchUsers']): Promise<Page> {
  const {id} = (await (await fetch('/test-server', {method: 'POST'})).json()) as {id: string};
  end = async () => void (await fetch(`/test-server/${id}`, {method: 'DELETE'}));
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
    rooms: async () => ((await (await fetch(`/test-server/${id}/counts`)).json()) as {rooms: number}).rooms,
  };
}

const focused = (creator: HTMLElement) => creator.shadowRoot?.activeElement;

const press = (key: string) => sendKeys({press: key});

async function type(text: string): Promise<void> {
  for (const key of text) await press(key);
}

/** Presses Tab until this has the focus. */
async function tabTo(creator: HTMLElement, target: () => Element | null | undefined) {
  for (let presses = 0; presses < 20 && focused(creator) !== target(); presses++)
    await press('Tab');
  expect(focused(creator) === target(), 'it has the focus').to.be.true;
}

it('fills in all fields, puts right what is wrong, and is in the room', async () => {
  const {creator, room, rooms} = await page();
  const to = (name: Parameters<typeof control>[1]) => tabTo(creator, () => control(creator, name));
  await to('name');
  await type(' ');
  await to('description');
  await waitUntil(() => textOf(creator, 'error'));
  await type('All of it');
  await to('tags');
  await type('one,two');
  await press('Enter');
  await press('Backspace');
  await to('templateRoomEntryId');
  await press('ArrowDown');
  await to('roomModeratorUserIds');
  await type('ann,');
  await tabTo(creator, () => partOf(creator, 'copy-moderators'));
  await press('Enter');
  await tabTo(creator, () => partOf(creator, 'submit'));
  await press('Enter');
  // Nothing was sent: it goes back to what is wrong.
  await waitUntil(() => focused(creator) === control(creator, 'name'));
  await type('By keyboard');
  expect(typed(creator)).to.deep.equal({
    name: ' By keyboard',
    description: 'All of it',
    tags: 'one',
    templateRoomEntryId: '1_classic0',
    roomModeratorUserIds: 'ann',
    chatModeratorUserIds: 'ann',
  });
  await press('Enter');
  await waitForState(room, 'ready');
  expect(await rooms()).to.equal(1);
});

it('finds people, and takes one', async () => {
  const {creator} = await page(async () => [{id: 'ann@example.com', name: 'Ann'}, {id: 'anton'}]);
  await tabTo(creator, () => control(creator, 'roomModeratorUserIds'));
  await type('an');
  await waitUntil(() => partOf(creator, 'option'));
  await press('ArrowDown');
  await press('Enter');
  expect(typed(creator)).to.deep.equal({roomModeratorUserIds: 'Ann'});
  expect(focused(creator) === control(creator, 'roomModeratorUserIds')).to.be.true;
  await press('Escape');
  await press('Backspace');
  expect(typed(creator)).to.deep.equal({});
});

it('comes across everything in the order in which it is shown', async () => {
  const {creator} = await page();
  const met: string[] = [];
  while (focused(creator) !== partOf(creator, 'submit')) {
    await press('Tab');
    const at = focused(creator);
    met.push(at?.getAttribute('name') ?? at?.getAttribute('part') ?? 'nothing');
    expect(met).to.have.length.below(20);
  }
  expect(met).to.deep.equal([
    'name',
    'description',
    'tags',
    'templateRoomEntryId',
    'roomModeratorUserIds',
    'small-button copy-moderators',
    'chatModeratorUserIds',
    'button submit',
  ]);
});
