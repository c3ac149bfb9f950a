import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseRetryAfter} from '../../src/contract/parse-retry-after.js';

const NOW = 'Wed, 21 Oct 2026 07:28:00 GMT';
const LATER = 'Wed, 21 Oct 2026 07:28:30 GMT';
const MAX = 2_147_483;

interface Row {
  readonly retryAfter?: string;
  readonly date?: string;
  readonly expected: number | undefined;
}

const rows: Record<string, Row> = {
  'returns undefined without the header': {date: NOW, expected: undefined},
  'returns seconds': {retryAfter: '7', expected: 7},
  'returns 0 seconds': {retryAfter: '0', expected: 0},
  'limits seconds': {retryAfter: '99999999', expected: MAX},
  'limits seconds that are beyond every number': {retryAfter: '9'.repeat(400), expected: MAX},
  'ignores a negative number': {retryAfter: '-1', date: NOW, expected: undefined},
  'ignores a fraction': {retryAfter: '1.5', expected: undefined},
  'ignores an exponent': {retryAfter: '1e9', expected: undefined},
  'ignores text': {retryAfter: 'soon', date: NOW, expected: undefined},
  'measures a date from the Date of the sender': {retryAfter: LATER, date: NOW, expected: 30},
  'returns 0 for the date of the response itself': {retryAfter: NOW, date: NOW, expected: 0},
  'limits a date': {retryAfter: 'Fri, 31 Dec 9999 23:59:59 GMT', date: NOW, expected: MAX},
  'ignores a date in the past': {retryAfter: NOW, date: LATER, expected: undefined},
  'ignores a date without a Date': {retryAfter: LATER, expected: undefined},
  'ignores a date beside an unreadable Date': {
    retryAfter: LATER,
    date: 'today',
    expected: undefined,
  },
};

describe('parseRetryAfter()', () => {
  for (const [behaviour, {retryAfter, date, expected}] of Object.entries(rows))
    it(behaviour, () => {
      const headers = new Headers({
        ...(retryAfter !== undefined && {'retry-after': retryAfter}),
        ...(date !== undefined && {date}),
      });
      assert.equal(parseRetryAfter(headers), expected);
    });
});
