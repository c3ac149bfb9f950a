import {expect, html} from '@open-wc/testing';
import {nextTask, waitUntil} from '../support/events.js';
import {
  NEW_ROOM,
  getControl,
  getNote,
  getPart,
  hasPart,
  pressKey,
  getAnnouncement,
  waitForOutcome,
  renderCreator,
  submit,
  getText,
  fillIn,
  getFieldValues,
} from '../support/creator-fixture.js';

const getChips = (creator: HTMLElement, field: 'tags' | 'roomModeratorUserIds' = 'tags') => [
  ...getControl(creator, field).closest('[part~=chips]')!.querySelectorAll<HTMLElement>('li'),
];
const getRemoveButtons = (creator: HTMLElement) =>
  getChips(creator).map(chip => chip.querySelector('button')!);

/** Dispatches a paste event. Returns false if the element prevents the default action. */
function paste(creator: HTMLElement, field: 'tags' | 'roomModeratorUserIds', text: string) {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', text);
  // Firefox takes the data of a synthetic event from these non-standard members.
  const firefoxInit = {data: text, dataType: 'text/plain'};
  return getControl(creator, field).dispatchEvent(
    new ClipboardEvent('paste', {
      ...firefoxInit,
      clipboardData,
      bubbles: true,
      cancelable: true,
    }),
  );
}

/** Dispatches the events of a window that loses the focus. The control keeps it in the document. */
function blurWindow(control: HTMLElement): void {
  control.dispatchEvent(new FocusEvent('blur'));
  control.dispatchEvent(new FocusEvent('focusout', {bubbles: true}));
}

describe('the name', () => {
  it('counts code points without the surrounding spaces, as KAF does', async () => {
    const {creator} = await renderCreator();
    expect(getText(creator, 'count')).to.equal('0/256');
    fillIn(creator, {name: '  Ünï 🎉 '});
    await creator.updateComplete;
    expect(getText(creator, 'count')).to.equal('5/256');
  });

  for (const {content, name} of [
    {content: 'only spaces', name: ' \u00a0\u2003 '},
    {content: 'only right-to-left marks', name: '\u200f\u202e\u200f'},
    {content: 'only joiners', name: '\u200d\ufeff'},
    {content: '300 letters', name: 'x'.repeat(300)},
    {content: '257 emoji', name: '🎉'.repeat(257)},
  ])
    it(`shows an error beside the field for ${content}, and keeps the text`, async () => {
      const {creator, fetchMock} = await renderCreator();
      fillIn(creator, {name});
      submit(creator);
      await waitForOutcome(creator);
      expect(getNote(creator, 'name')).to.contain('Give the room a name of up to 256 characters.');
      expect(getControl(creator, 'name').value).to.equal(name);
      expect(fetchMock.calls).to.have.length(0);
    });

  it('sends emoji and right-to-left marks unchanged', async () => {
    const {creator, fetchMock} = await renderCreator();
    const name = `👩‍💻 \u200fשלום\u200f${'🎉'.repeat(240)}`;
    fillIn(creator, {name});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name});
  });
});

describe('the error of a field', () => {
  it('appears when the guest leaves the field, and disappears with the correction', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {name: 'x'.repeat(257)});
    await waitUntil(() => getControl(creator, 'name').getAttribute('aria-invalid') === 'false');
    await nextTask();
    expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('false');
    getControl(creator, 'description').focus();
    await waitUntil(() => getControl(creator, 'name').getAttribute('aria-invalid') === 'true');
    fillIn(creator, {name: 'x'});
    await creator.updateComplete;
    expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('false');
  });

  it('reaches the live region, also when the focus is in another field', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {name: ' '});
    getControl(creator, 'description').focus();
    await waitUntil(
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

  it('does not appear when the window loses the focus', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {name: ' '});
    blurWindow(getControl(creator, 'name'));
    await creator.updateComplete;
    expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('false');
  });

  it('does not appear for a field that the guest left without a change', async () => {
    const {creator} = await renderCreator();
    for (const field of ['name', 'tags', 'description'] as const)
      getControl(creator, field).focus();
    fillIn(creator, {description: 'x'.repeat(5001)});
    getControl(creator, 'name').focus();
    getControl(creator, 'tags').focus();
    await waitUntil(
      () => getControl(creator, 'description').getAttribute('aria-invalid') === 'true',
    );
    expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('false');
  });
});

