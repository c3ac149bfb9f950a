import {expect, html} from '@open-wc/testing';
import {turn} from '../room/set-up.js';
import {
  NEW_ROOM,
  getControl,
  getNote,
  getPart,
  pressKey,
  restoreFetch,
  getAnnouncement,
  waitForOutcome,
  renderCreator,
  submit,
  getText,
  fillIn,
  getFieldValues,
} from './creator-fixture.js';

afterEach(() => restoreFetch());

const chips = (creator: HTMLElement, field: 'tags' | 'roomModeratorUserIds' = 'tags') => [
  ...getControl(creator, field).closest('[part~=chips]')!.querySelectorAll<HTMLElement>('li'),
];
const removeButtons = (creator: HTMLElement) =>
  chips(creator).map(chip => chip.querySelector('button')!);

/** Pastes into a field; says whether the browser would have done it by itself. */
function paste(creator: HTMLElement, field: 'tags' | 'roomModeratorUserIds', text: string) {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', text);
  return getControl(creator, field).dispatchEvent(
    new ClipboardEvent('paste', {
      ...{clipboardData, bubbles: true, cancelable: true},
      // As Firefox has it.
      ...{data: text, dataType: 'text/plain'},
    }),
  );
}

describe('the name', () => {
  it('is counted as KAF counts, without the spaces around', async () => {
    const {creator} = await renderCreator();
    expect(getText(creator, 'count')).to.equal('0/256');
    fillIn(creator, {name: '  Ünï 🎉 '});
    await creator.updateComplete;
    expect(getText(creator, 'count')).to.equal('5/256');
  });

  for (const [what, name] of [
    ['spaces', ' \u00a0\u2003 '],
    ['nothing but right-to-left marks', '\u200f\u202e\u200f'],
    ['nothing but joiners', '\u200d\ufeff'],
    ['300 letters', 'x'.repeat(300)],
    ['257 emoji', '🎉'.repeat(257)],
  ] as const)
    it(`of ${what} is refused beside the field, and kept`, async () => {
      const {creator, held} = await renderCreator();
      fillIn(creator, {name});
      submit(creator);
      await waitForOutcome(creator);
      expect(getNote(creator, 'name')).to.contain('Give the room a name of up to 256 characters.');
      expect(getControl(creator, 'name').value).to.equal(name);
      expect(held.calls).to.have.length(0);
    });

  it('of emoji and right-to-left marks is sent as it is', async () => {
    const {creator, held} = await renderCreator();
    const name = `👩‍💻 \u200fשלום\u200f${'🎉'.repeat(240)}`;
    fillIn(creator, {name});
    submit(creator);
    expect((await held.next()).body).to.deep.equal({name});
  });
});

describe('what is wrong', () => {
  it('is not said while one types, but once one leaves; and no more once it is right', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {name: 'x'.repeat(257)});
    await until(() => getControl(creator, 'name').getAttribute('aria-invalid') === 'false');
    await turn();
    expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('false');
    getControl(creator, 'description').focus();
    await until(() => getControl(creator, 'name').getAttribute('aria-invalid') === 'true');
    fillIn(creator, {name: 'x'});
    await creator.updateComplete;
    expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('false');
  });

  it('is said to one who does not see, and is in the next field already', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {name: ' '});
    getControl(creator, 'description').focus();
    await until(
      () => getAnnouncement(creator) === 'Room name: Give the room a name of up to 256 characters.',
    );
    fillIn(creator, {roomModeratorUserIds: 'ann,'});
    await creator.updateComplete;
    expect(getAnnouncement(creator)).to.equal('Added: ann (Room moderators)');
    fillIn(creator, {chatModeratorUserIds: 'ann,a:b,'});
    await creator.updateComplete;
    expect(getAnnouncement(creator)).to.match(
      /^Added: ann, a:b \(Chat moderators\)\. a:b: A user ID has/,
    );
    fillIn(creator, {name: 'Room'});
    getControl(creator, 'description').focus();
    await creator.updateComplete;
    expect(getAnnouncement(creator)).to.equal('');
  });

  it('is not said of a field that one has only gone through', async () => {
    const {creator} = await renderCreator();
    for (const field of ['name', 'tags', 'description'] as const)
      getControl(creator, field).focus();
    fillIn(creator, {description: 'x'.repeat(5001)});
    getControl(creator, 'name').focus();
    getControl(creator, 'tags').focus();
    await until(() => getControl(creator, 'description').getAttribute('aria-invalid') === 'true');
    expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('false');
  });
});

