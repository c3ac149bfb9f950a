import {expect, fixture, html} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import {next, turn} from '../room/set-up.js';
import {
  NEW_ROOM,
  getControl,
  getNote,
  getPart,
  pressKey,
  restoreFetch,
  replaceClipboard,
  getAnnouncement,
  waitForOutcome,
  renderCreator,
  submit,
  getSubmitButton,
  getText,
  fillIn,
  getFieldValues,
} from './creator-fixture.js';

afterEach(() => restoreFetch());

const created = {success: true, data: {id: NEW_ROOM}};

/** A form of the page's own around the creator, which is not to go anywhere. */
async function inForm(attributes = {}) {
  const all = await renderCreator(
    html`<form>
      <fieldset>
        <kaltura-room-creator name="room" create-url="/rooms"></kaltura-room-creator>
      </fieldset>
    </form>`,
  );
  Object.assign(all.creator, attributes);
  await all.creator.updateComplete;
  const form = all.creator.form!;
  let submitted = 0;
  form.addEventListener('submit', event => {
    event.preventDefault();
    submitted++;
  });
  return {...all, form, submitted: () => submitted};
}

async function create({creator, held}: Awaited<ReturnType<typeof inForm>>) {
  fillIn(creator, {name: 'Room'});
  submit(creator);
  (await held.next()).answerJson(created);
  await waitForOutcome(creator);
}

it('is part of an outer form, and its value is the room', async () => {
  const all = await inForm();
  const {creator, form, submitted} = all;
  expect([...form.elements].includes(creator)).to.be.true;
  expect([...new FormData(form)]).to.deep.equal([]);
  await create(all);
  expect([...new FormData(form)]).to.deep.equal([['room', NEW_ROOM]]);
  expect(creator.value).to.equal(NEW_ROOM);
  expect(submitted()).to.equal(0);
});

it('is emptied by a reset, but for what the page has in it', async () => {
  const all = await inForm({defaults: {description: 'About'}});
  const {creator, form} = all;
  await create(all);
  fillIn(creator, {name: 'Next', description: 'Other', tags: 'a,b,c'});
  await creator.updateComplete;
  form.reset();
  await creator.updateComplete;
  expect(getFieldValues(creator)).to.deep.equal({description: 'About'});
  expect([...new FormData(form)]).to.deep.equal([]);
  expect(creator.state).to.equal('editing');
});

it('a reset ends what is under way, of which nothing is told', async () => {
  const {creator, form, held, events} = await inForm();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const call = await held.next();
  form.reset();
  expect(call.signal?.aborted).to.be.true;
  await turn();
  expect(creator.state).to.equal('editing');
  expect(events).to.deep.equal(['kaltura-room-create']);
});

it('keeps an outer form back where it is required, until the room is there', async () => {
  const all = await inForm({required: true});
  const {creator, form, submitted} = all;
  expect(creator.validity.valueMissing).to.be.true;
  expect(creator.validationMessage).to.equal('Create the room first.');
  expect(creator.checkValidity()).to.be.false;
  expect(form.checkValidity()).to.be.false;
  form.requestSubmit();
  expect(submitted()).to.equal(0);
  await create(all);
  expect(creator.validity.valid).to.be.true;
  form.requestSubmit();
  expect(submitted()).to.equal(1);
});

it('keeps an outer form back where what is typed is not right, and says so beside the field', async () => {
  const {creator, form, submitted} = await inForm();
  expect(form.checkValidity()).to.be.true;
  getControl(creator, 'name').focus();
  fillIn(creator, {name: 'Room', roomModeratorUserIds: 'a:b,'});
  while (!creator.validity.badInput) await turn();
  form.requestSubmit();
  expect(submitted()).to.equal(0);
  await creator.updateComplete;
  expect(getNote(creator, 'roomModeratorUserIds')).to.contain('a:b: A user ID');
  pressKey(creator, 'roomModeratorUserIds', 'Backspace');
  await creator.updateComplete;
  form.requestSubmit();
  expect(submitted()).to.equal(1);
});

