import {expect, html} from '@open-wc/testing';
import {
  fillIn,
  getFieldValues,
  getText,
  renderCreator,
  submit,
  submitAndFail,
} from '../support/creator-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

let logged: string[] = [];
beforeEach(() => {
  logged = [];
  stubProperty(console, 'error', (...values: unknown[]) => {
    logged.push(values.map(String).join(' '));
  });
});
afterEach(() => restoreProperties());

const FIELD_NAMES =
  'name description tags templateRoomEntryId roomModeratorUserIds chatModeratorUserIds';

interface InvalidAttribute {
  readonly attribute: string;
  readonly value: string;
  readonly message: string;
}

const describeTemplates = (got: string) =>
  `templates must be a list of {id, name, image?}, or a function; got ${got}`;
const describeFieldNames = (attribute: string, value: string) =>
  `${attribute} must be names of fields (${FIELD_NAMES}); got "${value}"`;
const describeDefaults = (got: string) =>
  `defaults must be an object of field values (${FIELD_NAMES.replaceAll(' ', ', ')}); got ${got}`;

/** The element reports these attributes as soon as it has them. */
const SETTINGS: readonly InvalidAttribute[] = [
  {attribute: 'templates', value: '7', message: describeTemplates('a value of type number')},
  {attribute: 'templates', value: '{', message: describeTemplates('a value of type string')},
  {
    attribute: 'templates',
    value: '{"id": "1_classic0"}',
    message: describeTemplates('a value of type object'),
  },
  {
    attribute: 'templates',
    value: '[{"id": "1_classic0"}]',
    message: describeTemplates('an array'),
  },
  {
    attribute: 'templates',
    value: '[{"id": "x", "name": "X"}]',
    message: describeTemplates('an array'),
  },
  {
    attribute: 'hidden-fields',
    value: 'name template',
    message: describeFieldNames('hidden-fields', 'name template'),
  },
  {
    attribute: 'readonly-fields',
    value: 'names',
    message: describeFieldNames('readonly-fields', 'names'),
  },
  {
    attribute: 'required-fields',
    value: 'constructor',
    message: describeFieldNames('required-fields', 'constructor'),
  },
  {attribute: 'defaults', value: '{', message: describeDefaults('a value of type string')},
  {
    attribute: 'defaults',
    value: '{"title": "Room"}',
    message: describeDefaults('a value of type object'),
  },
  {
    attribute: 'defaults',
    value: '{"name": 7}',
    message: describeDefaults('a value of type object'),
  },
  {
    attribute: 'defaults',
    value: '{"roomModeratorUserIds": "ann"}',
    message: describeDefaults('a value of type object'),
  },
];

describe('an invalid setting of the fields', () => {
  for (const {attribute, value, message} of SETTINGS) {
    it(`is shown and logged until it is removed: ${attribute}='${value}'`, async () => {
      const {creator} = await renderCreator();
      expect(creator.error).to.be.null;
      creator.setAttribute(attribute, value);
      await creator.updateComplete;
      expect(creator.error?.code).to.equal('attribute-invalid');
      expect(creator.error?.message).to.equal(message);
      expect(getText(creator, 'code')).to.equal('attribute-invalid');
      expect(getText(creator, 'summary')).to.contain('not set up correctly');
      expect(logged).to.deep.equal([`<kaltura-room-creator>: ${message}`]);
      creator.removeAttribute(attribute);
      await creator.updateComplete;
      expect(creator.error).to.be.null;
      expect(getText(creator, 'code')).to.equal('');
    });

    it(`prevents the request until it is removed: ${attribute}='${value}'`, async () => {
      const rendered = await renderCreator();
      const {creator, fetchMock} = rendered;
      creator.setAttribute(attribute, value);
      fillIn(creator, {name: 'Room'});
      const {error} = await submitAndFail(rendered);
      expect(error.message).to.equal(message);
      expect(fetchMock.calls).to.have.length(0);
      creator.removeAttribute(attribute);
      await creator.updateComplete;
      submit(creator);
      expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
    });
  }

  it('is logged once, however often the guest submits the form', async () => {
    const rendered = await renderCreator();
    Object.assign(rendered.creator, {templates: 7});
    fillIn(rendered.creator, {name: 'Room'});
    await submitAndFail(rendered);
    await submitAndFail(rendered);
    expect(logged).to.have.length(1);
    expect(rendered.fetchMock.calls).to.have.length(0);
  });

  it('is still shown after another one has been corrected', async () => {
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
});

const HEADERS = 'headers must be an object of header names and text, or a function';
const SHARE_URL = 'share-url must be an http(s) URL with {id} and without a user';

/** The element reports these attributes when it needs them. */
const REQUEST: readonly InvalidAttribute[] = [
  {
    attribute: 'create-url',
    value: '',
    message: 'create-url must be an http(s) URL without a user',
  },
  {
    attribute: 'timeout',
    value: 'abc',
    message: 'timeout must be a number of seconds above 0, at most 86400; got "abc"',
  },
  {attribute: 'headers', value: '["secret"]', message: `${HEADERS}; got an array`},
  {attribute: 'headers', value: '{', message: `${HEADERS}; got a value of type string`},
  {
    attribute: 'for',
    value: 'nowhere',
    message: 'for must be the ID of a <kaltura-room>; got "nowhere", the ID of no element',
  },
  {attribute: 'share-url', value: '/join', message: SHARE_URL},
  {attribute: 'share-url', value: 'javascript:alert({id})', message: SHARE_URL},
  {attribute: 'share-url', value: 'https://{id}:x', message: SHARE_URL},
  {attribute: 'share-url', value: 'https://{id}@example.com', message: SHARE_URL},
  {attribute: 'share-url', value: 'https://a:{id}@example.com', message: SHARE_URL},
];

describe('an invalid attribute of the request', () => {
  for (const {attribute, value, message} of REQUEST)
    it(`prevents the request, keeps the fields, and is logged once: ${attribute}='${value}'`, async () => {
      const rendered = await renderCreator();
      const {creator, fetchMock, events} = rendered;
      creator.setAttribute(attribute, value);
      fillIn(creator, {name: 'Room'});
      await submitAndFail(rendered);
      const {error} = await submitAndFail(rendered);
      expect(error.code).to.equal('attribute-invalid');
      expect(error.message).to.equal(message);
      expect(creator.error).to.equal(error);
      expect(logged).to.deep.equal([`<kaltura-room-creator>: ${message}`]);
      expect(fetchMock.calls).to.have.length(0);
      expect(getFieldValues(creator)).to.deep.equal({name: 'Room'});
      expect(events.filter(name => name === 'kaltura-room-create-error')).to.have.length(2);
    });

  it('may be the missing default of a hidden field', async () => {
    const rendered = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" hidden-fields="name"></kaltura-room-creator>`,
    );
    const {error} = await submitAndFail(rendered);
    expect(error.code).to.equal('attribute-invalid');
    expect(error.message).to.equal('defaults.name must be valid, because the field is hidden');
    expect(rendered.creator.error).to.equal(error);
    expect(rendered.fetchMock.calls).to.have.length(0);
  });

  it('allows the request once it is valid', async () => {
    const rendered = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" timeout="abc"></kaltura-room-creator>`,
    );
    fillIn(rendered.creator, {name: 'Room'});
    await submitAndFail(rendered);
    rendered.creator.setAttribute('timeout', '20');
    submit(rendered.creator);
    expect((await rendered.fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });
});
