import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {runInNewContext} from 'node:vm';
import ts from 'typescript';
import {
  angularString,
  cssValue,
  htmlAttribute,
  jsLiteral,
  jsString,
  shortcodeAttribute,
} from '../../demo/playground/escape.js';
import {headersSnippet} from '../../demo/playground/headers.js';
import {snippets} from '../../demo/playground/snippets.js';
import {pageHeaders} from '../../src/csp/index.js';

type Choice = Parameters<typeof snippets>[0];
type Given = Choice['elements'][number]['attributes'][number];

const HOSTILE = [
  '"',
  "'",
  `"'`,
  '{',
  '}',
  '{{ constructor.constructor("x")() }}',
  '</script><script>',
  '<!-- -->',
  '`',
  '${x}',
  '\\',
  "\\'",
  '&amp;',
  '&#34;',
  '[kaltura_room]',
  'two\nlines',
  '\u2028',
  '*/',
  '//',
  'שלום 🎉',
];

const choiceOf = (attributes: Given[], more: Partial<Choice> = {}): Choice => ({
  elements: [{tagName: 'kaltura-room', attributes}],
  theme: [],
  scheme: 'auto',
  ...more,
});
const text = (name: string, value: string): Given => ({name, value, kind: 'text'});
const json = (name: string, value: string): Given => ({name, value, kind: 'json'});

/** A file of a snippet. */
function file(choice: Choice, id: string, name: string): string {
  const snippet = snippets(choice).find(one => one.id === id);
  const found = snippet?.files.find(one => one.name === name);
  assert.ok(found, `${id} has ${name}`);
  return found.text;
}

/** What HTML reads in an attribute: the entities that are written here, and no others. */
function readHtml(attribute: string): string {
  const [, quote = '', value = ''] = /^[^=]+=(["'])([^]*)\1$/.exec(attribute) ?? [];
  assert.ok(quote, attribute);
  assert.ok(!value.includes(quote) && !/[<>\n]/.test(value), attribute);
  return decoded(value);
}
const decoded = (value: string) =>
  value.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, code: string, name: string) =>
    code ? String.fromCharCode(Number(code)) : {amp: '&', lt: '<', gt: '>', quot: '"'}[name]!,
  );

/** What JavaScript reads. */
const evaluated = (expression: string): unknown =>
  structuredClone(runInNewContext(`(${expression})`));