describe('tags', () => {
  for (const [how, act] of [
    ['a comma', (creator: HTMLElement) => fillIn(creator, {tags: 'one,'})],
    ['an Arabic comma', (creator: HTMLElement) => fillIn(creator, {tags: 'one،'})],
    [
      'Enter',
      (creator: HTMLElement) => {
        fillIn(creator, {tags: ' one '});
        expect(pressKey(creator, 'tags', 'Enter')).to.be.false;
      },
    ],
    [
      'leaving the field',
      (creator: HTMLElement) => {
        fillIn(creator, {tags: 'one'});
        getControl(creator, 'name').focus();
      },
    ],
  ] as const)
    it(`are chips by ${how}`, async () => {
      const {creator} = await renderCreator();
      act(creator);
      await creator.updateComplete;
      expect(chips(creator).map(chip => chip.textContent.trim().split(/\s/)[0])).to.deep.equal([
        'one',
      ]);
      expect(getControl(creator, 'tags').value).to.equal('');
      expect(getAnnouncement(creator)).to.equal('Added: one (Tags)');
    });

  it('are no chips where one leaves the window, and not the field', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {tags: 'half', name: ' '});
    for (const field of ['name', 'tags'] as const) {
      getControl(creator, field).focus();
      if (field === 'tags') fillIn(creator, {tags: 'half'});
      getControl(creator, field).dispatchEvent(new FocusEvent('blur'));
      getControl(creator, field).dispatchEvent(new FocusEvent('focusout', {bubbles: true}));
    }
    await creator.updateComplete;
    expect(getControl(creator, 'tags').value).to.equal('half');
  });

  it('are chips at once where a list is pasted, each once', async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {name: 'Room', tags: 'zero'});
    expect(paste(creator, 'tags', 'one, two,,\n three ,two')).to.be.false;
    await creator.updateComplete;
    expect(getFieldValues(creator).tags).to.equal('zero,one,two,three');
    submit(creator);
    expect((await held.next()).body).to.deep.equal({name: 'Room', tags: 'zero,one,two,three'});
  });

  it('are chips where the lines of a list are pasted', async () => {
    const {creator} = await renderCreator();
    paste(creator, 'tags', 'one\ntwo\r\nthree');
    await creator.updateComplete;
    expect(chips(creator)).to.have.length(3);
    expect(getFieldValues(creator).tags).to.equal('one,two,three');
  });

  it('are the text that is pasted where that is no list', async () => {
    const {creator} = await renderCreator();
    expect(paste(creator, 'tags', 'one')).to.be.true;
  });

  it('of which one is typed are sent, though no key has ended it', async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {tags: 'one', name: 'Room'});
    getControl(creator, 'tags').focus();
    fillIn(creator, {tags: 'two'});
    pressKey(creator, 'name', 'Enter');
    getControl(creator, 'name').form?.requestSubmit();
    expect((await held.next()).body).to.deep.equal({name: 'Room', tags: 'one,two'});
  });

  it('are removed by their buttons, and focus stays among them', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {tags: 'one,two,three,'});
    await creator.updateComplete;
    const labels = removeButtons(creator).map(button => button.getAttribute('aria-label'));
    expect(labels).to.deep.equal(['Remove: one', 'Remove: two', 'Remove: three']);
    removeButtons(creator)[1]!.focus();
    removeButtons(creator)[1]!.click();
    await until(() => chips(creator).length === 2);
    await turn();
    expect(creator.shadowRoot?.activeElement === removeButtons(creator)[1]).to.be.true;
    expect(getAnnouncement(creator)).to.equal('Removed: two (Tags)');
    removeButtons(creator)[1]!.click();
    await until(() => chips(creator).length === 1);
    await turn();
    expect(creator.shadowRoot?.activeElement === getControl(creator, 'tags')).to.be.true;
  });

  it('stay as they are, and as large, while a room is created', async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {name: 'Room', tags: 'a,b,'});
    await creator.updateComplete;
    const {offsetHeight} = creator;
    submit(creator);
    await held.next();
    await creator.updateComplete;
    expect(creator.offsetHeight).to.equal(offsetHeight);
    removeButtons(creator)[0]!.click();
    creator.requestUpdate();
    await creator.updateComplete;
    expect(getFieldValues(creator)['tags']).to.equal('a,b');
    expect(getAnnouncement(creator)).to.equal('Added: a, b (Tags)');
    expect(removeButtons(creator)[0]!.ariaDisabled).to.equal('true');
  });

  it('are removed by Backspace where nothing is typed', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {tags: 'one,two,t'});
    pressKey(creator, 'tags', 'Backspace');
    await creator.updateComplete;
    expect(chips(creator)).to.have.length(2);
    fillIn(creator, {tags: ''});
    pressKey(creator, 'tags', 'Backspace');
    await creator.updateComplete;
    expect(getFieldValues(creator).tags).to.equal('one');
    // Held down, it empties the input and no more.
    pressKey(creator, 'tags', 'Backspace', true);
    await creator.updateComplete;
    expect(getFieldValues(creator).tags).to.equal('one');
  });

  it('may be 200, and are refused, all kept, where they are too long', async () => {
    const {creator, held} = await renderCreator();
    const many = Array.from({length: 200}, (_, index) => `t${index}`);
    fillIn(creator, {name: 'Room', tags: `${many.join()},`});
    await creator.updateComplete;
    expect(chips(creator)).to.have.length(200);
    fillIn(creator, {tags: `${many.map(tag => `${tag}-and-longer`).join()},`});
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'tags')).to.contain('under 2,000 characters');
    expect(chips(creator)).to.have.length(400);
    expect(held.calls).to.have.length(0);
  });
});

