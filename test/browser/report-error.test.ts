import {expect} from '@open-wc/testing';
import {describeValue, reportInvalidAttribute} from '../../src/browser/report-error.js';
import {RoomError} from '../../src/contract/room-error.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

let logged: unknown[][] = [];
beforeEach(() => {
  logged = [];
  stubProperty(console, 'error', (...values: unknown[]) => void logged.push(values));
});
afterEach(() => restoreProperties());

const invalid = (message: string) => new RoomError('attribute-invalid', message);

describe('reportInvalidAttribute()', () => {
  it('logs the tag name and the message, and nothing else of the element', () => {
    reportInvalidAttribute(document.createElement('kaltura-room'), invalid('timeout must be 1'));
    expect(logged).to.deep.equal([['<kaltura-room>: timeout must be 1']]);
  });

  it('logs a message once per element', () => {
    const first = document.createElement('kaltura-room');
    const second = document.createElement('kaltura-room');
    for (const element of [first, first, second])
      reportInvalidAttribute(element, invalid('timeout must be 1'));
    reportInvalidAttribute(first, invalid('headers must be 2'));
    expect(logged.map(([message]) => message)).to.deep.equal([
      '<kaltura-room>: timeout must be 1',
      '<kaltura-room>: timeout must be 1',
      '<kaltura-room>: headers must be 2',
    ]);
  });

  it('ignores other errors', () => {
    reportInvalidAttribute(document.createElement('p'), new RoomError('offline', 'no network'));
    expect(logged).to.deep.equal([]);
  });
});

const circular: {self?: unknown} = {};
circular.self = circular;

describe('describeValue()', () => {
  for (const {value, description} of [
    {value: 'abc', description: '"abc"'},
    {value: 7, description: '7'},
    {value: null, description: 'null'},
    {value: undefined, description: 'undefined'},
    {value: [{id: 'x'}], description: '[{"id":"x"}]'},
    {value: () => 1, description: 'a function'},
    {value: 1n, description: 'a value of type bigint'},
    {value: circular, description: 'a value of type object'},
    {value: NaN, description: 'NaN'},
    {value: 'x'.repeat(400), description: `"${'x'.repeat(299)}`},
    {value: 'djJ8abcdefghijkl', description: '"[KS]"'},
  ])
    it(`returns ${description}`, () => {
      expect(describeValue(value)).to.equal(description);
    });
});