describe('tags', () => {
  for (const {action, act} of [
    {
      action: 'typing a comma',
      act: (creator: HTMLElement) => fillIn(creator, {tags: 'one,'}),
    },
    {
      action: 'typing an Arabic comma',
      act: (creator: HTMLElement) => fillIn(creator, {tags: 'one،'}),
    },
    {
      action: 'pressing Enter',
      act(creator: HTMLElement) {
        fillIn(creator, {tags: ' one '});
        expect(pressKey(creator, 'tags', 'Enter')).to.be.false;
      },
    },
    {
      action: 'leaving the field',
      act(creator: HTMLElement) {
        fillIn(creator, {tags: 'one'});
        getControl(creator, 'name').focus();
      },
    },
  ])
    it(`become chips by ${action}`, async () => {
      const {creator} = await renderCreator();
      act(creator);
      await creator.updateComplete;
      expect(getChips(creator).map(chip => chip.textContent.trim().split(/\s/)[0])).to.deep.equal([
        'one',
      ]);
      expect(getControl(creator, 'tags').value).to.equal('');
      expect(getAnnouncement(creator)).to.equal('Added: one (Tags)');
    });

  it('remain text when the window loses the focus', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {tags: 'half'});
    blurWindow(getControl(creator, 'tags'));
    await creator.updateComplete;
    expect(getControl(creator, 'tags').value).to.equal('half');
    expect(getChips(creator)).to.have.length(0);
  });

  it('become chips when a list is pasted, without duplicates', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room', tags: 'zero'});
    expect(paste(creator, 'tags', 'one, two,,\n three ,two')).to.be.false;
    await creator.updateComplete;
    expect(getFieldValues(creator).tags).to.equal('zero,one,two,three');
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', tags: 'zero,one,two,three'});
  });

  for (const {selection, start, expected} of [
    {selection: 'the whole text', start: 0, expected: 'one,two'},
    {selection: 'the end of the text', start: 2, expected: 'ze,one,two'},
  ])
    it(`replace ${selection} that is selected when a list is pasted`, async () => {
      const {creator} = await renderCreator();
      fillIn(creator, {tags: 'zero'});
      getControl(creator, 'tags').setSelectionRange(start, 4);
      paste(creator, 'tags', 'one,two');
      await creator.updateComplete;
      expect(getFieldValues(creator).tags).to.equal(expected);
    });

  it('lose characters that nobody sees, but keep those of emoji and scripts', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room', tags: 'one\u200b,\u200b,\ufeffone,👩‍💻,می‌خواهم,❤️,'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      tags: 'one,👩‍💻,می‌خواهم,❤️',
    });
  });

  it('become chips when several lines are pasted', async () => {
    const {creator} = await renderCreator();
    paste(creator, 'tags', 'one\ntwo\r\nthree');
    await creator.updateComplete;
    expect(getChips(creator)).to.have.length(3);
    expect(getFieldValues(creator).tags).to.equal('one,two,three');
  });

  it('leave the paste of a single tag to the browser', async () => {
    const {creator} = await renderCreator();
    expect(paste(creator, 'tags', 'one')).to.be.true;
  });

  it('include the pending input when the form is submitted', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {tags: 'one', name: 'Room'});
    getControl(creator, 'tags').focus();
    fillIn(creator, {tags: 'two'});
    pressKey(creator, 'name', 'Enter');
    getControl(creator, 'name').form?.requestSubmit();
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', tags: 'one,two'});
  });

  it('disappear by their remove buttons, which keep the focus in the list', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {tags: 'one,two,three,'});
    await creator.updateComplete;
    const labels = getRemoveButtons(creator).map(button => button.getAttribute('aria-label'));
    expect(labels).to.deep.equal(['Remove: one', 'Remove: two', 'Remove: three']);
    getRemoveButtons(creator)[1]!.focus();
    getRemoveButtons(creator)[1]!.click();
    await waitUntil(() => getChips(creator).length === 2);
    await nextTask();
    expect(creator.shadowRoot?.activeElement === getRemoveButtons(creator)[1]).to.be.true;
    expect(getAnnouncement(creator)).to.equal('Removed: two (Tags)');
    getRemoveButtons(creator)[1]!.click();
    await waitUntil(() => getChips(creator).length === 1);
    await nextTask();
    expect(creator.shadowRoot?.activeElement === getControl(creator, 'tags')).to.be.true;
  });

  it('keep their content and their size during a request', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room', tags: 'a,b,'});
    await creator.updateComplete;
    const {offsetHeight} = creator;
    submit(creator);
    await fetchMock.next();
    await creator.updateComplete;
    expect(creator.offsetHeight).to.equal(offsetHeight);
    getRemoveButtons(creator)[0]!.click();
    creator.requestUpdate();
    await creator.updateComplete;
    expect(getFieldValues(creator)['tags']).to.equal('a,b');
    expect(getAnnouncement(creator)).to.equal('Added: a, b (Tags)');
    expect(getRemoveButtons(creator)[0]!.ariaDisabled).to.equal('true');
  });

  it('disappear by Backspace if the input is empty', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {tags: 'one,two,t'});
    pressKey(creator, 'tags', 'Backspace');
    await creator.updateComplete;
    expect(getChips(creator)).to.have.length(2);
    fillIn(creator, {tags: ''});
    pressKey(creator, 'tags', 'Backspace');
    await creator.updateComplete;
    expect(getFieldValues(creator).tags).to.equal('one');
    // A held Backspace empties the input, but removes no chip.
    pressKey(creator, 'tags', 'Backspace', true);
    await creator.updateComplete;
    expect(getFieldValues(creator).tags).to.equal('one');
  });

  it('accept 200 chips, and show an error if all together are too long', async () => {
    const {creator, fetchMock} = await renderCreator();
    const many = Array.from({length: 200}, (_, index) => `t${index}`);
    fillIn(creator, {name: 'Room', tags: `${many.join()},`});
    await creator.updateComplete;
    expect(getChips(creator)).to.have.length(200);
    fillIn(creator, {tags: `${many.map(tag => `${tag}-and-longer`).join()},`});
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'tags')).to.contain('under 2,000 characters');
    expect(getChips(creator)).to.have.length(400);
    expect(fetchMock.calls).to.have.length(0);
  });
});

