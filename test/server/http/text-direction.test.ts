import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {getTextDirection} from '../../../src/server/http/text-direction.js';

describe('getTextDirection()', () => {
  for (const {language, direction} of [
    {language: 'en', direction: 'ltr'},
    {language: 'he', direction: 'rtl'},
    {language: 'ar-EG', direction: 'rtl'},
    {language: 'HE-IL', direction: 'rtl'},
    {language: '', direction: 'ltr'},
  ])
    it(`returns ${direction} for the language "${language}"`, () => {
      assert.equal(getTextDirection(language), direction);
    });
});