describe('moderators', () => {
  for (const id of ['a:b', 'jane doe', '<script>alert(1)</script>', 'a/b', '*', 'é'])
    it(`${id} is none, which is said, and who it is`, async () => {
      const {creator, held} = await renderCreator();
      fillIn(creator, {name: 'Room', roomModeratorUserIds: `ann,${id},bob,`});
      submit(creator);
      await waitForOutcome(creator);
      expect(getNote(creator, 'roomModeratorUserIds')).to.contain(`${id}: A user ID has letters`);
      const parts = chips(creator, 'roomModeratorUserIds').map(chip =>
        chip.part.contains('invalid'),
      );
      expect(parts).to.deep.equal([false, true, false]);
      expect(creator.shadowRoot!.querySelector('script')).to.be.null;
      expect(held.calls).to.have.length(0);
    });

  it('with a comma are two', async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {name: 'Room', roomModeratorUserIds: 'doe,jane'});
    submit(creator);
    expect((await held.next()).body).to.deep.equal({
      name: 'Room',
      roomModeratorUserIds: ['doe', 'jane'],
    });
  });

  it('moderate the chat too by one click', async () => {
    const {creator, held} = await renderCreator();
    const button = () => getPart(creator, 'copy-moderators')!;
    expect(button().getAttribute('aria-disabled')).to.equal('true');
    fillIn(creator, {name: 'Room', chatModeratorUserIds: 'cy,', roomModeratorUserIds: 'ann,cy,'});
    await creator.updateComplete;
    expect(button().getAttribute('aria-disabled')).to.equal('false');
    button().click();
    await creator.updateComplete;
    expect(button().getAttribute('aria-disabled')).to.equal('true');
    expect(getAnnouncement(creator)).to.equal('Added: ann (Chat moderators)');
    fillIn(creator, {roomModeratorUserIds: 'dee'});
    button().click();
    submit(creator);
    expect((await held.next()).body).to.deep.equal({
      name: 'Room',
      roomModeratorUserIds: ['ann', 'cy', 'dee'],
      chatModeratorUserIds: ['cy', 'ann', 'dee'],
    });
  });
});

