import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {CreateRequest} from '../../src/contract/schemas.js';
import {
  FIELDS,
  isListField,
  normalizeList,
  parseList,
  type Field,
} from '../../src/creator/validation.js';
import {safeParse} from 'zod/mini';
import type {PendingRequest} from '../support/mock-fetch.js';
import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {
  NEW_ROOM,
  answerWith,
  answerWithoutId,
  createFailure,
  getControl,
  getNote,
  getPart,
  pressKey,
  waitForOutcome,
  renderCreator,
  submit,
  submitAndFail,
  getText,
  fillIn,
  getFieldValues,
  type CreatorFixture,
} from '../support/creator-fixture.js';

const answerInvalid = (error: string) => answerWith(createFailure('invalidRequest', error), 400);

/** Text for each of the six fields. */
const INPUT: Record<Field, string> = {
  name: 'Room',
  description: 'About',
  tags: 'a,b,',
  templateRoomEntryId: '1_classic0',
  roomModeratorUserIds: 'ann,bob,',
  chatModeratorUserIds: 'cy,dee,',
};

async function renderFilledIn(): Promise<CreatorFixture> {
  const rendered = await renderCreator();
  rendered.creator.templates = [{id: '1_classic0', name: 'Classic'}];
  await rendered.creator.updateComplete;
  fillIn(rendered.creator, INPUT);
  await rendered.creator.updateComplete;
  return rendered;
}

describe('a server error that names a field', () => {
  for (const field of FIELDS)
    for (const error of [
      `Mandatory parameter "${field}" is missing`,
      `Parameter "ks2" is no parameter; "${field}" is too long`,
      `'${field}' must be something else`,
      `body.${field}: expected something else`,
      `"${field}" has the name of others, and their tags`,
      `create-room answered invalidRequest: ${field} is not valid`,
    ])
      it(`appears beside the field, with a reference for support: ${error}`, async () => {
        const rendered = await renderFilledIn();
        const {creator} = rendered;
        const before = getFieldValues(creator);
        await submitAndFail(rendered, answerInvalid(error));
        const key = rendered.fetchMock.calls[0]!.headers.get('idempotency-key')!;
        expect(getNote(creator, field).replace(/\s+/g, ' ')).to.equal(
          `This was not accepted. Change it and try again. invalidRequest Reference: ${key.slice(0, 8)}`,
        );
        const invalid = FIELDS.filter(name => getControl(creator, name).ariaInvalid === 'true');
        expect(invalid).to.deep.equal([field]);
        expect(creator.shadowRoot?.activeElement === getControl(creator, field)).to.be.true;
        expect(getText(creator, 'summary')).to.equal('');
        expect(getFieldValues(creator)).to.deep.equal(before);
      });

  for (const error of ['body.roomModeratorUserIds.1: no', '"roomModeratorUserIds[1]" is nobody'])
    it(`marks the chip until the guest removes it: ${error}`, async () => {
      const rendered = await renderFilledIn();
      const {creator} = rendered;
      await submitAndFail(rendered, answerInvalid(error));
      const getInvalidChips = () =>
        [...creator.shadowRoot!.querySelectorAll('[part~=chip][part~=invalid] bdi')].map(
          ({textContent}) => textContent,
        );
      expect(getInvalidChips()).to.deep.equal(['bob']);
      expect(getNote(creator, 'roomModeratorUserIds')).to.contain('bob: This was not accepted');
      pressKey(creator, 'roomModeratorUserIds', 'Backspace');
      await creator.updateComplete;
      expect(getInvalidChips()).to.deep.equal([]);
      // The server would reject the same ID again.
      fillIn(creator, {roomModeratorUserIds: 'bob,'});
      await creator.updateComplete;
      expect(getInvalidChips()).to.deep.equal(['bob']);
    });

  for (const error of ['no reason', 'name and tags', 'Parameter "names" is wrong', 'rename it'])
    it(`appears above the button if the field is unclear: ${error}`, async () => {
      const rendered = await renderFilledIn();
      rendered.creator.createUrl = '/name';
      await submitAndFail(rendered, answerInvalid(error));
      expect(getText(rendered.creator, 'summary')).to.contain('These details were not accepted.');
    });
});

