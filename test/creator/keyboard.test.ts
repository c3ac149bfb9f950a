import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/define.js';
import type {KalturaRoomCreatorElement, KalturaRoomElement} from '../../src/index.js';
import {reaches, until} from '../room/set-up.js';
import {getControl, getPart, getText, getFieldValues} from './creator-fixture.js';

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
  const {id} = (await (await fetch('/rig', {method: 'POST'})).json()) as {id: string};
  end = async () => void (await fetch(`/rig/${id}`, {method: 'DELETE'}));
  const root = await fixture<HTMLElement>(
    html`<main>
      <kaltura-room-creator
        create-url="/rig/${id}/rooms"
        for="made"
        .templates=${[{id: '1_classic0', name: 'Classroom'}]}
        .searchUsers=${searchUsers}
      ></kaltura-room-creator>
      <kaltura-room id="made" token-url="/rig/${id}/token" loading="click"></kaltura-room>
    </main>`,
  );
  return {
    creator: root.querySelector('kaltura-room-creator')!,
    room: root.querySelector('kaltura-room')!,
    rooms: async () => ((await (await fetch(`/rig/${id}/counts`)).json()) as {rooms: number}).rooms,
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
  const to = (name: Parameters<typeof getControl>[1]) =>
    tabTo(creator, () => getControl(creator, name));
  await to('name');
  await type(' ');
  await to('description');
  await until(() => getText(creator, 'error'));
  await type('All of it');
  await to('tags');
  await type('one,two');
  await press('Enter');
  await press('Backspace');
  await to('templateRoomEntryId');
  await press('ArrowDown');
  await to('roomModeratorUserIds');
  await type('ann,');
  await tabTo(creator, () => getPart(creator, 'copy-moderators'));
  await press('Enter');
  await tabTo(creator, () => getPart(creator, 'submit'));
  await press('Enter');
  // Nothing was sent: it goes back to what is wrong.
  await until(() => focused(creator) === getControl(creator, 'name'));
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
  await reaches(room, 'ready');
  expect(await rooms()).to.equal(1);
});

it('finds people, and takes one', async () => {
  const {creator} = await page(async () => [{id: 'ann@example.com', name: 'Ann'}, {id: 'anton'}]);
  await tabTo(creator, () => getControl(creator, 'roomModeratorUserIds'));
  await type('an');
  await until(() => getPart(creator, 'option'));
  await press('ArrowDown');
  await press('Enter');
  expect(getFieldValues(creator)).to.deep.equal({roomModeratorUserIds: 'Ann'});
  expect(focused(creator) === getControl(creator, 'roomModeratorUserIds')).to.be.true;
  await press('Escape');
  await press('Backspace');
  expect(getFieldValues(creator)).to.deep.equal({});
});

it('comes across everything in the order in which it is shown', async () => {
  const {creator} = await page();
  const met: string[] = [];
  while (focused(creator) !== getPart(creator, 'submit')) {
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
