import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {CreateRequest} from '../../src/contract/schemas.js';
import {FIELDS, isListField, type Field} from '../../src/creator/validation.js';
import {safeParse} from 'zod/mini';
import type {HeldCall} from '../held-fetch.js';
import {next, turn} from '../room/set-up.js';
import {
  NEW_ROOM,
  getControl,
  getNote,
  getPart,
  pressKey,
  restoreFetch,
  waitForOutcome,
  renderCreator,
  submit,
  getText,
  fillIn,
  getFieldValues,
  type CreatorFixture,
} from './creator-fixture.js';

afterEach(() => restoreFetch());

/** Submits, and gives the answer; back once the form has said what it makes of it. */
async function answered(
  {creator, held}: CreatorFixture,
  answer: (call: HeldCall) => void,
): Promise<void> {
  submit(creator);
  const failed = next(creator, 'kaltura-room-create-error');
  answer(await held.next());
  await failed;
  await creator.updateComplete;
}

const refused = (error: string) => (call: HeldCall) =>
  call.answerJson({success: false, errorCode: 'invalidRequest', error}, {status: 400});

/** All six fields filled in. */
const FULL: Record<Field, string> = {
  name: 'Room',
  description: 'About',
  tags: 'a,b,',
  templateRoomEntryId: '1_classic0',
  roomModeratorUserIds: 'ann,bob,',
  chatModeratorUserIds: 'cy,dee,',
};

async function filled(): Promise<CreatorFixture> {
  const all = await renderCreator();
  all.creator.templates = [{id: '1_classic0', name: 'Classic'}];
  await all.creator.updateComplete;
  fillIn(all.creator, FULL);
  await all.creator.updateComplete;
  return all;
}

describe('an error that names a field is beside it, with what support may be told', () => {
  for (const field of FIELDS)
    for (const error of [
      `Mandatory parameter "${field}" is missing`,
      `Parameter "ks2" is no parameter; "${field}" is too long`,
      `'${field}' must be something else`,
      `body.${field}: expected something else`,
      `"${field}" has the name of others, and their tags`,
      `create-room answered invalidRequest: ${field} is not valid`,
    ])
      it(error, async () => {
        const all = await filled();
        const {creator} = all;
        const before = getFieldValues(creator);
        await answered(all, refused(error));
        const key = all.held.calls[0]!.headers.get('idempotency-key')!;
        expect(getNote(creator, field).replace(/\s+/g, ' ')).to.equal(
          `Kaltura did not accept this. Change it and try again. invalidRequest Reference: ${key.slice(0, 8)}`,
        );
        const faulty = FIELDS.filter(one => getControl(creator, one).ariaInvalid === 'true');
        expect(faulty).to.deep.equal([field]);
        expect(creator.shadowRoot?.activeElement === getControl(creator, field)).to.be.true;
        expect(getText(creator, 'summary')).to.equal('');
        expect(getFieldValues(creator)).to.deep.equal(before);
      });

  for (const error of ['body.roomModeratorUserIds.1: no', '"roomModeratorUserIds[1]" is nobody'])
    it(`${error}, and its chip, until that is another`, async () => {
      const all = await filled();
      const {creator} = all;
      await answered(all, refused(error));
      const wrong = () =>
        [...creator.shadowRoot!.querySelectorAll('[part~=chip][part~=invalid] bdi')].map(
          ({textContent}) => textContent,
        );
      expect(wrong()).to.deep.equal(['bob']);
      expect(getNote(creator, 'roomModeratorUserIds')).to.contain('bob: Kaltura did not accept');
      pressKey(creator, 'roomModeratorUserIds', 'Backspace');
      await creator.updateComplete;
      expect(wrong()).to.deep.equal([]);
      // The same one again is no better.
      fillIn(creator, {roomModeratorUserIds: 'bob,'});
      await creator.updateComplete;
      expect(wrong()).to.deep.equal(['bob']);
    });

  for (const error of ['no reason', 'name and tags', 'Parameter "names" is wrong', 'rename it'])
    it(`and above the button where it names none: ${error}`, async () => {
      const all = await filled();
      all.creator.createUrl = '/name';
      await answered(all, refused(error));
      expect(getText(all.creator, 'summary')).to.contain('Kaltura did not accept these details.');
    });
});

const malformed: [string, (call: HeldCall) => void][] = [
  ['an ID that is a script', call => call.answerJson({success: true, data: {id: '<script>'}})],
  ['no data', call => call.answerJson({success: true})],
  ['a list', call => call.answerJson([])],
  ['half of its JSON', call => call.answer('{"success": true, "data": {"id"')],
  ['a page', call => call.answer('<h1>Welcome</h1>', {headers: {'content-type': 'text/html'}})],
  ["another's JSON", call => call.answerJson({status: 'ok', id: NEW_ROOM})],
  ['nothing', call => call.answer('')],
];
for (const [what, answer] of malformed)
  it(`an answer that is ${what}: is no room, is said so, and nothing is lost`, async () => {
    const all = await filled();
    const {creator, events} = all;
    const before = getFieldValues(creator);
    await answered(all, answer);
    expect(creator.error?.code).to.equal('endpoint-invalid');
    expect(getText(creator, 'summary')).to.contain('The room may be there already.');
    expect(creator.shadowRoot!.querySelector('script')).to.be.null;
    expect(getFieldValues(creator)).to.deep.equal(before);
    expect(events).to.deep.equal(['kaltura-room-create', 'kaltura-room-create-error']);
  });