describe('fields by attribute', () => {
  it('are hidden and sent as the page has them', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        hidden-fields="tags chatModeratorUserIds"
        defaults='{"tags": "course, math", "chatModeratorUserIds": ["ann"]}'
      ></kaltura-room-creator>`,
    );
    expect(getControl(creator, 'tags')).to.be.null;
    expect(getPart(creator, 'copy-moderators')).to.be.null;
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await held.next()).body).to.deep.equal({
      name: 'Room',
      tags: 'course,math',
      chatModeratorUserIds: ['ann'],
    });
  });

  it('are locked: shown, and nobody can change them', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        readonly-fields="name tags"
        defaults='{"name": "Fixed", "tags": "a"}'
      ></kaltura-room-creator>`,
    );
    expect(getControl(creator, 'name').readOnly).to.be.true;
    expect(removeButtons(creator)).to.deep.equal([null]);
    fillIn(creator, {name: 'Mine', tags: 'b,'});
    submit(creator);
    expect((await held.next()).body).to.deep.equal({name: 'Fixed', tags: 'a'});
  });

  it('are filled in, until one changes them', async () => {
    const {creator, held} = await renderCreator();
    creator.defaults = {name: 'Given', description: 'About'};
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Given', description: 'About'});
    fillIn(creator, {name: 'Mine'});
    creator.defaults = {name: 'Given anew', description: 'About it'};
    await creator.updateComplete;
    submit(creator);
    expect((await held.next()).body).to.deep.equal({name: 'Mine', description: 'About it'});
  });

  it('are required', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        required-fields="description templateRoomEntryId"
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room', description: ' '});
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'description')).to.contain('Fill this in.');
    fillIn(creator, {description: 'About'});
    submit(creator);
    // There is no template to choose.
    expect((await held.next()).body).to.deep.equal({name: 'Room', description: 'About'});
  });

  it('have mistakes of their own: to put one right leaves the others', async () => {
    const {creator} = await renderCreator();
    Object.assign(creator, {hiddenFields: 'nothing', templates: 7});
    await creator.updateComplete;
    creator.templates = [];
    await creator.updateComplete;
    expect(getText(creator, 'code')).to.equal('attribute-invalid');
    Object.assign(creator, {hiddenFields: '', templates: 7});
    await creator.updateComplete;
    creator.readonlyFields = 'name';
    await creator.updateComplete;
    expect(getText(creator, 'code')).to.equal('attribute-invalid');
    creator.templates = [];
    await creator.updateComplete;
    expect(getText(creator, 'code')).to.equal('');
  });

  for (const [attribute, value] of [
    ['hidden-fields', 'template'],
    ['readonly-fields', 'names'],
    ['required-fields', 'constructor'],
    ['defaults', '{'],
    ['defaults', '{"title": "Room"}'],
    ['defaults', '{"name": 7}'],
    ['defaults', '{"roomModeratorUserIds": "ann"}'],
    ['defaults', '[]'],
  ] as const)
    it(`${attribute}='${value}' is a mistake of the page, and right again once put right`, async () => {
      const {creator, held} = await renderCreator();
      creator.setAttribute(attribute, value);
      await creator.updateComplete;
      const isNothing = value === '[]';
      expect(getText(creator, 'code')).to.equal(isNothing ? '' : 'attribute-invalid');
      fillIn(creator, {name: 'Room'});
      creator.removeAttribute(attribute);
      await creator.updateComplete;
      submit(creator);
      expect((await held.next()).body).to.deep.equal({name: 'Room'});
    });

  it('a hidden name that nobody gives is a mistake of the page', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" hidden-fields="name"></kaltura-room-creator>`,
    );
    submit(creator);
    await waitForOutcome(creator);
    expect(creator.error?.code).to.equal('attribute-invalid');
    expect(held.calls).to.have.length(0);
  });
});