/** The attributes of the first element, as TypeScript reads JSX. */
function readJsx(source: string): Record<string, unknown> {
  const parsed = ts.createSourceFile('a.jsx', source, ts.ScriptTarget.Latest, true);
  const {parseDiagnostics} = parsed as unknown as {parseDiagnostics: unknown[]};
  assert.deepEqual(parseDiagnostics, [], source);
  const read: Record<string, unknown> = {};
  const visit = (node: ts.Node): void => {
    if (ts.isJsxAttribute(node) && !node.name.getText().startsWith('onkaltura')) {
      const {initializer} = node;
      const inner =
        initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
      read[node.name.getText()] = inner ? evaluated(inner.getText()) : true;
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return read;
}

describe('a value in a snippet is read as it is', () => {
  for (const value of HOSTILE) {
    const shown = JSON.stringify(value);

    test(`HTML: ${shown}`, () => {
      assert.equal(readHtml(htmlAttribute('label', value)), value);
      const page = file(choiceOf([text('label', value)]), 'html', 'page.html');
      assert.equal(page.match(/<\/script>/g)?.length, 2);
      assert.ok(page.includes(htmlAttribute('label', value)));
    });

    test(`a shortcode: ${shown}`, () => {
      const [, inside = ''] = /^label="([^"[\]\\<>\n]*)"$/.exec(
        shortcodeAttribute('label', value),
      ) ?? ['', 'no'];
      assert.equal(decoded(inside), value);
    });

    test(`a block of WordPress, which looks for shortcodes in it: ${shown}`, () => {
      const block = file(choiceOf([text('label', value)]), 'wordpress', 'Custom HTML block');
      assert.doesNotMatch(block, /[[\]]/);
    });

    test(`JavaScript: ${shown}`, () => {
      assert.equal(evaluated(jsString(value)), value);
      assert.equal(evaluated(angularString(value)), value);
      assert.doesNotMatch(jsString(value), /[<>\n\u2028]/);
      assert.doesNotMatch(angularString(value), /[{}]/);
      assert.deepEqual(evaluated(jsLiteral({[value]: [value]})), {[value]: [value]});
    });

    test(`JSX: ${shown}`, () => {
      const given = [text('label', value), json('headers', JSON.stringify({x: value}))];
      const read = readJsx(file(choiceOf(given), 'react', 'Rooms.jsx'));
      assert.deepEqual(read, {label: value, headers: {x: value}});
    });

    test(`Svelte: ${shown}`, () => {
      const source = file(choiceOf([text('label', value)]), 'svelte', 'Rooms.svelte');
      const markup = source.slice(source.indexOf('</script>') + '</script>'.length);
      assert.deepEqual(readJsx(markup), {label: value});
      assert.doesNotMatch(markup.replace(/<\/?kaltura-room/g, ''), /</);
    });

    test(`Vue: ${shown}`, () => {
      const given = [text('label', value), json('headers', JSON.stringify({x: value}))];
      const source = file(choiceOf(given), 'vue', 'Rooms.vue');
      assert.ok(source.includes(htmlAttribute('label', value)));
      const bound = htmlAttribute(':headers', jsLiteral({x: value}));
      assert.ok(source.includes(bound));
      assert.deepEqual(evaluated(readHtml(bound)), {x: value});
      assert.equal(source.match(/<\/script>/g)?.length, 1);
    });

    test(`Angular: ${shown}`, () => {
      const template = file(choiceOf([text('label', value)]), 'angular', 'rooms.component.html');
      assert.doesNotMatch(template, /\{\{|\}\}/);
      const line = template.match(/\[attr\.label\]=(["'])[^]*?\1(?= |\n)/)?.[0];
      if (line) assert.equal(evaluated(readHtml(line)), value);
      else assert.ok(template.includes(htmlAttribute('label', value)));
    });
  }
});

test('a key that is no key of a literal is one all the same', () => {
  const read = evaluated(jsLiteral(JSON.parse('{"__proto__": {"x": 1}, "a-b": null}')));
  assert.deepEqual(Object.keys(read as object), ['__proto__', 'a-b']);
});

test('JSON that is none is text', () => {
  assert.deepEqual(readJsx(file(choiceOf([json('headers', '{')]), 'react', 'Rooms.jsx')), {
    headers: '{',
  });
});

test('numbers and booleans are such where a framework sets properties', () => {
  const given: Given[] = [
    {name: 'timeout', value: '5', kind: 'number'},
    {name: 'controls', value: '', kind: 'boolean'},
  ];
  const choice = choiceOf(given);
  assert.deepEqual(readJsx(file(choice, 'react', 'Rooms.jsx')), {timeout: 5, controls: true});
  assert.match(file(choice, 'vue', 'Rooms.vue'), /:timeout="5"\s+:controls="true"/);
  assert.match(file(choice, 'angular', 'rooms.component.html'), /timeout="5"\s+controls\s/);
  assert.match(file(choice, 'html', 'page.html'), /<kaltura-room timeout="5" controls>/);
});

test('each framework listens in its own way', () => {
  const choice = choiceOf([]);
  assert.match(file(choice, 'react', 'Rooms.jsx'), / onkaltura-room-ready=\{ready\}/);
  assert.match(file(choice, 'svelte', 'Rooms.svelte'), / onkaltura-room-ready=\{ready\}/);
  assert.match(file(choice, 'vue', 'Rooms.vue'), / @kaltura-room-ready="ready"/);
  assert.match(file(choice, 'vue', 'vite.config.js'), /isCustomElement/);
  assert.match(
    file(choice, 'angular', 'rooms.component.html'),
    / \(kaltura-room-ready\)="ready\(\$event\)"/,
  );
  const component = file(choice, 'angular', 'rooms.component.ts');
  assert.match(component, /schemas: \[CUSTOM_ELEMENTS_SCHEMA\]/);
  assert.match(component, /import type \{RoomErrorEvent, RoomReadyEvent\} from 'kaltura-room'/);
  assert.match(file(choice, 'html', 'rooms.js'), /addEventListener\('kaltura-room-ready'/);
});

test('the plugin’s shortcodes have what they know, and nothing else', () => {
  const given = [text('room-id', '1_ab'), text('label', 'Us'), text('token-url', '/x')];
  assert.equal(
    file(choiceOf(given), 'wordpress', 'Shortcode: a room'),
    '[kaltura_room id="1_ab" label="Us"]',
  );
});

test('without JavaScript there is a link to the room’s page, where there is a room', () => {
  const link = (given: Given[], id: string, name: string) =>
    /<noscript>.*<\/noscript>/.exec(file(choiceOf(given), id, name))?.[0];
  const given = [text('room-id', '1_a$&b'), text('share-url', '/a?b&c={id}')];
  assert.equal(
    link(given, 'html', 'page.html'),
    '<noscript><a href="/a?b&amp;c=1_a$&amp;b">Join the room</a></noscript>',
  );
  const block = link([text('room-id', '1_[a]')], 'wordpress', 'Custom HTML block');
  assert.equal(block, '<noscript><a href="/join/1_&#91;a&#93;">Join the room</a></noscript>');
  assert.equal(link([], 'html', 'page.html'), undefined);
});

test('the theme is a style sheet, which the rest asks for; without one there is neither', () => {
  const themed = choiceOf([], {
    theme: [
      ['--kaltura-room-accent', '#7a1fa2'],
      ['--kaltura-room-color', 'red;} body {display: none'],
    ],
    scheme: 'dark',
  });
  const css = 'kaltura-room {\n  color-scheme: dark;\n  --kaltura-room-accent: #7a1fa2;\n}';
  for (const {id, files} of snippets(themed)) {
    const sheet = files.at(-1);
    assert.equal(sheet?.text, css, id);
    const others = files.slice(0, -1).map(({text}) => text);
    if (id !== 'wordpress') assert.match(others.join('\n'), /rooms\.css/, id);
  }
  for (const {files} of snippets(choiceOf([])))
    assert.doesNotMatch(JSON.stringify(files), /rooms\.css|color-scheme/);
});

test('a value of CSS is a colour or a length', () => {
  for (const good of ['#7a1fa2', '0.5rem', 'rgb(1 2 3 / 50%)']) assert.equal(cssValue(good), good);
  for (const bad of ['red;', 'a}b', '</style>', 'url("x")', '/*', "'"])
    assert.equal(cssValue(bad), undefined, bad);
});

test('the headers are those of kaltura-room/csp, for the endpoints and origins chosen', () => {
  const attributes = {
    'kaf-url': 'https://1.kaf.example.com',
    'allow-origins': ' https://a.example.com  https://b.example.com ',
    'token-url': 'https://api.example.com/token',
    'create-url': '/rooms',
  };
  const options = {
    kafUrl: 'https://1.kaf.example.com',
    allowOrigins: ['https://a.example.com', 'https://b.example.com'],
    tokenUrl: 'https://api.example.com/token',
    createUrl: '/rooms',
    auth: 'lti-1.1',
  } as const;
  const {files} = headersSnippet(pageHeaders, attributes, 'lti-1.1');
  const expected = Object.entries(pageHeaders(options)).map(([name, one]) => `${name}: ${one}`);
  assert.equal(files[0]?.text, expected.join('\n\n'));
  const [, given = ''] = /pageHeaders\(([^]*)\)/.exec(files[1]?.text ?? '') ?? [];
  assert.deepEqual(evaluated(given), options);
});

test('where an origin is malformed, it says so in place of headers', () => {
  const {files, note} = headersSnippet(pageHeaders, {'kaf-url': 'ftp://x; script-src *'}, 'ks');
  assert.deepEqual(files, []);
  assert.match(note ?? '', /kafUrl must be an https origin/);
});