it('a redirect is followed nowhere', async () => {
  const all = await filled();
  await answered(all, call => {
    expect(call.init.redirect).to.equal('manual');
    // As a browser has one that it was not to follow.
    const answer = Response.error();
    Object.defineProperty(answer, 'type', {value: 'opaqueredirect'});
    Object.defineProperty(call, 'answer', {value: answer});
    call.answerJson(null);
  });
  expect(all.creator.error?.code).to.equal('endpoint-invalid');
});

it('an answer that comes after that of the next attempt is told of no second time', async () => {
  const {creator, held, events} = await renderCreator();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const first = await held.next();
  creator.parentElement!.append(creator);
  submit(creator);
  const second = await held.next();
  const told = next(creator, 'kaltura-room-created');
  second.answerJson({success: true, data: {id: NEW_ROOM}});
  first.answerJson({success: true, data: {id: NEW_ROOM}});
  await told;
  await turn();
  await turn();
  expect(events.filter(name => name === 'kaltura-room-created')).to.have.length(1);
});

it('200 tags are sent', async () => {
  const {creator, held} = await renderCreator();
  const tags = Array.from({length: 200}, (_, index) => `t${index}`).join();
  fillIn(creator, {name: 'Room', tags: `${tags},`});
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room', tags});
});

for (const [what, ids] of [
  ['101 moderators', Array.from({length: 101}, (_, index) => `u${index}`).join()],
  ['an ID of 321 letters', 'x'.repeat(321)],
] as const)
  it(`${what} are too much, which is said, and all are kept`, async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {name: 'Room', roomModeratorUserIds: `${ids},`});
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'roomModeratorUserIds')).to.contain('A user ID has');
    expect(getFieldValues(creator)).to.deep.equal({name: 'Room', roomModeratorUserIds: ids});
    expect(held.calls).to.have.length(0);
  });

it('an ID with a comma, from the page or its search, is one', async () => {
  const {creator, held} = await renderCreator();
  creator.defaults = {name: 'Room', chatModeratorUserIds: ['doe,jane']};
  creator.searchUsers = async () => [{id: 'roe,richard', name: 'Richard'}];
  await creator.updateComplete;
  getControl(creator, 'roomModeratorUserIds').focus();
  while (!getPart(creator, 'options')) await turn();
  fillIn(creator, {roomModeratorUserIds: 'r'});
  while (!getPart(creator, 'option')) await turn();
  getPart(creator, 'option')!.click();
  submit(creator);
  expect((await held.next()).body).to.deep.equal({
    name: 'Room',
    roomModeratorUserIds: ['roe,richard'],
    chatModeratorUserIds: ['doe,jane'],
  });
});

it('a comma in a tag of the page is between two', async () => {
  const {creator, held} = await renderCreator();
  creator.defaults = {name: 'Room', tags: ['a,b', ' c '] as unknown as string};
  await creator.updateComplete;
  expect(getFieldValues(creator).tags).to.equal('a,b,c');
  expect(creator.shadowRoot!.querySelectorAll('[part~=chip]')).to.have.length(3);
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room', tags: 'a,b,c'});
});

for (const name of ['\u3164', '\u2800', '\ufe0f', '\u115f\u1160', '\u2800 \u3164\u200b'])
  it(`a name that nobody can see is none: ${escape(name)}`, async () => {
    const {creator, held} = await renderCreator();
    fillIn(creator, {name});
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'name')).to.contain('Give the room a name');
    expect(held.calls).to.have.length(0);
  });

/** What a person may type or paste, and what goes wrong at the edges. */
const anyText = fc.oneof(
  fc.string({unit: 'binary', maxLength: 40}),
  fc.string({unit: 'grapheme', maxLength: 40}),
  fc.constantFrom('', ' ', 'Room', 'a,b;c', 'ann@example.com', '<script>', 'a:b', '\u202e', '*'),
  fc
    .tuple(fc.constantFrom('x', '🎉', 'a,', ' '), fc.integer({min: 250, max: 5010}))
    .map(([text, times]) => text.repeat(times)),
);

it('sends nothing that KAF would refuse, or says beside a field why not, and keeps all', async () => {
  const {creator, held} = await renderCreator();
  const fields = FIELDS.filter(field => field !== 'templateRoomEntryId');
  const drafts = fc.record(Object.fromEntries(fields.map(field => [field, anyText])));
  await fc.assert(
    fc.asyncProperty(drafts, async values => {
      creator.reset();
      await creator.updateComplete;
      fillIn(creator, values);
      await creator.updateComplete;
      const before = getFieldValues(creator);
      const {length} = held.calls;
      submit(creator);
      while (creator.state === 'creating' && held.calls.length === length) await turn();
      await creator.updateComplete;
      const call = held.calls[length];
      expect(getFieldValues(creator)).to.deep.equal(chipped(before));
      if (!call) {
        const faulty = fields.filter(field => getControl(creator, field).ariaInvalid === 'true');
        expect(faulty).to.have.length.above(0);
        for (const field of faulty) expect(getNote(creator, field)).not.to.equal('');
        return;
      }
      const result = safeParse(CreateRequest, call.body);
      expect(result.success).to.be.true;
      const body = result.data!;
      // KAF's own, beside the contract.
      expect([...body.name].length).to.be.within(1, 256);
      expect(body.name.trim()).to.equal(body.name);
      for (const value of Object.values(body)) expect(value).to.have.length.above(0);
    }),
    {numRuns: 100},
  );
}).timeout(120_000);

/** As typed, where what was no chip yet has become one. */
const chipped = (values: ReturnType<typeof getFieldValues>): ReturnType<typeof getFieldValues> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      if (!isListField(field)) return [[field, value]];
      const chips = [...new Set(value.split(',').map(text => text.trim()))].filter(Boolean);
      return chips.length ? [[field, chips.join()]] : [];
    }),
  );
