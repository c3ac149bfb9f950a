import {expect, fixture, html} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {
  CREATED,
  NEW_ROOM,
  createFailure,
  getControl,
  getNote,
  getPart,
  hasPart,
  pressKey,
  replaceClipboard,
  getAnnouncement,
  waitForOutcome,
  renderCreator,
  submit,
  getSubmitButton,
  getText,
  fillIn,
  getFieldValues,
} from '../support/creator-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

afterEach(() => restoreProperties());

/** Renders the element inside a form of the page, and counts submissions instead of navigating. */
async function renderInForm(attributes = {}) {
  const rendered = await renderCreator(
    html`<form>
      <fieldset>
        <kaltura-room-creator name="room" create-url="/rooms"></kaltura-room-creator>
      </fieldset>
    </form>`,
  );
  Object.assign(rendered.creator, attributes);
  await rendered.creator.updateComplete;
  const form = rendered.creator.form!;
  let submissions = 0;
  form.addEventListener('submit', event => {
    event.preventDefault();
    submissions++;
  });
  return {...rendered, form, countSubmissions: () => submissions};
}

async function createRoom({creator, fetchMock}: Awaited<ReturnType<typeof renderInForm>>) {
  fillIn(creator, {name: 'Room'});
  submit(creator);
  (await fetchMock.next()).answerJson(CREATED);
  await waitForOutcome(creator);
}

describe('form participation', () => {
  it('makes the room ID the value of the form control', async () => {
    const rendered = await renderInForm();
    const {creator, form, countSubmissions} = rendered;
    expect([...form.elements].includes(creator)).to.be.true;
    expect([...new FormData(form)]).to.deep.equal([]);
    await createRoom(rendered);
    expect([...new FormData(form)]).to.deep.equal([['room', NEW_ROOM]]);
    expect(creator.value).to.equal(NEW_ROOM);
    expect(countSubmissions()).to.equal(0);
  });

  it('restores the defaults when the outer form is reset', async () => {
    const rendered = await renderInForm({defaults: {description: 'About'}});
    const {creator, form} = rendered;
    await createRoom(rendered);
    fillIn(creator, {name: 'Next', description: 'Other', tags: 'a,b,c'});
    await creator.updateComplete;
    form.reset();
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({description: 'About'});
    expect([...new FormData(form)]).to.deep.equal([]);
    expect(creator.state).to.equal('editing');
  });

  it('aborts a pending request when the outer form is reset, without an event', async () => {
    const {creator, form, fetchMock, events} = await renderInForm();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const call = await fetchMock.next();
    form.reset();
    expect(call.signal?.aborted).to.be.true;
    await nextTask();
    expect(creator.state).to.equal('editing');
    expect(events).to.deep.equal(['kaltura-room-create']);
  });

  it('blocks the outer form until the room exists if it is required', async () => {
    const rendered = await renderInForm({required: true});
    const {creator, form, countSubmissions} = rendered;
    expect(creator.validity.valueMissing).to.be.true;
    expect(creator.validationMessage).to.equal('Create the room first.');
    expect(creator.checkValidity()).to.be.false;
    expect(form.checkValidity()).to.be.false;
    form.requestSubmit();
    expect(countSubmissions()).to.equal(0);
    await createRoom(rendered);
    expect(creator.validity.valid).to.be.true;
    form.requestSubmit();
    expect(countSubmissions()).to.equal(1);
  });

  it('blocks the outer form while a field is invalid, and shows the error beside the field', async () => {
    const {creator, form, countSubmissions} = await renderInForm();
    expect(form.checkValidity()).to.be.true;
    getControl(creator, 'name').focus();
    fillIn(creator, {name: 'Room', roomModeratorUserIds: 'a:b,'});
    await waitUntil(() => creator.validity.badInput);
    form.requestSubmit();
    expect(countSubmissions()).to.equal(0);
    await creator.updateComplete;
    expect(getNote(creator, 'roomModeratorUserIds')).to.contain('a:b: A user ID');
    pressKey(creator, 'roomModeratorUserIds', 'Backspace');
    await creator.updateComplete;
    form.requestSubmit();
    expect(countSubmissions()).to.equal(1);
  });

  it('blocks the outer form if restored input is invalid', async () => {
    const {creator, form, countSubmissions} = await renderInForm();
    const edits = {name: 'Room', roomModeratorUserIds: ['a:b']};
    creator.formStateRestoreCallback(JSON.stringify({edits, attempts: []}));
    await waitUntil(() => !creator.checkValidity());
    form.requestSubmit();
    expect(countSubmissions()).to.equal(0);
    await creator.updateComplete;
    expect(getNote(creator, 'roomModeratorUserIds')).to.contain('a:b: A user ID');
  });
});

