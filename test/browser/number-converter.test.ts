import {expect} from '@open-wc/testing';
import {numberConverter} from '../../src/browser/number-converter.js';

describe('numberConverter', () => {
  for (const {attribute, property} of [
    {attribute: '20', property: 20},
    {attribute: '.5', property: 0.5},
    {attribute: '', property: 0},
    {attribute: 'abc', property: 'abc'},
    {attribute: '5s', property: '5s'},
    {attribute: null, property: null},
  ])
    it(`converts ${JSON.stringify(attribute)} to ${JSON.stringify(property)}`, () => {
      expect(numberConverter.fromAttribute?.(attribute)).to.equal(property);
    });
});
