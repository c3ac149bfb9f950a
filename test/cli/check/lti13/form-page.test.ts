import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseFormPage} from '../../../../src/cli/check/lti13/form-page.js';

describe('parseFormPage()', () => {
  it('accepts every notation of tags, attributes and character references', () => {
    const page = parseFormPage(`<!doctype html><body>
    <FORM ACTION='https://kaf.example/?a=1&amp;b="2"' method=POST id=form>
      <input type="hidden" value="a&#x2F;&#47;&quot;&unknown;&gt;" name="id_token" />
      <input type=hidden name=state value=open disabled><input name="empty"><input value="nameless">
    </FORM>
    <script nonce="abc">submit()</script><SCRIPT src="/own.js"></SCRIPT></body>`);
    assert.deepEqual(page, {
      action: 'https://kaf.example/?a=1&b="2"',
      method: 'post',
      fields: {id_token: 'a//"&unknown;>', state: 'open', empty: ''},
      scripts: [{nonce: 'abc', text: 'submit()'}],
    });
  });

  for (const html of [
    '',
    '{"success":false}',
    '<input name="id_token" value="a.b.c">',
    '<formula>',
  ])
    it(`returns undefined for "${html}", which has no form`, () => {
      assert.equal(parseFormPage(html), undefined);
    });

  it('uses GET by default', () => {
    assert.deepEqual(parseFormPage('<form>'), {
      action: '',
      method: 'get',
      fields: {},
      scripts: [],
    });
  });

  for (const part of ['<form ', '<input "', '<script', '<form a=', '&#x', "<form '"])
    it(`takes little time for a page that repeats ${part}`, () => {
      const start = performance.now();
      parseFormPage(`<form>${part.repeat(50_000)}`);
      assert.ok(performance.now() - start < 2000);
    });
});