describe('moderators', () => {
  for (const id of ['a:b', 'jane doe', '<script>alert(1)</script>', 'a/b', '*', 'é'])
    it(`show an error that names an invalid ID: ${id}`, async () => {
      const {creator, fetchMock} = await renderCreator();
      fillIn(creator, {name: 'Room', roomModeratorUserIds: `ann,${id},bob,`});
      submit(creator);
      await waitForOutcome(creator);
      expect(getNote(creator, 'roomModeratorUserIds')).to.contain(`${id}: A user ID has letters`);
      const isInvalid = getChips(creator, 'roomModeratorUserIds').map(chip =>
        chip.part.contains('invalid'),
      );
      expect(isInvalid).to.deep.equal([false, true, false]);
      expect(creator.shadowRoot!.querySelectorAll('script').length).to.equal(0);
      expect(fetchMock.calls).to.have.length(0);
    });

  for (const {pasted, ids} of [
    {pasted: 'Jane Doe <jane@example.com>', ids: ['jane@example.com']},
    {pasted: '<jane@example.com>', ids: ['jane@example.com']},
    {pasted: 'Doe, Jane <jane@example.com>', ids: ['jane@example.com']},
    {pasted: 'jane@example.com <jane@example.com>', ids: ['jane@example.com']},
    {
      pasted: '"Doe, Jane" <jane@example.com>; Bob <bob@example.com>\nDoe, Dee <dee@example.com>,',
      ids: ['jane@example.com', 'bob@example.com', 'dee@example.com'],
    },
    {
      pasted: 'bob@example.com, Doe, Jane <jane@example.com>, cy',
      ids: ['bob@example.com', 'jane@example.com', 'cy'],
    },
    {pasted: 'an\u200bn\u00ad', ids: ['ann']},
    {pasted: '\u202aann\u202c, \u200b,\ufeffbob', ids: ['ann', 'bob']},
  ])
    it(`keep only the IDs of a paste, and show them: ${JSON.stringify(pasted)}`, async () => {
      const {creator, fetchMock} = await renderCreator();
      fillIn(creator, {name: 'Room'});
      // The browser inserts a single item by itself.
      if (paste(creator, 'roomModeratorUserIds', pasted))
        fillIn(creator, {roomModeratorUserIds: pasted});
      pressKey(creator, 'roomModeratorUserIds', 'Enter');
      await creator.updateComplete;
      expect(getFieldValues(creator).roomModeratorUserIds).to.equal(ids.join());
      submit(creator);
      expect((await fetchMock.next()).body).to.deep.equal({
        name: 'Room',
        roomModeratorUserIds: ids,
      });
    });

  it('show the address of a paste at once', async () => {
    const {creator} = await renderCreator();
    for (const name of ['Jane Doe', 'Jane']) {
      fillIn(creator, {roomModeratorUserIds: `${name} <jane@example.com>`});
      expect(getControl(creator, 'roomModeratorUserIds').value).to.equal('jane@example.com');
    }
  });

  it('split at a comma', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room', roomModeratorUserIds: 'doe,jane'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      roomModeratorUserIds: ['doe', 'jane'],
    });
  });

  it('become chat moderators too by one click', async () => {
    const {creator, fetchMock} = await renderCreator();
    const getButton = () => getPart(creator, 'copy-moderators')!;
    fillIn(creator, {name: 'Room', chatModeratorUserIds: 'cy,', roomModeratorUserIds: 'ann,cy,'});
    await creator.updateComplete;
    expect(getButton().getAttribute('aria-disabled')).to.equal('false');
    getButton().click();
    await creator.updateComplete;
    expect(getButton().getAttribute('aria-disabled')).to.equal('true');
    expect(getAnnouncement(creator)).to.equal('Added: ann (Chat moderators)');
    fillIn(creator, {roomModeratorUserIds: 'dee'});
    getButton().click();
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      roomModeratorUserIds: ['ann', 'cy', 'dee'],
      chatModeratorUserIds: ['cy', 'ann', 'dee'],
    });
  });
});

