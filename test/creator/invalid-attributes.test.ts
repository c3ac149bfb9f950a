import {expect, html} from '@open-wc/testing';
import type {KalturaRoomCreatorElement} from '../../src/index.js';
import {nextEvent} from '../support/events.js';
import {
  restoreFetch,
  waitForOutcome,
  renderCreator,
  submit,
  getText,
  fillIn,
} from '../support/creator-fixture.js';

const realError = console.error;
let logged: string[] = [];
beforeEach(() => {
  logged = [];
  console.error = (...values: unknown[]) => void logged.push(values.map(String).join(' '));
});
afterEach(() => {
  console.error = realError;
  restoreFetch();
});

const FIELD_NAMES =
  'name description tags templateRoomEntryId roomModeratorUserIds chatModeratorUserIds';

interface InvalidAttribute {
  readonly attribute: string;
  readonly value: string;
  readonly message: string;
}

/** The element reports these attributes as soon as it has them. */
const SETTINGS: readonly InvalidAttribute[] = [
  {
    attribute: 'templates',
    value: '7',
    message:
      'templates must be a list of {id, name, image?}, or a function; got a value of type number',
  },
  {
    attribute: 'templates',
    value: '{"id": "1_classic0"}',
    message:
      'templates must be a list of {id, name, image?}, or a function; got a value of type object',
  },
  {
    attribute: 'hidden-fields',
    value: 'name template',
    message: `hidden-fields must be names of fields (${FIELD_NAMES}); got "name template"`,
  },
  {
    attribute: 'defaults',
    value: '{"title": "Room"}',
    message:
      'defaults must be an object of field values ' +
      `(${FIELD_NAMES.replaceAll(' ', ', ')}); got a value of type object`,
  },
];

describe('an invalid setting of the fields', () => {
  for (const {attribute, value, message} of SETTINGS)
    it(`sets error and logs: ${attribute}='${value}'`, async () => {
      const {creator} = await renderCreator();
      expect(creator.error).to.be.null;
      creator.setAttribute(attribute, value);
      await creator.updateComplete;
      expect(creator.error?.code).to.equal('attribute-invalid');
      expect(creator.error?.message).to.equal(message);
      expect(getText(creator, 'code')).to.equal('attribute-invalid');
      expect(logged).to.deep.equal([`<kaltura-room-creator>: ${message}`]);
      creator.removeAttribute(attribute);
      await creator.updateComplete;
      expect(creator.error).to.be.null;
    });

  it('logs the message once, however often the guest submits the form', async () => {
    const {creator, fetchMock} = await renderCreator();
    Object.assign(creator, {templates: 7});
    fillIn(creator, {name: 'Room'});
    await fail(creator);
    await fail(creator);
    expect(logged).to.have.length(1);
    expect(fetchMock.calls).to.have.length(0);
  });
});

/** The element reports these attributes when it needs them. */
const REQUEST: readonly InvalidAttribute[] = [
  {
    attribute: 'timeout',
    value: 'abc',
    message: 'timeout must be a number of seconds above 0, at most 86400; got "abc"',
  },
  {
    attribute: 'headers',
    value: '["secret"]',
    message: 'headers must be an object of header names and text, or a function; got an array',
  },
  {
    attribute: 'for',
    value: 'nowhere',
    message: 'for must be the ID of a <kaltura-room>; got "nowhere", the ID of no element',
  },
  {
    attribute: 'share-url',
    value: '/join',
    message: 'share-url must be an http(s) URL with {id} and without a user',
  },
];

describe('an invalid attribute of the request', () => {
  for (const {attribute, value, message} of REQUEST)
    it(`prevents the request, and is logged once: ${attribute}='${value}'`, async () => {
      const {creator, fetchMock, events} = await renderCreator();
      creator.setAttribute(attribute, value);
      fillIn(creator, {name: 'Room'});
      await fail(creator);
      await fail(creator);
      expect(creator.error?.code).to.equal('attribute-invalid');
      expect(creator.error?.message).to.equal(message);
      expect(logged).to.deep.equal([`<kaltura-room-creator>: ${message}`]);
      expect(fetchMock.calls).to.have.length(0);
      expect(events.filter(name => name === 'kaltura-room-create-error')).to.have.length(2);
    });

  it('names the default of a hidden field', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" hidden-fields="name"></kaltura-room-creator>`,
    );
    await fail(creator);
    expect(creator.error?.message).to.equal(
      'defaults.name must be valid, because the field is hidden',
    );
    expect(fetchMock.calls).to.have.length(0);
  });

  it('allows the request once it is valid', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" timeout="abc"></kaltura-room-creator>`,
    );
    fillIn(creator, {name: 'Room'});
    await fail(creator);
    creator.setAttribute('timeout', '20');
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });
});

async function fail(creator: KalturaRoomCreatorElement): Promise<void> {
  const failed = nextEvent(creator, 'kaltura-room-create-error');
  submit(creator);
  await failed;
  await waitForOutcome(creator);
}