it('reportValidity() says what is wrong beside the fields, and puts the focus there', async () => {
  const {creator} = await renderCreator();
  expect(creator.reportValidity()).to.be.true;
  creator.focus();
  fillIn(creator, {description: 'x'.repeat(5001)});
  while (creator.checkValidity()) await turn();
  getSubmitButton(creator).focus();
  expect(creator.reportValidity()).to.be.false;
  await turn();
  expect(getNote(creator, 'name')).to.contain('Give the room a name');
  expect(getNote(creator, 'description')).to.contain('under 5,000');
  expect(creator.shadowRoot?.activeElement === getControl(creator, 'name')).to.be.true;
});

it('reportValidity() says that the room is wanted first, and what is missing for it', async () => {
  const {creator} = await inForm({required: true});
  expect(creator.reportValidity()).to.be.false;
  while (creator.shadowRoot?.activeElement !== getControl(creator, 'name')) await turn();
  expect(getNote(creator, 'name')).to.contain('Give the room a name');
  expect(getText(creator, 'status')).to.equal('Create the room first.');
});

it('reportValidity() goes to the button where all is filled in', async () => {
  const {creator} = await inForm({required: true});
  fillIn(creator, {name: 'Room'});
  expect(creator.reportValidity()).to.be.false;
  while (creator.shadowRoot?.activeElement !== getSubmitButton(creator)) await turn();
  expect(getText(creator, 'status')).to.equal('Create the room first.');
  const described = getSubmitButton(creator).getAttribute('aria-describedby') ?? '';
  expect(creator.shadowRoot?.getElementById(described)).to.equal(getPart(creator, 'status'));
  fillIn(creator, {name: 'Room 2'});
  await creator.updateComplete;
  expect(getText(creator, 'status')).to.equal('');
});

it('keeps an outer form back where what the browser has brought back is not right', async () => {
  const {creator, form, submitted} = await inForm();
  const edits = {name: 'Room', roomModeratorUserIds: ['a:b']};
  creator.formStateRestoreCallback(JSON.stringify({edits, attempts: []}));
  while (creator.checkValidity()) await turn();
  form.requestSubmit();
  expect(submitted()).to.equal(0);
  await creator.updateComplete;
  expect(getNote(creator, 'roomModeratorUserIds')).to.contain('a:b: A user ID');
});

