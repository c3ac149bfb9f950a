import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {cleanDisplayName} from '../../../src/server/kaltura/display-name.js';

describe('cleanDisplayName()', () => {
  const names = [
    {name: 'Jane', cleaned: 'Jane'},
    {name: 'Zoë Ann', cleaned: 'Zoë Ann'},
    {name: "O'Neil & Söhne", cleaned: "O'Neil & Söhne"},
    {name: '"Dr." Who / Jr.', cleaned: '"Dr." Who / Jr.'},
    {name: 'مها', cleaned: 'مها'},
    {name: '👩‍👩‍👧 family', cleaned: '👩‍👩‍👧 family'},
    {name: 'Smith, John', cleaned: 'Smith John'},
    {name: 'Bob,role:adminRole', cleaned: 'Bob role adminRole'},
    {name: 'edit:*', cleaned: 'edit'},
    {name: 'a\u0000b\nc\td', cleaned: 'a b c d'},
    {name: '\u202egnp.exe', cleaned: 'gnp.exe'},
    {name: 'half \ud83d emoji', cleaned: 'half emoji'},
    {name: '   ', cleaned: ''},
    {name: ',,,', cleaned: ''},
    {name: 'disableentitlement', cleaned: 'disable entitlement'},
    {name: 'ActionsLimit', cleaned: 'Actions Limit'},
    {name: 'downloadassetrole', cleaned: 'download asset role'},
    {name: 'Eve;99;', cleaned: 'Eve 99'},
    {name: 'Eve\u037e99', cleaned: 'Eve 99'},
    {name: 'actions,limit', cleaned: 'actions limit'},
  ];
  for (const {name, cleaned} of names)
    it(`cleans ${JSON.stringify(name)} to ${JSON.stringify(cleaned)}`, () => {
      assert.equal(cleanDisplayName(name), cleaned);
    });

  it('cuts a name after 40 letters', () => {
    assert.equal(cleanDisplayName('x'.repeat(300)), 'x'.repeat(40));
  });

  it('cuts a name after 40 emoji, which are 80 UTF-16 code units', () => {
    assert.equal(cleanDisplayName('😀'.repeat(300)), '😀'.repeat(40));
  });

  it('cuts a name of a hundred thousand accents before it normalizes the name', t => {
    const normalize = t.mock.method(String.prototype, 'normalize');
    assert.ok(cleanDisplayName(`Jane${'\u0300\u0316'.repeat(50_000)}`).startsWith('Jan'));
    // The time grows with the square of the number of accents: all of them take half a minute.
    const [call] = normalize.mock.calls;
    assert.ok(String(call?.this).length <= 1000);
  });
});