interface MalformedResponse {
  readonly name: string;
  readonly answer: (call: PendingRequest) => void;
}

const MALFORMED_RESPONSES: readonly MalformedResponse[] = [
  {
    name: 'a script as ID',
    answer: call => call.answerJson({success: true, data: {id: '<script>'}}),
  },
  {name: 'a number as ID', answer: call => call.answerJson({success: true, data: {id: 7}})},
  {name: 'no ID', answer: answerWithoutId},
  {name: 'no data', answer: call => call.answerJson({success: true})},
  {name: 'a list', answer: call => call.answerJson([])},
  {name: 'incomplete JSON', answer: call => call.answer('{"success": true, "data": {"id"')},
  {
    name: 'an HTML page',
    answer: call => call.answer('<h1>Welcome</h1>', {headers: {'content-type': 'text/html'}}),
  },
  {
    name: 'JSON of another API',
    answer: call => call.answerJson({status: 'ok', id: NEW_ROOM}),
  },
  {name: 'an empty body', answer: call => call.answer('')},
];

describe('a malformed response', () => {
  for (const {name, answer} of MALFORMED_RESPONSES)
    it(`leaves the outcome unknown, and keeps the fields: ${name}`, async () => {
      const rendered = await renderFilledIn();
      const {creator, events} = rendered;
      const before = getFieldValues(creator);
      await submitAndFail(rendered, answer);
      expect(creator.error?.code).to.equal('endpoint-invalid');
      expect(getText(creator, 'summary')).to.contain('The room may already exist.');
      expect(creator.shadowRoot!.querySelectorAll('script').length).to.equal(0);
      expect(getFieldValues(creator)).to.deep.equal(before);
      expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-create-error']);
    });
});

describe('a redirect', () => {
  it('fails with sign-in-required', async () => {
    const rendered = await renderFilledIn();
    // A test cannot construct the response of a redirect, so this one is real.
    rendered.fetchMock.restore();
    rendered.creator.createUrl = '/frame/redirects-to-own-origin';
    const {error} = await submitAndFail(rendered);
    expect(error.code).to.equal('sign-in-required');
  });
});

describe('a late response', () => {
  it('emits no second kaltura-room-created', async () => {
    const {creator, fetchMock, events} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const first = await fetchMock.next();
    creator.parentElement!.append(creator);
    submit(creator);
    const second = await fetchMock.next();
    const created = nextEvent(creator, 'kaltura-room-created');
    second.answerJson({success: true, data: {id: NEW_ROOM}});
    first.answerJson({success: true, data: {id: NEW_ROOM}});
    await created;
    await nextTask();
    await nextTask();
    expect(events.filter(name => name === 'kaltura-room-created')).to.have.length(1);
  });
});

describe('the size of a list', () => {
  it('may reach 200 tags', async () => {
    const {creator, fetchMock} = await renderCreator();
    const tags = Array.from({length: 200}, (_, index) => `t${index}`).join();
    fillIn(creator, {name: 'Room', tags: `${tags},`});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', tags});
  });

  for (const {name, ids} of [
    {name: '101 moderators', ids: Array.from({length: 101}, (_, index) => `u${index}`).join()},
    {name: 'an ID of 321 letters', ids: 'x'.repeat(321)},
  ])
    it(`shows an error, and keeps the items: ${name}`, async () => {
      const {creator, fetchMock} = await renderCreator();
      fillIn(creator, {name: 'Room', roomModeratorUserIds: `${ids},`});
      submit(creator);
      await waitForOutcome(creator);
      expect(getNote(creator, 'roomModeratorUserIds')).to.contain('A user ID has');
      expect(getFieldValues(creator)).to.deep.equal({name: 'Room', roomModeratorUserIds: ids});
      expect(fetchMock.calls).to.have.length(0);
    });
});