describe('reportValidity()', () => {
  it('shows the errors beside the fields, and focuses the first', async () => {
    const {creator} = await renderCreator();
    expect(creator.reportValidity()).to.be.true;
    creator.focus();
    fillIn(creator, {description: 'x'.repeat(5001)});
    await waitUntil(() => !creator.checkValidity());
    getSubmitButton(creator).focus();
    expect(creator.reportValidity()).to.be.false;
    await nextTask();
    expect(getNote(creator, 'name')).to.contain('Give the room a name');
    expect(getNote(creator, 'description')).to.contain('under 5,000');
    expect(creator.shadowRoot?.activeElement === getControl(creator, 'name')).to.be.true;
  });

  it('shows that the room is required, and which field is missing', async () => {
    const {creator} = await renderInForm({required: true});
    expect(creator.reportValidity()).to.be.false;
    await waitUntil(() => creator.shadowRoot?.activeElement === getControl(creator, 'name'));
    expect(getNote(creator, 'name')).to.contain('Give the room a name');
    expect(getText(creator, 'status')).to.equal('Create the room first.');
  });

  it('focuses the submit button if all fields are valid', async () => {
    const {creator} = await renderInForm({required: true});
    fillIn(creator, {name: 'Room'});
    expect(creator.reportValidity()).to.be.false;
    await waitUntil(() => creator.shadowRoot?.activeElement === getSubmitButton(creator));
    expect(getText(creator, 'status')).to.equal('Create the room first.');
    const described = getSubmitButton(creator).getAttribute('aria-describedby') ?? '';
    expect(creator.shadowRoot?.getElementById(described) === getPart(creator, 'status')).to.be.true;
    fillIn(creator, {name: 'Room 2'});
    await creator.updateComplete;
    expect(getText(creator, 'status')).to.equal('');
  });
});

describe('a reset button in a slot', () => {
  it('resets the fields without an outer form', async () => {
    const {creator} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" defaults='{"description": "About"}'>
        <button slot="actions" type="reset"><b>Reset</b></button>
        <button slot="actions" type="button">Other</button>
      </kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room', tags: 'half'});
    creator.querySelector<HTMLElement>('[type=button]')!.click();
    await creator.updateComplete;
    expect(getControl(creator, 'name').value).to.equal('Room');
    creator.querySelector('b')!.click();
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({description: 'About'});
  });
});

describe('disabled', () => {
  for (const disabledBy of ['its own attribute', 'a fieldset'])
    it(`disables the controls by ${disabledBy}`, async () => {
      const {creator, form, fetchMock} = await renderInForm();
      const target = disabledBy === 'a fieldset' ? form.querySelector('fieldset')! : creator;
      target.disabled = true;
      await creator.updateComplete;
      await nextTask();
      expect(getControl(creator, 'name').matches(':disabled')).to.be.true;
      expect(getSubmitButton(creator).disabled).to.be.true;
      getControl(creator, 'name').form?.dispatchEvent(
        new SubmitEvent('submit', {cancelable: true}),
      );
      await waitForOutcome(creator);
      expect(fetchMock.calls).to.have.length(0);
      target.disabled = false;
      await creator.updateComplete;
      await nextTask();
      expect(getControl(creator, 'name').matches(':disabled')).to.be.false;
    });
});