describe('the button that copies the room moderators', () => {
  it('exists only if there is a room moderator, also one that the guest is typing', async () => {
    const {creator} = await renderCreator();
    const isShown = async () => {
      await creator.updateComplete;
      return getPart(creator, 'copy-moderators') !== null;
    };
    expect(await isShown()).to.be.false;
    fillIn(creator, {chatModeratorUserIds: 'cy,'});
    expect(await isShown()).to.be.false;
    fillIn(creator, {roomModeratorUserIds: 'ann'});
    expect(await isShown()).to.be.true;
    fillIn(creator, {roomModeratorUserIds: 'ann,'});
    expect(await isShown()).to.be.true;
    pressKey(creator, 'roomModeratorUserIds', 'Backspace');
    expect(await isShown()).to.be.false;
  });

  it('does not exist for half a search', async () => {
    const {creator} = await renderCreator();
    creator.searchUsers = () => new Promise(() => {});
    await creator.updateComplete;
    fillIn(creator, {roomModeratorUserIds: 'an'});
    await creator.updateComplete;
    expect(hasPart(creator, 'copy-moderators')).to.be.false;
  });

  it('does not move what is above it', async () => {
    const {creator} = await renderCreator();
    const getTop = () => getControl(creator, 'roomModeratorUserIds').getBoundingClientRect().top;
    getControl(creator, 'roomModeratorUserIds').focus();
    const before = getTop();
    fillIn(creator, {roomModeratorUserIds: 'a'});
    await creator.updateComplete;
    expect(hasPart(creator, 'copy-moderators')).to.be.true;
    expect(getTop()).to.equal(before);
  });
});

describe('the note below a field', () => {
  it('has the limit only for screen readers if the field shows a count', async () => {
    const {creator} = await renderCreator();
    for (const {field, limit} of [
      {field: 'name', limit: 'Up to 256 characters.'},
      {field: 'description', limit: 'Up to 5,000 characters.'},
    ] as const) {
      expect(getNote(creator, field)).to.equal(limit);
      const text = creator.shadowRoot!.querySelector(`#${field}-note span`)!;
      expect(getComputedStyle(text).clipPath).to.equal('inset(50%)');
    }
    const hint = creator.shadowRoot!.querySelector('#tags-note span')!;
    expect(getComputedStyle(hint).clipPath).to.equal('none');
  });

  it('shows the length of the description', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {description: 'x'.repeat(5001)});
    await creator.updateComplete;
    const count = creator.shadowRoot!.querySelector('[part~=field-description] [part~=count]')!;
    expect([count.textContent, count.part.contains('invalid')]).to.deep.equal(['5001/5000', true]);
  });
});