it('is emptied by a button to reset in it, though it is in no form', async () => {
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

for (const how of ['by itself', 'by a fieldset around it'])
  it(`does nothing while it is disabled ${how}`, async () => {
    const {creator, form, held} = await inForm();
    const by = how === 'by itself' ? creator : form.querySelector('fieldset')!;
    by.disabled = true;
    await creator.updateComplete;
    await turn();
    expect(getControl(creator, 'name').matches(':disabled')).to.be.true;
    expect(getSubmitButton(creator).disabled).to.be.true;
    getControl(creator, 'name').form?.dispatchEvent(new SubmitEvent('submit', {cancelable: true}));
    await waitForOutcome(creator);
    expect(held.calls).to.have.length(0);
    by.disabled = false;
    await creator.updateComplete;
    await turn();
    expect(getControl(creator, 'name').matches(':disabled')).to.be.false;
  });

it('takes the focus, as its label does', async () => {
  const {creator} = await renderCreator(
    html`<p>
      <label for="form">A room</label>
      <kaltura-room-creator id="form" create-url="/rooms"></kaltura-room-creator>
    </p>`,
  );
  const focused = () => creator.shadowRoot?.activeElement;
  creator.focus();
  expect(focused() === getControl(creator, 'name')).to.be.true;
  getControl(creator, 'name').blur();
  expect(focused()).to.be.null;
  const label = creator.parentElement!.querySelector('label')!;
  label.scrollIntoView({block: 'center'});
  const {left, top} = label.getBoundingClientRect();
  await sendMouse({type: 'click', position: [Math.ceil(left + 5), Math.ceil(top + 5)]});
  expect(focused() === getControl(creator, 'name')).to.be.true;
});

it('takes the focus on its button where no field is shown', async () => {
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

it('takes no focus by a press beside its controls', async () => {
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
  expect(creator.shadowRoot?.activeElement).to.be.null;
});

it('takes the focus in a dialog that opens, before the buttons of the page', async () => {
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

it('works in a dialog, which stays open', async () => {
  const dialog = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
  dialog.showModal();
  const {creator, held} = await renderCreator();
  dialog.append(creator);
  fillIn(creator, {name: 'Room'});
  getControl(creator, 'name').form?.requestSubmit();
  (await held.next()).answerJson(created);
  await waitForOutcome(creator);
  expect(creator.state).to.equal('created');
  expect(dialog.open).to.be.true;
  dialog.close();
});

it('is brought back by the browser as it was', async () => {
  const {creator, held} = await renderCreator();
  creator.formStateRestoreCallback(
    JSON.stringify({
      edits: {name: 'Room', tags: ['a', 'b']},
      attempts: [7, {body: '{"name":"Room","tags":"a,b"}', key: 'no key'}],
    }),
  );
  await creator.updateComplete;
  expect(getFieldValues(creator)).to.deep.equal({name: 'Room', tags: 'a,b'});
  submit(creator);
  const call = await held.next();
  expect(call.body).to.deep.equal({name: 'Room', tags: 'a,b'});
  expect(call.headers.get('idempotency-key')).to.match(/^[0-9a-f]{32}$/);
});

it('is brought back a second time too, though nobody has touched it since', async () => {
  const {creator} = await renderCreator();
  let kept = '';
  const internals = Reflect.get(creator, 'internals') as ElementInternals;
  internals.setFormValue = (_value, state) => void (kept = state as string);
  const before = {edits: {name: 'Room'}, pendingInput: {tags: 'half'}, userNames: {}, attempts: []};
  creator.formStateRestoreCallback(JSON.stringify(before));
  await creator.updateComplete;
  expect(getFieldValues(creator)).to.deep.equal({name: 'Room', tags: 'half'});
  expect(JSON.parse(kept)).to.deep.equal(before);
});

for (const state of [null, '', '{', '[]', '{"edits": {"name": 7}}', '{"edits": {"x": ""}}', '7'])
  it(`is brought back empty by ${state}`, async () => {
    const {creator} = await renderCreator();
    creator.formStateRestoreCallback(state);
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({});
  });

describe('once the room is there', () => {
  it('offers a link to share, copies it, and goes back to the form', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}?by=share"
        allow-another
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: '<b>Room</b>'});
    submit(creator);
    const told = next(creator, 'kaltura-room-created');
    (await held.next()).answerJson(created);
    await told;
    await turn();
    const panel = getPart(creator, 'created')!;
    expect(creator.shadowRoot?.activeElement === panel).to.be.true;
    expect(panel.textContent).to.contain('<b>Room</b>');
    const link = panel.querySelector('a')!;
    expect(link.href).to.equal(`${location.origin}/join/${NEW_ROOM}?by=share`);
    expect(getPart(creator, 'form')!.checkVisibility()).to.be.false;

    let copied = '';
    const giveBack = replaceClipboard(async text => void (copied = text));
    getPart(creator, 'copy')!.click();
    await turn();
    giveBack();
    expect(copied).to.equal(link.href);
    expect(getPart(creator, 'copy')!.textContent.trim()).to.equal('Copied');
    expect(getAnnouncement(creator)).to.equal('Copied');

    getPart(creator, 'another')!.click();
    await turn();
    expect(getPart(creator, 'created')).to.be.null;
    expect(creator.shadowRoot?.activeElement === getControl(creator, 'name')).to.be.true;
    expect(getFieldValues(creator)).to.deep.equal({});
    expect(creator.value).to.equal(NEW_ROOM);
  });

  it('says that the browser did not copy the link, which is selected then', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}?room={id}"
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await held.next()).answerJson(created);
    await waitForOutcome(creator);
    const giveBack = replaceClipboard(() =>
      Promise.reject(new DOMException('no', 'NotAllowedError')),
    );
    const select = Object.getOwnPropertyDescriptor(Selection.prototype, 'selectAllChildren')!;
    const selected: Node[] = [];
    Selection.prototype.selectAllChildren = node => void selected.push(node);
    getPart(creator, 'copy')!.click();
    await turn();
    giveBack();
    Object.defineProperty(Selection.prototype, 'selectAllChildren', select);
    expect(getAnnouncement(creator)).to.contain('Your browser did not copy it.');
    expect(getPart(creator, 'created')!.textContent).to.contain('Your browser did not copy it.');
    expect(getPart(creator, 'copy')!.textContent.trim()).to.equal('Copy the link');
    const link = getPart(creator, 'link')!;
    expect(link.textContent).to.equal(`${location.origin}/join/${NEW_ROOM}?room=${NEW_ROOM}`);
    expect(selected).to.deep.equal([link]);
    expect(creator.shadowRoot?.activeElement === link).to.be.true;
  });

  it('stays with another form where the browser copies late', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}"
        allow-another
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await held.next()).answerJson(created);
    await waitForOutcome(creator);
    const {promise, resolve} = withResolvers();
    const giveBack = replaceClipboard(() => promise);
    getPart(creator, 'copy')!.click();
    getPart(creator, 'another')!.click();
    resolve();
    await turn();
    giveBack();
    expect(creator.state).to.equal('editing');
  });

  it('is brought back by the browser with the link, and its value', async () => {
    const {creator: before, held} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}"
      ></kaltura-room-creator>`,
    );
    let kept = '';
    const internals = Reflect.get(before, 'internals') as ElementInternals;
    internals.setFormValue = (_value, state) => void (kept = state as string);
    fillIn(before, {name: 'Room'});
    submit(before);
    (await held.next()).answerJson(created);
    await waitForOutcome(before);
    before.remove();
    restoreFetch();

    const {creator} = await inForm({shareUrl: '/join/{id}'});
    creator.formStateRestoreCallback(kept);
    await creator.updateComplete;
    expect([creator.value, creator.state]).to.deep.equal([NEW_ROOM, 'created']);
    expect([...new FormData(creator.form!)]).to.deep.equal([['room', NEW_ROOM]]);
    expect(getPart(creator, 'link')?.textContent).to.equal(`${location.origin}/join/${NEW_ROOM}`);
    creator.focus();
    expect(creator.shadowRoot?.activeElement === getPart(creator, 'created')).to.be.true;
  });

  for (const createdRoom of [{id: '<b>', name: 'x'}, {id: NEW_ROOM}, NEW_ROOM, null])
    it(`is not brought back from ${JSON.stringify(createdRoom)}`, async () => {
      const {creator} = await renderCreator();
      creator.formStateRestoreCallback(JSON.stringify({edits: {}, attempts: [], createdRoom}));
      expect([creator.value, creator.state]).to.deep.equal(['', 'editing']);
    });

  it('focuses what the page shows in its place', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" allow-another>
        <p slot="created">Done</p>
      </kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const told = next(creator, 'kaltura-room-created');
    (await held.next()).answerJson(created);
    await told;
    await turn();
    const focused = creator.shadowRoot?.activeElement;
    expect(focused === getPart(creator, 'created')).to.be.true;
    expect(focused?.checkVisibility()).to.be.true;
  });

  it('has the link of the pattern as it was when the room was asked for', async () => {
    const {creator, held} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}"
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const call = await held.next();
    creator.shareUrl = 'nothing';
    call.answerJson(created);
    await waitForOutcome(creator);
    expect(creator.state).to.equal('created');
    expect(getPart(creator, 'link')?.textContent).to.equal(`${location.origin}/join/${NEW_ROOM}`);
  });

  for (const pattern of [
    ...['javascript:alert({id})', '/join', 'https://{id}:x'],
    ...['https://{id}@example.com', 'https://a:{id}@example.com'],
  ])
    it(`share-url="${pattern}" is a mistake of the page, told before anything is sent`, async () => {
      const {creator, held} = await renderCreator();
      creator.shareUrl = pattern;
      fillIn(creator, {name: 'Room'});
      submit(creator);
      await waitForOutcome(creator);
      expect(creator.error?.code).to.equal('attribute-invalid');
      expect(creator.error?.message).to.contain('share-url');
      expect(held.calls).to.have.length(0);
    });
});

/** A promise, and what settles it. */
function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>(settle => (resolve = settle));
  return {promise, resolve: () => resolve()};
}