describe('focus()', () => {
  it('focuses the first field, also by a click on a label', async () => {
    const {creator} = await renderCreator(
      html`<p>
        <label for="form">A room</label>
        <kaltura-room-creator id="form" create-url="/rooms"></kaltura-room-creator>
      </p>`,
    );
    const getFocused = () => creator.shadowRoot?.activeElement;
    creator.focus();
    expect(getFocused() === getControl(creator, 'name')).to.be.true;
    getControl(creator, 'name').blur();
    expect(getFocused() === null).to.be.true;
    const label = creator.parentElement!.querySelector('label')!;
    label.scrollIntoView({block: 'center'});
    const {left, top} = label.getBoundingClientRect();
    await sendMouse({type: 'click', position: [Math.ceil(left + 5), Math.ceil(top + 5)]});
    expect(getFocused() === getControl(creator, 'name')).to.be.true;
  });

  it('focuses the submit button if all fields are hidden', async () => {
    const {creator} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        hidden-fields="name description tags roomModeratorUserIds chatModeratorUserIds"
        defaults='{"name": "Room"}'
      ></kaltura-room-creator>`,
    );
    creator.focus();
    expect(creator.shadowRoot?.activeElement === getSubmitButton(creator)).to.be.true;
  });
});

describe('a click beside the controls', () => {
  it('does not move the focus', async () => {
    const {creator} = await renderCreator();
    for (const part of ['hint', 'label', 'fields'])
      expect(
        getPart(creator, part)!.dispatchEvent(
          new MouseEvent('mousedown', {bubbles: true, cancelable: true, composed: true}),
        ),
        part,
      ).to.be.false;
    getPart(creator, 'hint')!.scrollIntoView({block: 'center'});
    const {right, top} = getPart(creator, 'hint')!.getBoundingClientRect();
    await sendMouse({type: 'click', position: [Math.floor(right - 5), Math.ceil(top + 5)]});
    expect(creator.shadowRoot?.activeElement === null).to.be.true;
  });
});

describe('a dialog around the element', () => {
  it('focuses the first field of the element when it opens', async () => {
    const dialog = await fixture<HTMLDialogElement>(
      html`<dialog>
        <kaltura-room-creator create-url="/rooms">
          <button slot="actions">Cancel</button>
        </kaltura-room-creator>
      </dialog>`,
    );
    const creator = dialog.querySelector('kaltura-room-creator')!;
    await creator.updateComplete;
    dialog.showModal();
    expect(creator.shadowRoot?.activeElement === getControl(creator, 'name')).to.be.true;
    dialog.close();
  });

  it('stays open when the form is submitted', async () => {
    const dialog = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
    dialog.showModal();
    const {creator, fetchMock} = await renderCreator();
    dialog.append(creator);
    fillIn(creator, {name: 'Room'});
    getControl(creator, 'name').form?.requestSubmit();
    (await fetchMock.next()).answerJson(CREATED);
    await waitForOutcome(creator);
    expect(creator.state).to.equal('created');
    expect(dialog.open).to.be.true;
    dialog.close();
  });
});

describe('formStateRestoreCallback()', () => {
  it('restores the fields, and ignores invalid attempts', async () => {
    const {creator, fetchMock} = await renderCreator();
    creator.formStateRestoreCallback(
      JSON.stringify({
        edits: {name: 'Room', tags: ['a', 'b']},
        attempts: [7, {body: '{"name":"Room","tags":"a,b"}', key: 'no key'}],
      }),
    );
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room', tags: 'a,b'});
    submit(creator);
    const call = await fetchMock.next();
    expect(call.body).to.deep.equal({name: 'Room', tags: 'a,b'});
    expect(call.headers.get('idempotency-key')).to.match(/^[0-9a-f]{32}$/);
  });

  it('saves the restored state again', async () => {
    const {creator} = await renderCreator();
    let savedState = '';
    const internals = Reflect.get(creator, 'internals') as ElementInternals;
    internals.setFormValue = (_value, state) => void (savedState = state as string);
    const before = {
      edits: {name: 'Room'},
      pendingInput: {tags: 'half'},
      userNames: {},
      attempts: [],
    };
    creator.formStateRestoreCallback(JSON.stringify(before));
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room', tags: 'half'});
    expect(JSON.parse(savedState)).to.deep.equal(before);
  });

  for (const state of [null, '', '{', '[]', '{"edits": {"name": 7}}', '{"edits": {"x": ""}}', '7'])
    it(`restores nothing from an invalid state: ${state}`, async () => {
      const {creator} = await renderCreator();
      creator.formStateRestoreCallback(state);
      await creator.updateComplete;
      expect(getFieldValues(creator)).to.deep.equal({});
    });
});

describe('the panel of a created room', () => {
  it('shows a link to share, copies it, and returns to the form', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}?by=share"
        allow-another
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: '<b>Room</b>'});
    submit(creator);
    const created = nextEvent(creator, 'kaltura-room-created');
    (await fetchMock.next()).answerJson(CREATED);
    await created;
    await nextTask();
    const panel = getPart(creator, 'created')!;
    expect(creator.shadowRoot?.activeElement === panel).to.be.true;
    expect(panel.textContent).to.contain('<b>Room</b>');
    const link = panel.querySelector('a')!;
    expect(link.href).to.equal(`${location.origin}/join/${NEW_ROOM}?by=share`);
    expect(getPart(creator, 'form')!.checkVisibility()).to.be.false;

    let copied = '';
    const restoreClipboard = replaceClipboard(async text => void (copied = text));
    getPart(creator, 'copy')!.click();
    await nextTask();
    restoreClipboard();
    expect(copied).to.equal(link.href);
    expect(getPart(creator, 'copy')!.textContent.trim()).to.equal('Copied');
    expect(getAnnouncement(creator)).to.equal('Copied');

    getPart(creator, 'another')!.click();
    await nextTask();
    expect(hasPart(creator, 'created')).to.be.false;
    expect(creator.shadowRoot?.activeElement === getControl(creator, 'name')).to.be.true;
    expect(getFieldValues(creator)).to.deep.equal({});
    expect(creator.value).to.equal(NEW_ROOM);
  });

  it('selects the link if the browser does not copy it', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}?room={id}"
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await fetchMock.next()).answerJson(CREATED);
    await waitForOutcome(creator);
    const restoreClipboard = replaceClipboard(() =>
      Promise.reject(new DOMException('no', 'NotAllowedError')),
    );
    const selected: Node[] = [];
    stubProperty(
      Selection.prototype,
      'selectAllChildren',
      (node: Node) => void selected.push(node),
    );
    getPart(creator, 'copy')!.click();
    await nextTask();
    restoreClipboard();
    expect(getAnnouncement(creator)).to.contain('Your browser did not copy it.');
    expect(getPart(creator, 'created')!.textContent).to.contain('Your browser did not copy it.');
    expect(getPart(creator, 'copy')!.textContent.trim()).to.equal('Copy the link');
    const link = getPart(creator, 'link')!;
    expect(link.textContent).to.equal(`${location.origin}/join/${NEW_ROOM}?room=${NEW_ROOM}`);
    expect(selected).to.deep.equal([link]);
    expect(creator.shadowRoot?.activeElement === link).to.be.true;
  });

  it('stays closed if the browser copies the link late', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}"
        allow-another
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await fetchMock.next()).answerJson(CREATED);
    await waitForOutcome(creator);
    const {promise, resolve} = createDeferred();
    const restoreClipboard = replaceClipboard(() => promise);
    getPart(creator, 'copy')!.click();
    getPart(creator, 'another')!.click();
    resolve();
    await nextTask();
    restoreClipboard();
    expect(creator.state).to.equal('editing');
  });

  it('returns when the browser restores the form, with the link and the value', async () => {
    const {creator: before, fetchMock} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}"
      ></kaltura-room-creator>`,
    );
    let savedState = '';
    const internals = Reflect.get(before, 'internals') as ElementInternals;
    internals.setFormValue = (_value, state) => void (savedState = state as string);
    fillIn(before, {name: 'Room'});
    submit(before);
    (await fetchMock.next()).answerJson(CREATED);
    await waitForOutcome(before);
    before.remove();

    const {creator} = await renderInForm({shareUrl: '/join/{id}'});
    creator.formStateRestoreCallback(savedState);
    await creator.updateComplete;
    expect([creator.value, creator.state]).to.deep.equal([NEW_ROOM, 'created']);
    expect([...new FormData(creator.form!)]).to.deep.equal([['room', NEW_ROOM]]);
    expect(getPart(creator, 'link')?.textContent).to.equal(`${location.origin}/join/${NEW_ROOM}`);
    creator.focus();
    expect(creator.shadowRoot?.activeElement === getPart(creator, 'created')).to.be.true;
  });

  for (const createdRoom of [{id: '<b>', name: 'x'}, {id: NEW_ROOM}, NEW_ROOM, null])
    it(`does not return from an invalid state: ${JSON.stringify(createdRoom)}`, async () => {
      const {creator} = await renderCreator();
      creator.formStateRestoreCallback(JSON.stringify({edits: {}, attempts: [], createdRoom}));
      expect([creator.value, creator.state]).to.deep.equal(['', 'editing']);
    });

  it('takes the focus with the content of the created slot', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" allow-another>
        <p slot="created">Done</p>
      </kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const created = nextEvent(creator, 'kaltura-room-created');
    (await fetchMock.next()).answerJson(CREATED);
    await created;
    await nextTask();
    const focused = creator.shadowRoot?.activeElement;
    expect(focused === getPart(creator, 'created')).to.be.true;
    expect(focused?.checkVisibility()).to.be.true;
  });

  it('shows the link of the pattern at the time of the request', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}"
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const call = await fetchMock.next();
    creator.shareUrl = 'invalid';
    call.answerJson(CREATED);
    await waitForOutcome(creator);
    expect(creator.state).to.equal('created');
    expect(getPart(creator, 'link')?.textContent).to.equal(`${location.origin}/join/${NEW_ROOM}`);
  });
});

describe('controls in the created slot', () => {
  it('are not validated before the creation', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms">
        <input name="team" value="blue" />
        <label slot="created"><input name="rating" required /></label>
      </kaltura-room-creator>`,
    );
    const createEvent = nextEvent(creator, 'kaltura-room-create');
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect([...(await createEvent).formData.keys()]).to.deep.equal(['team']);
    await fetchMock.next();
  });
});

describe('a failed creation', () => {
  it('shows the error beside a field whose value the page set right before the submission', async () => {
    const {creator, fetchMock} = await renderCreator();
    creator.defaults = {name: 'Room', tags: 'a'};
    submit(creator);
    (await fetchMock.next()).answerJson(createFailure('invalidRequest', '"tags" is not allowed'), {
      status: 400,
    });
    await waitForOutcome(creator);
    expect(hasPart(creator, 'error')).to.be.true;
    expect(getNote(creator, 'tags')).to.contain('This was not accepted.');
  });
});

/** Returns a promise with its `resolve` function; `Promise.withResolvers()` of older browsers. */
function createDeferred() {
  let resolve = () => {};
  const promise = new Promise<void>(resolvePromise => (resolve = resolvePromise));
  return {promise, resolve: () => resolve()};
}
