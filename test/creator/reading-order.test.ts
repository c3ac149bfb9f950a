import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/define.js';
import {ScreenReader, type AccessibleElement} from './screen-reader.js';
import {replaceClipboard} from '../support/creator-fixture.js';

/*
 * Use of the form by screen reader. The reader finds each control in reading order by role and name.
 * A host backend and a simulator create the rooms.
 */

let cleanUp = async (): Promise<void> => {};
afterEach(async () => {
  await cleanUp();
  cleanUp = async () => {};
});

const press = (key: string) => sendKeys({press: key});

async function type({element}: AccessibleElement, text: string): Promise<void> {
  element.focus();
  for (const key of text) await press(key);
}

async function activate({element}: AccessibleElement, key: 'Enter' | ' ' = 'Enter'): Promise<void> {
  element.focus();
  await press(key);
}

describe('a screen reader', () => {
  it('reaches all fields, announces the errors, and creates one room', async () => {
    const {id} = (await (await fetch('/test-server', {method: 'POST'})).json()) as {id: string};
    cleanUp = async () => void (await fetch(`/test-server/${id}`, {method: 'DELETE'}));
    const users = [{id: 'ann@example.com', name: 'Ann'}, {id: 'anton'}];
    const image = `${location.origin}/none.png`;
    const page = await fixture<HTMLElement>(
      html`<main>
        <kaltura-room-creator
          create-url="/test-server/${id}/rooms"
          share-url="/join/{id}"
          allow-another
          .templates=${[
            {id: '1_classic0', name: 'Classroom', image},
            {id: '1_webinar0', name: 'Webinar'},
          ]}
          .searchUsers=${async (query: string) => (query === 'an' ? users : [])}
        ></kaltura-room-creator>
      </main>`,
    );
    const reader = new ScreenReader(page);
    /** Waits until this element has the focus, and moves the reader there. */
    const waitForFocus = async (role: string, name: string): Promise<AccessibleElement> => {
      await waitUntil(
        () => {
          const focused = reader.followFocus();
          return focused?.role === role && focused.name === name;
        },
        `focus on the ${role} ${name}`,
        {timeout: 8000},
      );
      return reader.followFocus()!;
    };
    const waitForAnnouncement = (text: string) =>
      waitUntil(
        () => reader.announcements.some(announcement => announcement.includes(text)),
        `announcement of ${text}`,
        {timeout: 8000},
      );

    const name = reader.readTo('textbox', 'Room name');
    expect([name.description, name.isInvalid]).to.deep.equal(['Up to 256 characters.', false]);
    await type(name, ' ');
    await activate(reader.readTo('button', 'More options'));
    const description = reader.readTo('textbox', 'Description (optional)');
    await type(description, 'By ear');
    await waitForAnnouncement('Room name: Give the room a name of up to 256 characters.');

    const tags = reader.readTo('textbox', 'Tags (optional)');
    expect(tags.description).to.equal('Press Enter or a comma after each.');
    await type(tags, 'one,two,');
    await waitForAnnouncement('Added: two (Tags)');
    await activate(reader.readBackTo('button', 'Remove: two'));
    await waitForAnnouncement('Removed: two (Tags)');
    await waitForFocus('textbox', 'Tags (optional)');

    expect(reader.readTo('radiogroup', 'Template (optional)').description).to.contain('Sets what');
    await activate(reader.readTo('radio', 'Webinar'), ' ');

    const search = reader.readTo('combobox', 'Room moderators (optional)');
    await type(search, 'an');
    await waitForAnnouncement('People found: 2');
    expect(reader.readTo('listbox', 'People found').role).to.equal('listbox');
    // Screen readers activate an option by a click.
    reader.readTo('option', 'Ann ann@example.com').element.click();
    await waitForAnnouncement('Added: Ann (Room moderators)');
    await waitForFocus('combobox', 'Room moderators (optional)');
    await activate(reader.readTo('button', 'Let them moderate the chat too'));
    await waitForAnnouncement('Added: Ann (Chat moderators)');
    await type(reader.readTo('combobox', 'Chat moderators (optional)'), 'a:b,');
    await waitForAnnouncement('Added: a:b (Chat moderators). a:b: A user ID has letters');

    await activate(reader.readTo('button', 'Create room'));
    const invalidName = await waitForFocus('textbox', 'Room name');
    expect(invalidName.isInvalid).to.be.true;
    expect(invalidName.description).to.equal('Give the room a name of up to 256 characters.');
    await type(invalidName, 'Heard');
    await activate(reader.readTo('button', 'Remove: a:b'));
    await waitForFocus('combobox', 'Chat moderators (optional)');

    const failure = {success: false, errorCode: 'invalidConfiguration', error: 'not switched on'};
    const kaf = {'create-room': {kind: 'json', body: failure, times: 1}};
    await fetch(`/test-server/${id}/faults`, {method: 'POST', body: JSON.stringify({kaf})});
    await activate(reader.readTo('button', 'Create room'));
    await waitForAnnouncement('Creating the room…');
    const summary = await waitForFocus('alert', '');
    expect(summary.text)
      .to.contain('The people who run it need to ask Kaltura.')
      .and.to.match(/Reference: [\da-f]{8}$/);
    await activate(reader.readTo('button', 'Create room'));

    await waitForFocus('group', 'Room created');
    expect(reader.readTo('heading', 'Room created').text).to.equal('Room created');
    const link = [...page.querySelector('kaltura-room-creator')!.shadowRoot!.querySelectorAll('a')];
    expect(reader.readTo('link', link[0]!.href).text).to.match(/\/join\/1_\w{8}$/);
    const restoreClipboard = replaceClipboard(() => Promise.resolve());
    await activate(reader.readTo('button', 'Copy the link'));
    await waitForAnnouncement('Copied');
    restoreClipboard();
    await activate(reader.readTo('button', 'Create another room'));
    await waitForFocus('textbox', 'Room name');
    const {rooms} = (await (await fetch(`/test-server/${id}/counts`)).json()) as {rooms: number};
    expect(rooms, 'one failed request and one created room').to.equal(2);
  }).timeout(60_000);

  it('reaches the notice about an unknown outcome before the submit button', async () => {
    const page = await fixture<HTMLElement>(
      html`<main><kaltura-room-creator create-url="/rooms"></kaltura-room-creator></main>`,
    );
    const creator = page.querySelector('kaltura-room-creator')!;
    const attempts = [{body: '{"name":"Lost"}', key: '0'.repeat(32), isOutcomeUnknown: true}];
    creator.formStateRestoreCallback(JSON.stringify({edits: {name: 'Lost'}, attempts}));
    await creator.updateComplete;
    const reader = new ScreenReader(page);
    const button = reader.readTo('button', 'Create room');
    expect(button.description).to.contain('Lost: The room may already exist.');
    expect(reader.readBackTo('status', '').text).to.equal(button.description);
  });
});