describe("the page's own fields", () => {
  it('go along with the events, and not to the server', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms">
        <input name="course" value="math" />
        <input type="checkbox" name="open" />
        <input type="checkbox" name="listed" checked />
        <select name="days" multiple>
          <option selected>Mon</option>
          <option>Tue</option>
          <option selected>Wed</option>
        </select>
        <input name="off" value="x" disabled />
        <textarea name="note"></textarea>
      </kaltura-room-creator>`,
    );
    const heard: Record<string, unknown> = {};
    creator.addEventListener('formdata', ({formData}) => formData.append('by', 'page'));
    const keep = ({type, formData}: {type: string; formData: FormData}) =>
      (heard[type] = [...formData].map(String));
    creator.addEventListener('kaltura-room-create', keep);
    creator.addEventListener('kaltura-room-created', keep);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const call = await held.next();
    expect(call.body).to.deep.equal({name: 'Room'});
    call.answerJson({success: true, data: {id: NEW_ROOM}});
    await waitForOutcome(creator);
    const all = ['course,math', 'listed,on', 'days,Mon', 'days,Wed', 'note,', 'by,page'];
    expect(heard).to.deep.equal({'kaltura-room-create': all, 'kaltura-room-created': all});
  });

  it('are checked by the browser first', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms">
        <input name="course" required />
      </kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    await waitForOutcome(creator);
    expect(creator.state).to.equal('editing');
    const input = creator.querySelector('input')!;
    input.value = 'math';
    input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
    expect((await held.next()).body).to.deep.equal({name: 'Room'});
  });

  it('are checked after those of the form, which say at once what is wrong', async () => {
    const {creator} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms">
        <input name="course" required />
      </kaltura-room-creator>`,
    );
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'name')).to.contain('Give the room a name');
    expect(creator.shadowRoot?.activeElement === getControl(creator, 'name')).to.be.true;
  });

  it('are none of the form, whatever their names', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms">
        <input name="description" />
        <input name="tags" slot="tags-hint" />
      </kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    for (const input of creator.querySelectorAll('input')) {
      input.focus();
      input.value = 'of the page';
      input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    }
    submit(creator);
    expect((await held.next()).body).to.deep.equal({name: 'Room'});
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
  });

  for (const [what, type_, init] of [
    ['a button', 'button', {}],
    ['a file', 'file', {}],
    ['a color', 'color', {}],
    ['a text whose Enter the page keeps', 'text', {keeps: true}],
    ['a text, held down', 'text', {repeat: true}],
  ] as const)
    it(`are not sent by Enter in ${what}`, async () => {
      const {creator, held} = await renderCreator(
        html`<kaltura-room-creator create-url="/rooms"><input /></kaltura-room-creator>`,
      );
      fillIn(creator, {name: 'Room'});
      const input = creator.querySelector('input')!;
      input.type = type_;
      if ('keeps' in init) input.addEventListener('keydown', event => event.preventDefault());
      const options = {key: 'Enter', bubbles: true, cancelable: true, composed: true};
      input.dispatchEvent(new KeyboardEvent('keydown', {...options, ...init}));
      await waitForOutcome(creator);
      expect(held.calls).to.have.length(0);
    });
});

/** Waits until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn();
}