describe('a comma', () => {
  it('does not split user IDs of the page or of its search', async () => {
    const {creator, fetchMock} = await renderCreator();
    creator.defaults = {name: 'Room', chatModeratorUserIds: ['doe,jane']};
    creator.searchUsers = async () => [{id: 'roe,richard', name: 'Richard'}];
    await creator.updateComplete;
    getControl(creator, 'roomModeratorUserIds').focus();
    await waitUntil(() => getPart(creator, 'options'));
    fillIn(creator, {roomModeratorUserIds: 'r'});
    await waitUntil(() => getPart(creator, 'option'));
    getPart(creator, 'option')!.click();
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      roomModeratorUserIds: ['roe,richard'],
      chatModeratorUserIds: ['doe,jane'],
    });
  });

  it('splits the tags of the page', async () => {
    const {creator, fetchMock} = await renderCreator();
    creator.defaults = {name: 'Room', tags: ['a,b', ' c '] as unknown as string};
    await creator.updateComplete;
    expect(getFieldValues(creator).tags).to.equal('a,b,c');
    expect(creator.shadowRoot!.querySelectorAll('[part~=chip]')).to.have.length(3);
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', tags: 'a,b,c'});
  });
});

describe('a name of invisible characters', () => {
  for (const {characters, name} of [
    {characters: 'a Hangul filler', name: '\u3164'},
    {characters: 'a blank Braille pattern', name: '\u2800'},
    {characters: 'a variation selector', name: '\ufe0f'},
    {characters: 'the fillers of a Hangul syllable', name: '\u115f\u1160'},
    {characters: 'a mix with spaces', name: '\u2800 \u3164\u200b'},
  ])
    it(`shows an error: ${characters}`, async () => {
      const {creator, fetchMock} = await renderCreator();
      fillIn(creator, {name});
      submit(creator);
      await waitForOutcome(creator);
      expect(getNote(creator, 'name')).to.contain('Give the room a name');
      expect(fetchMock.calls).to.have.length(0);
    });
});

/** Text that a guest may type or paste, with many edge cases. */
const textArbitrary = fc.oneof(
  fc.string({unit: 'binary', maxLength: 40}),
  fc.string({unit: 'grapheme', maxLength: 40}),
  fc.constantFrom('', ' ', 'Room', 'a,b;c', 'ann@example.com', '<script>', 'a:b', '\u202e', '*'),
  fc
    .tuple(fc.constantFrom('x', '🎉', 'a,', ' '), fc.integer({min: 250, max: 5010}))
    .map(([text, times]) => text.repeat(times)),
);

describe('any input', () => {
  it('results in a valid request or in an error beside a field', async () => {
    const {creator, fetchMock} = await renderCreator();
    const fields = FIELDS.filter(field => field !== 'templateRoomEntryId');
    const drafts = fc.record(Object.fromEntries(fields.map(field => [field, textArbitrary])));
    await fc.assert(
      fc.asyncProperty(drafts, async values => {
        creator.reset();
        await creator.updateComplete;
        fillIn(creator, values);
        await creator.updateComplete;
        const before = getFieldValues(creator);
        const {length} = fetchMock.calls;
        submit(creator);
        await waitUntil(() => creator.state !== 'creating' || fetchMock.calls.length !== length);
        await creator.updateComplete;
        const call = fetchMock.calls[length];
        expect(getFieldValues(creator)).to.deep.equal(commitPendingInput(before));
        if (!call) {
          const invalid = fields.filter(field => getControl(creator, field).ariaInvalid === 'true');
          expect(invalid).to.have.length.above(0);
          for (const field of invalid) expect(getNote(creator, field)).not.to.equal('');
          return;
        }
        const result = safeParse(CreateRequest, call.body);
        expect(result.success).to.be.true;
        const body = result.data!;
        // KAF has more rules than the contract.
        expect([...body.name].length).to.be.within(1, 256);
        expect(body.name.trim()).to.equal(body.name);
        for (const value of Object.values(body)) expect(value).to.have.length.above(0);
      }),
      {numRuns: 100},
    );
  }).timeout(120_000);
});

/** Returns the values with all pending input committed as chips. */
const commitPendingInput = (
  values: ReturnType<typeof getFieldValues>,
): ReturnType<typeof getFieldValues> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      if (!isListField(field)) return [[field, value]];
      const chips = normalizeList(parseList(field, value));
      return chips.length ? [[field, chips.join()]] : [];
    }),
  );
