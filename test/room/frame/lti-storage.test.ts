import {expect} from '@open-wc/testing';
import {createLtiStorage} from '../../../src/room/frame/lti-storage.js';

/*
 * The storage by itself: 1EdTech "LTI postMessage Storage" 0.1.
 */

const KAF = 'https://1.kaf.example';
const OTHER = 'https://2.kaf.example';

const put = (key: unknown, value?: unknown) => ({
  subject: 'lti.put_data',
  message_id: 'm1',
  key,
  ...(value !== undefined && {value}),
});
const get = (key: unknown) => ({subject: 'lti.get_data', message_id: 'm2', key});
const answered = (subject: string, more: object) => ({subject: `${subject}.response`, ...more});
const got = (key: string, value: string | null) =>
  answered('lti.get_data', {message_id: 'm2', key, value});

it('says what it can do', () => {
  const supported_messages = [
    {subject: 'lti.capabilities'},
    {subject: 'lti.put_data'},
    {subject: 'lti.get_data'},
  ];
  const storage = createLtiStorage();
  expect(storage({subject: 'lti.capabilities', message_id: 'm0'}, KAF)).to.deep.equal(
    answered('lti.capabilities', {message_id: 'm0', supported_messages}),
  );
  expect(storage({subject: 'lti.capabilities'}, KAF)).to.deep.equal(
    answered('lti.capabilities', {supported_messages}),
  );
});

it('keeps a value, gives it back, overwrites and deletes it', () => {
  const storage = createLtiStorage();
  const kept = (value: string | null) =>
    answered('lti.put_data', {message_id: 'm1', key: 'state', value});
  expect(storage(put('state', 's1'), KAF)).to.deep.equal(kept('s1'));
  expect(storage(get('state'), KAF)).to.deep.equal(got('state', 's1'));
  expect(storage(put('state', 's2'), KAF)).to.deep.equal(kept('s2'));
  expect(storage(get('state'), KAF)).to.deep.equal(got('state', 's2'));
  expect(storage(put('state', null), KAF)).to.deep.equal(kept(null));
  expect(storage(get('state'), KAF)).to.deep.equal(got('state', null));
  storage(put('state', 's3'), KAF);
  expect(storage(put('state'), KAF)).to.deep.equal(kept(null));
  expect(storage(get('state'), KAF)).to.deep.equal(got('state', null));
});

it('keeps an empty text, which is not the same as nothing', () => {
  const storage = createLtiStorage();
  storage(put('nonce', ''), KAF);
  expect(storage(get('nonce'), KAF)).to.deep.equal(got('nonce', ''));
});

it('keeps the data of each origin, and of each launch, apart', () => {
  const storage = createLtiStorage();
  storage(put('state', 'of KAF'), KAF);
  expect(storage(get('state'), OTHER)).to.deep.equal(got('state', null));
  storage(put('state', 'of the other'), OTHER);
  expect(storage(put('state', null), OTHER)).to.have.property('value', null);
  expect(storage(get('state'), KAF)).to.deep.equal(got('state', 'of KAF'));
  expect(createLtiStorage()(get('state'), KAF)).to.deep.equal(got('state', null));
});

for (const key of ['__proto__', 'constructor', 'toString'])
  it(`has nothing under ${key} until it is put there`, () => {
    const storage = createLtiStorage();
    expect(storage(get(key), KAF)).to.deep.equal(got(key, null));
    storage(put(key, 'mine'), KAF);
    expect(storage(get(key), KAF)).to.deep.equal(got(key, 'mine'));
  });

