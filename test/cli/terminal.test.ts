import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {supportsColour} from '../../src/cli/terminal.js';

describe('supportsColour()', () => {
  const rows = [
    {stream: 'a terminal', isTTY: true, env: {}, expected: true},
    {stream: 'a terminal with an empty NO_COLOR', isTTY: true, env: {NO_COLOR: ''}, expected: true},
    {stream: 'a terminal with NO_COLOR', isTTY: true, env: {NO_COLOR: '1'}, expected: false},
    {stream: 'a dumb terminal', isTTY: true, env: {TERM: 'dumb'}, expected: false},
    {stream: 'a file or a pipe', isTTY: false, env: {}, expected: false},
  ];
  for (const {stream, isTTY, env, expected} of rows)
    it(`returns ${expected} for ${stream}`, () => {
      assert.equal(supportsColour({isTTY}, env), expected);
    });
});
