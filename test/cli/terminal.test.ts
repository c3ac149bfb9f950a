import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mayColour} from '../../src/cli/terminal.js';

test('colours at a terminal, for a person who does not mind', () => {
  assert.ok(mayColour({isTTY: true}, {}));
  assert.ok(mayColour({isTTY: true}, {NO_COLOR: ''}), 'an empty NO_COLOR says nothing');
});

test('writes plainly to a file or a pipe, to a dumb terminal, and where NO_COLOR says so', () => {
  assert.ok(!mayColour({}, {}));
  assert.ok(!mayColour({isTTY: true}, {TERM: 'dumb'}));
  assert.ok(!mayColour({isTTY: true}, {NO_COLOR: '1'}));
});
