import {expect} from '@open-wc/testing';
import {createJsonConverter} from '../../src/browser/json.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

let logged: unknown[][] = [];
beforeEach(() => {
  logged = [];
  stubProperty(console, 'warn', (...values: unknown[]) => void logged.push(values));
});
afterEach(() => restoreProperties());

const parse = (attribute: string, text: string | null) =>
  createJsonConverter(attribute).fromAttribute!(text);

describe('createJsonConverter()', () => {
  for (const {text, value} of [
    {text: '{"a": "b"}', value: {a: 'b'}},
    {text: '[1]', value: [1]},
    {text: '{a => b}', value: '{a => b}'},
    {text: '["functions"', value: '["functions"'},
    {text: '', value: ''},
    {text: null, value: null},
  ])
    it(`returns ${JSON.stringify(value)} for ${text ?? 'no attribute'}`, () => {
      expect(parse('headers', text)).to.deep.equal(value);
      expect(logged).to.deep.equal([]);
    });

  for (const text of [
    '[object Object]',
    '[object Object],[object Object]',
    '[object Promise]',
    '() => ({})',
    '(query, signal) => search(query, signal)',
    'async () => {}',
    'function load() {}',
    'signal => load(signal)',
  ])
    it(`ignores ${text}, with a warning`, () => {
      expect(parse(text, text)).to.be.null;
      expect(String(logged)).to.contain(`the attribute ${text} must be JSON`);
    });

  it('warns once per attribute', () => {
    for (const attribute of ['defaults', 'defaults', 'templates'])
      parse(attribute, '[object Object]');
    expect(logged).to.have.length(2);
  });
});
