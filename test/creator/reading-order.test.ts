import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/define.js';
import {Reader, type Met} from './reader.js';
import {replaceClipboard} from './creator-fixture.js';

/*
 * A person who hears the page, in each engine: goes on by what is met next, by its role and name
 * alone, and acts there; rooms are made by a host backend and a simulator.
 */

let end = async (): Promise<void> => {};
afterEach(async () => {
  await end();
  end = async () => {};
});

const press = (key: string) => sendKeys({press: key});

async function type({element}: Met, text: string): Promise<void> {
  element.focus();
  for (const key of text) await press(key);
}

async function activate({element}: Met, key: 'Enter' | ' ' = 'Enter'): Promise<void> {
  element.focus();
  await press(key);
}

it('a person fills in all fields, is told what is wrong, and creates one room', async () => {
  const {id} = (await (await fetch('/rig', {method: 'POST'})).json()) as {id: string};
  end = async () => void (await fetch(`/rig/${id}`, {method: 'DELETE'}));
  const people = [{id: 'ann@example.com', name: 'Ann'}, {id: 'anton'}];
  const image = `${location.origin}/none.png`;
  const page = await fixture<HTMLElement>(
    html`<main>
      <kaltura-room-creator
        create-url="/rig/${id}/rooms"
        share-url="/join/{id}"
        allow-another
        .templates=${[
          {id: '1_classic0', name: 'Classroom', image},
          {id: '1_webinar0', name: 'Webinar'},
        ]}
        .searchUsers=${async (query: string) => (query === 'an' ? people : [])}
      ></kaltura-room-creator>
    </main>`,
  );
  const reader = new Reader(page);
  /** Waits until the focus is somewhere else, and goes there. */
  const moved = async (role: string, name: string): Promise<Met> => {
    await waitUntil(
      () => {
        const met = reader.follow();
        return met?.role === role && met.name === name;
      },
      `the focus is on the ${role} ${name}`,
      {timeout: 8000},
    );
    return reader.follow()!;
  };
  const hears = (text: string) =>
    waitUntil(() => reader.heard.some(heard => heard.includes(text)), `hears ${text}`, {
      timeout: 8000,
    });

  const name = reader.on('textbox', 'Room name');
  expect([name.description, name.isInvalid]).to.deep.equal(['Up to 256 characters.', false]);
  await type(name, ' ');
  const description = reader.on('textbox', 'Description (optional)');
  await type(description, 'By ear');
  await hears('Room name: Give the room a name of up to 256 characters.');

  const tags = reader.on('textbox', 'Tags (optional)');
  expect(tags.description).to.equal('Press Enter or a comma after each.');
  await type(tags, 'one,two,');
  await hears('Added: two (Tags)');
  await activate(reader.back('button', 'Remove: two'));
  await hears('Removed: two (Tags)');
  await moved('textbox', 'Tags (optional)');

  expect(reader.on('radiogroup', 'Template (optional)').description).to.contain('Sets what');
  await activate(reader.on('radio', 'Webinar'), ' ');

  const search = reader.on('combobox', 'Room moderators (optional)');
  await type(search, 'an');
  await hears('People found: 2');
  expect(reader.on('listbox', 'People found').role).to.equal('listbox');
  // As its voice does where one is told to press it.
  reader.on('option', 'Ann ann@example.com').element.click();
  await hears('Added: Ann (Room moderators)');
  await moved('combobox', 'Room moderators (optional)');
  await activate(reader.on('button', 'Let them moderate the chat too'));
  await hears('Added: Ann (Chat moderators)');
  await type(reader.on('combobox', 'Chat moderators (optional)'), 'a:b,');
  await hears('Added: a:b (Chat moderators). a:b: A user ID has letters');

  await activate(reader.on('button', 'Create room'));
  const wrong = await moved('textbox', 'Room name');
  expect(wrong.isInvalid).to.be.true;
  expect(wrong.description).to.equal('Give the room a name of up to 256 characters.');
  await type(wrong, 'Heard');
  await activate(reader.on('button', 'Remove: a:b'));
  await moved('combobox', 'Chat moderators (optional)');

  const refusal = {success: false, errorCode: 'invalidConfiguration', error: 'not switched on'};
  const kaf = {'create-room': {kind: 'json', body: refusal, times: 1}};
  await fetch(`/rig/${id}/faults`, {method: 'POST', body: JSON.stringify({kaf})});
  await activate(reader.on('button', 'Create room'));
  await hears('Creating the room…');
  const summary = await moved('alert', '');
  expect(summary.text)
    .to.contain('The people who run it need to ask Kaltura.')
    .and.to.match(/Reference: [\da-f]{8}$/);
  await activate(reader.on('button', 'Create room'));

  await moved('group', 'Room created');
  expect(reader.on('heading', 'Room created').text).to.equal('Room created');
  const link = [...page.querySelector('kaltura-room-creator')!.shadowRoot!.querySelectorAll('a')];
  expect(reader.on('link', link[0]!.href).text).to.match(/\/join\/1_\w{8}$/);
  const giveBack = replaceClipboard(() => Promise.resolve());
  await activate(reader.on('button', 'Copy the link'));
  await hears('Copied');
  giveBack();
  await activate(reader.on('button', 'Create another room'));
  await moved('textbox', 'Room name');
  const {rooms} = (await (await fetch(`/rig/${id}/counts`)).json()) as {rooms: number};
  expect(rooms, 'one refused, one made').to.equal(2);
}).timeout(60_000);

it('a person meets the room that may be there before the button', async () => {
  const page = await fixture<HTMLElement>(
    html`<main><kaltura-room-creator create-url="/rooms"></kaltura-room-creator></main>`,
  );
  const creator = page.querySelector('kaltura-room-creator')!;
  const attempts = [{body: '{"name":"Lost"}', key: '0'.repeat(32), isOutcomeUnknown: true}];
  creator.formStateRestoreCallback(JSON.stringify({edits: {name: 'Lost'}, attempts}));
  await creator.updateComplete;
  const reader = new Reader(page);
  const button = reader.on('button', 'Create room');
  expect(button.description).to.contain('Lost: The room may be there already.');
  expect(reader.back('status', '').text).to.equal(button.description);
});