describe('hidden-fields', () => {
  it('hides the fields, and sends their defaults', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        hidden-fields="tags chatModeratorUserIds"
        defaults='{"tags": "course, math", "chatModeratorUserIds": ["ann"]}'
      ></kaltura-room-creator>`,
    );
    expect(getControl(creator, 'tags') === null).to.be.true;
    expect(hasPart(creator, 'copy-moderators')).to.be.false;
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      tags: 'course,math',
      chatModeratorUserIds: ['ann'],
    });
  });
});

describe('readonly-fields', () => {
  it('shows the fields, and prevents changes', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        readonly-fields="name tags"
        defaults='{"name": "Fixed", "tags": "a"}'
      ></kaltura-room-creator>`,
    );
    expect(getControl(creator, 'name').readOnly).to.be.true;
    expect(getRemoveButtons(creator)).to.deep.equal([null]);
    fillIn(creator, {name: 'Mine', tags: 'b,'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Fixed', tags: 'a'});
  });
});

describe('defaults', () => {
  it('fills in the fields that the guest has not changed', async () => {
    const {creator, fetchMock} = await renderCreator();
    creator.defaults = {name: 'Given', description: 'About'};
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Given', description: 'About'});
    fillIn(creator, {name: 'Mine'});
    creator.defaults = {name: 'Given anew', description: 'About it'};
    await creator.updateComplete;
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Mine', description: 'About it'});
  });

  it('may be an empty list, which PHP writes for an empty object', async () => {
    const {creator, fetchMock} = await renderCreator();
    creator.setAttribute('defaults', '[]');
    await creator.updateComplete;
    expect(getText(creator, 'code')).to.equal('');
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });
});

describe('required-fields', () => {
  it('requires a value, except for a field without a control', async () => {
    const {creator, fetchMock} = await renderCreator(
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
    // Without templates, the page has no control for `templateRoomEntryId`.
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', description: 'About'});
  });
});

describe('controls in the default slot', () => {
  it('add their values to the events, but not to the request', async () => {
    const {creator, fetchMock} = await renderCreator(
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
    const eventValues: Record<string, unknown> = {};
    creator.addEventListener('formdata', ({formData}) => formData.append('by', 'page'));
    const keep = ({type, formData}: {type: string; formData: FormData}) =>
      (eventValues[type] = [...formData].map(String));
    creator.addEventListener('kaltura-room-create', keep);
    creator.addEventListener('kaltura-room-created', keep);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const call = await fetchMock.next();
    expect(call.body).to.deep.equal({name: 'Room'});
    call.answerJson({success: true, data: {id: NEW_ROOM}});
    await waitForOutcome(creator);
    const values = ['course,math', 'listed,on', 'days,Mon', 'days,Wed', 'note,', 'by,page'];
    expect(eventValues).to.deep.equal({
      'kaltura-room-create': values,
      'kaltura-room-created': values,
    });
  });

  it('prevent the request if they are invalid', async () => {
    const {creator, fetchMock} = await renderCreator(
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
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });

  it('report their errors after the errors of the form', async () => {
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

  it('do not change the fields of the form with the same names', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms">
        <input name="description" />
        <input name="tags" slot="tags-hint" />
      </kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    for (const input of creator.querySelectorAll('input')) {
      input.focus();
      input.value = 'Text of the page';
      input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    }
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
  });

  for (const {name, type, repeat = false, isPrevented = false} of [
    {name: 'Enter in a button', type: 'button'},
    {name: 'Enter in a file input', type: 'file'},
    {name: 'Enter in a color input', type: 'color'},
    {name: 'Enter that the page handles', type: 'text', isPrevented: true},
    {name: 'a held Enter key', type: 'text', repeat: true},
  ])
    it(`do not submit the form by ${name}`, async () => {
      const {creator, fetchMock} = await renderCreator(
        html`<kaltura-room-creator create-url="/rooms"><input /></kaltura-room-creator>`,
      );
      fillIn(creator, {name: 'Room'});
      const input = creator.querySelector('input')!;
      input.type = type;
      if (isPrevented) input.addEventListener('keydown', event => event.preventDefault());
      const options = {key: 'Enter', bubbles: true, cancelable: true, composed: true};
      input.dispatchEvent(new KeyboardEvent('keydown', {...options, repeat}));
      await waitForOutcome(creator);
      expect(fetchMock.calls).to.have.length(0);
    });
});
