import {expect, html} from '@open-wc/testing';
import type {KalturaRoomCreatorElement} from '../../src/index.js';
import {waitUntil} from '../support/events.js';
import {
  CREATED,
  answerWithoutId,
  fillIn,
  getControl,
  getFieldValues,
  getIdempotencyKey,
  getPart,
  hasPart,
  getText,
  pressKey,
  renderCreator,
  submit,
  submitAndFail,
  waitForOutcome,
} from '../support/creator-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

afterEach(() => restoreProperties());
afterEach(() => sessionStorage.clear());

const template = html`<kaltura-room-creator
  create-url="/rooms"
  draft-key="mine"
></kaltura-room-creator>`;
/** Replaces the form by a new one with the same key, as a reload of the page does. */
async function reload(creator: KalturaRoomCreatorElement) {
  creator.remove();
  return renderCreator(template);
}

describe('draft-key', () => {
  it('restores the fields after a reload', async () => {
    const {creator} = await renderCreator(template);
    fillIn(creator, {name: 'Room', tags: 'a,b,', roomModeratorUserIds: 'ann,'});
    const {creator: later} = await reload(creator);
    expect(getFieldValues(later)).to.deep.equal({
      name: 'Room',
      tags: 'a,b',
      roomModeratorUserIds: 'ann',
    });
    expect(getPart(later, 'status')?.textContent.trim()).to.equal('');
  });

  it('keeps the input that was typed before the page set the first key', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {name: 'Typed early'});
    creator.draftKey = 'mine';
    await creator.updateComplete;
    expect(sessionStorage.getItem('kaltura-room-creator:mine')).to.contain('Typed early');
  });

  it('is read at the end of a prerendering, when the storage is the guest’s own', async () => {
    stubProperty(document, 'prerendering', true);
    const {creator} = await renderCreator(template);
    restoreProperties();
    const draft = JSON.stringify({edits: {name: 'Typed meanwhile'}, attempts: []});
    sessionStorage.setItem('kaltura-room-creator:mine', draft);
    document.dispatchEvent(new Event('prerenderingchange'));
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Typed meanwhile'});
  });

  it('restores an attempt with an unknown outcome only once', async () => {
    const key = 'a'.repeat(32);
    const attempts = [{key, body: '{"name":"Room"}', isOutcomeUnknown: true}];
    const draft = JSON.stringify({edits: {name: 'Other'}, attempts});
    const stored = 'kaltura-room-creator:mine';
    sessionStorage.setItem(stored, draft);
    const {creator} = await renderCreator(template);
    creator.formStateRestoreCallback(draft);
    fillIn(creator, {name: 'Another'});
    const kept = JSON.parse(sessionStorage.getItem(stored) ?? '') as {attempts: unknown};
    expect(kept.attempts).to.deep.equal(attempts);
  });

  it('ignores stored attempts without a valid name', async () => {
    const attempts = [
      {key: 'a'.repeat(32), body: '{"name":{"toString":1}}', isOutcomeUnknown: true},
      {key: 'b'.repeat(32), body: '[', isOutcomeUnknown: true},
    ];
    sessionStorage.setItem('kaltura-room-creator:mine', JSON.stringify({edits: {}, attempts}));
    const {creator} = await renderCreator(template);
    await creator.updateComplete;
    expect(getControl(creator, 'name').checkVisibility()).to.be.true;
    expect(hasPart(creator, 'attempt')).to.be.false;
    expect(getText(creator, 'status')).to.equal('');
  });

  it('restores pending input, and the names of selected users', async () => {
    const {creator} = await renderCreator(template);
    const people = async () => [
      {id: 'ann@example.com', name: 'Ann'},
      {id: 'anton@example.com', name: 'Anton'},
    ];
    creator.searchUsers = people;
    await creator.updateComplete;
    getControl(creator, 'roomModeratorUserIds').focus();
    await waitUntil(() => getPart(creator, 'options'));
    fillIn(creator, {roomModeratorUserIds: 'an'});
    await waitUntil(() => getPart(creator, 'option'));
    pressKey(creator, 'roomModeratorUserIds', 'ArrowDown');
    pressKey(creator, 'roomModeratorUserIds', 'Enter');
    fillIn(creator, {roomModeratorUserIds: 'bo', tags: 'half'});
    await creator.updateComplete;
    const before = {roomModeratorUserIds: 'Ann,bo', tags: 'half'};
    const {userNames} = JSON.parse(sessionStorage.getItem('kaltura-room-creator:mine') ?? '') as {
      userNames: unknown;
    };
    // The draft has the name of the selected user only, not of all results.
    expect(userNames).to.deep.equal({'ann@example.com': 'Ann'});
    expect(getFieldValues(creator)).to.deep.equal(before);
    const {creator: later, fetchMock} = await reload(creator);
    expect(getFieldValues(later)).to.deep.equal(before);
    fillIn(later, {name: 'Room'});
    submit(later);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      tags: 'half',
      roomModeratorUserIds: ['ann@example.com', 'bo'],
    });
  });

  for (const more of [
    {pendingInput: {name: 'x', tags: 7, constructor: 'x'}, userNames: {ann: 7}},
    {pendingInput: 'half', userNames: [null]},
  ])
    it(`ignores invalid values in storage: ${JSON.stringify(more)}`, async () => {
      const draft = {edits: {roomModeratorUserIds: ['ann']}, attempts: [], ...more};
      sessionStorage.setItem('kaltura-room-creator:mine', JSON.stringify(draft));
      const {creator, fetchMock} = await renderCreator(template);
      expect(getFieldValues(creator)).to.deep.equal({roomModeratorUserIds: 'ann'});
      fillIn(creator, {name: 'Room'});
      submit(creator);
      expect((await fetchMock.next()).body).to.deep.equal({
        name: 'Room',
        roomModeratorUserIds: ['ann'],
      });
    });

  it('restores the key of a pending request, and reports that the room may exist', async () => {
    const {creator, fetchMock} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const first = await fetchMock.next();
    const {creator: later, fetchMock: laterFetchMock} = await reload(creator);
    expect(getText(later, 'status')).to.contain('The room may already exist.');
    submit(later);
    const second = await laterFetchMock.next();
    expect(getIdempotencyKey(second)).to.equal(getIdempotencyKey(first));
    second.answerJson(CREATED);
    await waitForOutcome(later);
    expect(sessionStorage).to.have.length(0);
    expect(getFieldValues((await reload(later)).creator)).to.deep.equal({});
  });

  it('separates drafts with different keys', async () => {
    const {creator, fetchMock} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    creator.draftKey = 'other';
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({});
    fillIn(creator, {name: 'Other room'});
    creator.draftKey = 'mine';
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
    submit(creator);
    const call = await fetchMock.next();
    creator.draftKey = 'other';
    await creator.updateComplete;
    expect(creator.state).to.equal('creating');
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
    call.answerJson({success: true, data: {}});
    await waitForOutcome(creator);
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Other room'});
    creator.draftKey = 'mine';
    await creator.updateComplete;
    expect(getText(creator, 'status')).to.contain('The room may already exist.');
    submit(creator);
    expect(getIdempotencyKey(await fetchMock.next())).to.equal(getIdempotencyKey(call));
  });

  it('starts a new form for another key, even if there was none in between', async () => {
    const {creator} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    creator.draftKey = null;
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
    creator.draftKey = 'other';
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({});
    creator.draftKey = 'mine';
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
  });

  it('keeps the fields if it is removed for a moment', async () => {
    const {creator} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    creator.draftKey = null;
    await creator.updateComplete;
    fillIn(creator, {name: 'Rooms'});
    creator.draftKey = 'mine';
    await creator.updateComplete;
    expect(getFieldValues(creator)).to.deep.equal({name: 'Rooms'});
  });

  it('keeps the fields and the attempts if it is set later', async () => {
    const {creator, fetchMock} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const first = await fetchMock.next();
    creator.remove();
    const late = await renderCreator();
    fillIn(late.creator, {name: 'Next'});
    await submitAndFail(late, answerWithoutId);
    late.creator.draftKey = 'mine';
    await late.creator.updateComplete;
    expect(getFieldValues(late.creator)).to.deep.equal({name: 'Next'});
    await submitAndFail(late, answerWithoutId);
    fillIn(late.creator, {name: 'Room'});
    submit(late.creator);
    const last = await late.fetchMock.next();
    const keys = late.fetchMock.calls.map(getIdempotencyKey);
    expect(keys[1]).to.equal(keys[0]);
    expect(getIdempotencyKey(last)).to.equal(getIdempotencyKey(first));
  });

  it('stores only the input and the attempts, and nothing if it is not set', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    expect(sessionStorage).to.have.length(0);
    creator.draftKey = 'mine';
    creator.headers = {authorization: 'secret'};
    await creator.updateComplete;
    submit(creator);
    await fetchMock.next();
    const kept = JSON.parse(sessionStorage.getItem('kaltura-room-creator:mine')!) as {
      attempts: object[];
    };
    expect(Object.keys(kept).sort()).to.deep.equal([
      'attempts',
      'edits',
      'pendingInput',
      'userNames',
    ]);
    expect(Object.keys(kept.attempts[0]!).sort()).to.deep.equal([
      'body',
      'isOutcomeUnknown',
      'key',
      'time',
    ]);
    expect(JSON.stringify(kept)).not.to.contain('secret');
  });

  it('lets the form work without a draft if the browser blocks the storage', async () => {
    for (const method of ['getItem', 'setItem'])
      stubProperty(Storage.prototype, method, () => {
        throw new DOMException('no', 'SecurityError');
      });
    const {creator, fetchMock} = await renderCreator(template);
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });
});
