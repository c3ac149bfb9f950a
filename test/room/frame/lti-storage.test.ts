import {expect} from '@open-wc/testing';
import {createLtiStorage} from '../../../src/room/frame/lti-storage.js';

/*
 * Tests the storage alone. The specification is 1EdTech "LTI postMessage Storage" 0.1.
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

describe('the LTI platform storage', () => {
  it('lists its capabilities', () => {
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

  it('stores, returns, overwrites and deletes a value', () => {
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

  it('distinguishes an empty text from a missing value', () => {
    const storage = createLtiStorage();
    storage(put('nonce', ''), KAF);
    expect(storage(get('nonce'), KAF)).to.deep.equal(got('nonce', ''));
  });

  it('separates the data of origins and of launches', () => {
    const storage = createLtiStorage();
    storage(put('state', 'of KAF'), KAF);
    expect(storage(get('state'), OTHER)).to.deep.equal(got('state', null));
    storage(put('state', 'of the other'), OTHER);
    expect(storage(put('state', null), OTHER)).to.have.property('value', null);
    expect(storage(get('state'), KAF)).to.deep.equal(got('state', 'of KAF'));
    expect(createLtiStorage()(get('state'), KAF)).to.deep.equal(got('state', null));
  });

  for (const key of ['__proto__', 'constructor', 'toString'])
    it(`returns null for ${key} until a value is stored`, () => {
      const storage = createLtiStorage();
      expect(storage(get(key), KAF)).to.deep.equal(got(key, null));
      storage(put(key, 'mine'), KAF);
      expect(storage(get(key), KAF)).to.deep.equal(got(key, 'mine'));
    });

  const malformed: {readonly name: string; readonly request: object}[] = [
    {name: 'a put without a key', request: put(undefined, 'x')},
    {name: 'a put with an empty key', request: put('', 'x')},
    {name: 'a put with a number as key', request: put(7, 'x')},
    {name: 'a put with a number as value', request: put('k', 7)},
    {name: 'a put with an object as value', request: put('k', {})},
    {name: 'a put without message_id', request: {...put('k', 'v'), message_id: undefined}},
    {name: 'a get without a key', request: get(undefined)},
    {name: 'a get with an empty key', request: get('')},
    {name: 'a get with a list as key', request: get(['state'])},
    {name: 'a get with a number as message_id', request: {...get('k'), message_id: 7}},
  ];
  for (const {name, request} of malformed)
    it(`answers bad_request to ${name}`, () => {
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

  it('returns only cloneable answers', () => {
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
    it(`does not answer ${(JSON.stringify(data) ?? String(data)).slice(0, 60)}`, () => {
      expect(createLtiStorage()(data, KAF)).to.be.undefined;
    });

  const codeOf = (answer: object | undefined) => (answer as {error?: {code: string}}).error?.code;

  it('says what is wrong with a request', () => {
    const storage = createLtiStorage();
    const error = {code: 'bad_request', message: 'message_id, key and value must be text'};
    expect(storage(get(7), KAF)).to.deep.equal(answered('lti.get_data', {message_id: 'm2', error}));
  });

  it('says that the storage is full', () => {
    const error = {code: 'storage_exhaustion', message: 'the storage of this origin is full'};
    expect(createLtiStorage()(put('k', 'v'.repeat(20_000)), KAF)).to.deep.equal(
      answered('lti.put_data', {message_id: 'm1', error}),
    );
  });

  it('answers storage_exhaustion after 500 keys of an origin, and keeps them', () => {
    const storage = createLtiStorage();
    for (let n = 0; n < 500; n++) expect(codeOf(storage(put(`k${n}`, 'v'), KAF))).to.be.undefined;
    expect(codeOf(storage(put('one more', 'v'), KAF))).to.equal('storage_exhaustion');
    expect(storage(get('one more'), KAF)).to.deep.equal(got('one more', null));
    expect(storage(get('k499'), KAF)).to.deep.equal(got('k499', 'v'));
    expect(codeOf(storage(put('k0', 'another value'), KAF))).to.be.undefined;
    storage(put('k1', null), KAF);
    expect(codeOf(storage(put('one more', 'v'), KAF))).to.be.undefined;
  });

  it('answers storage_exhaustion after 16,384 characters of an origin', () => {
    const storage = createLtiStorage();
    expect(codeOf(storage(put('k', 'v'.repeat(16_383)), KAF))).to.be.undefined;
    for (const {key, value} of [
      {key: 'k', value: 'v'.repeat(16_384)},
      {key: 'k', value: 'v'.repeat(1_000_000)},
      {key: 'l', value: ''},
      {key: 'l'.repeat(20_000), value: ''},
    ] as const) {
      const answer = storage(put(key, value), KAF);
      expect(codeOf(answer)).to.equal('storage_exhaustion');
      expect(JSON.stringify(answer)).to.have.length.below(200);
    }
    expect(storage(get('k'), KAF)).to.deep.equal(got('k', 'v'.repeat(16_383)));
  });

  it('limits each origin separately', () => {
    const storage = createLtiStorage();
    storage(put('k', 'v'.repeat(16_383)), KAF);
    expect(codeOf(storage(put('state', 's'), OTHER))).to.be.undefined;
  });
});
