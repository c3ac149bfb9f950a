import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseFormPage} from '../../../../src/cli/check/lti13/form-page.js';

test('reads a form however it is written', () => {
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

test('a page without a form is none', () => {
  for (const html of [
    '',
    '{"success":false}',
    '<input name="id_token" value="a.b.c">',
    '<formula>',
  ])
    assert.equal(parseFormPage(html), undefined);
});

test('a form says GET where it says nothing', () => {
  assert.deepEqual(parseFormPage('<form>'), {action: '', method: 'get', fields: {}, scripts: []});
});

test('takes no time over a page of nothing but signs', () => {
  const start = performance.now();
  for (const part of ['<form ', '<input "', '<script', '<form a=', '&#x', "<form '"])
    parseFormPage(`<form>${part.repeat(50_000)}`);
  assert.ok(performance.now() - start < 2000);
});