const malformed: [string, object][] = [
  ['a put without a key', put(undefined, 'x')],
  ['a put with an empty key', put('', 'x')],
  ['a put with a number as key', put(7, 'x')],
  ['a put with a number as value', put('k', 7)],
  ['a put with an object as value', put('k', {})],
  ['a put without message_id', {...put('k', 'v'), message_id: undefined}],
  ['a get without a key', get(undefined)],
  ['a get with an empty key', get('')],
  ['a get with a list as key', get(['state'])],
  ['a get with a number as message_id', {...get('k'), message_id: 7}],
];
for (const [label, request] of malformed)
  it(`${label}: bad_request`, () => {
    const answer = createLtiStorage()(request, KAF) as {
      error: {code: string; message: string};
      message_id?: unknown;
    };
    const {subject, message_id} = request as {subject: string; message_id: unknown};
    expect(answer).to.have.property('subject', `${subject}.response`);
    expect(answer.message_id).to.equal(typeof message_id === 'string' ? message_id : undefined);
    expect(answer.error.code).to.equal('bad_request');
    expect(answer.error.message).to.be.a('string');
    expect(answer).not.to.have.any.keys('key', 'value');
  });

it('never answers with what cannot be sent', () => {
  const {port1} = new MessageChannel();
  for (const message_id of [port1, () => {}, Symbol('id')]) {
    const answer = createLtiStorage()({...get('k'), message_id}, KAF);
    expect(() => structuredClone(answer)).not.to.throw();
  }
  port1.close();
});

const others: unknown[] = [
  null,
  undefined,
  7,
  '',
  'lti.put_data',
  'x'.repeat(1_000_000),
  [],
  ['lti.get_data'],
  {},
  {subject: null},
  {subject: ['lti.get_data']},
  {subject: {toString: () => 'lti.get_data'}},
  {subject: 'lti.put_data.response', message_id: 'm', key: 'k', value: 'v'},
  {subject: 'lti.frameResize', height: 5},
  {subject: 'LTI.get_data', key: 'k', message_id: 'm'},
  {subject: ' lti.get_data', key: 'k', message_id: 'm'},
  {subject: 'lti.get_data\n', key: 'k', message_id: 'm'},
  {subject: 'xlti.get_data', key: 'k', message_id: 'm'},
  {subject: 'lti_get_data', key: 'k', message_id: 'm'},
  {Subject: 'lti.get_data', key: 'k', message_id: 'm'},
];
for (const data of others)
  it(`is silent on ${(JSON.stringify(data) ?? String(data)).slice(0, 60)}`, () => {
    expect(createLtiStorage()(data, KAF)).to.be.undefined;
  });

const codeOf = (answer: object | undefined) => (answer as {error?: {code: string}}).error?.code;

it('keeps 500 keys of an origin and no more: storage_exhaustion, and what is there stays', () => {
  const storage = createLtiStorage();
  for (let n = 0; n < 500; n++) expect(codeOf(storage(put(`k${n}`, 'v'), KAF))).to.be.undefined;
  expect(codeOf(storage(put('one more', 'v'), KAF))).to.equal('storage_exhaustion');
  expect(storage(get('one more'), KAF)).to.deep.equal(got('one more', null));
  expect(storage(get('k499'), KAF)).to.deep.equal(got('k499', 'v'));
  expect(codeOf(storage(put('k0', 'another value'), KAF))).to.be.undefined;
  storage(put('k1', null), KAF);
  expect(codeOf(storage(put('one more', 'v'), KAF))).to.be.undefined;
});

it('keeps 16,384 characters of an origin and no more: storage_exhaustion', () => {
  const storage = createLtiStorage();
  expect(codeOf(storage(put('k', 'v'.repeat(16_383)), KAF))).to.be.undefined;
  for (const [key, value] of [
    ['k', 'v'.repeat(16_384)],
    ['k', 'v'.repeat(1_000_000)],
    ['l', ''],
    ['l'.repeat(20_000), ''],
  ] as const) {
    const answer = storage(put(key, value), KAF);
    expect(codeOf(answer)).to.equal('storage_exhaustion');
    expect(JSON.stringify(answer)).to.have.length.below(200);
  }
  expect(storage(get('k'), KAF)).to.deep.equal(got('k', 'v'.repeat(16_383)));
});

it("one origin's data leave room for another's", () => {
  const storage = createLtiStorage();
  storage(put('k', 'v'.repeat(16_383)), KAF);
  expect(codeOf(storage(put('state', 's'), OTHER))).to.be.undefined;
});
