import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {runInNewContext} from 'node:vm';
import ts from 'typescript';
import {
  toAngularString,
  toCssValue,
  toHtmlAttribute,
  toJsLiteral,
  toJsString,
  toShortcodeAttribute,
} from '../../demo/playground/escape.js';
import {createHeadersSnippet} from '../../demo/playground/headers.js';
import {createSnippets} from '../../demo/playground/snippets.js';
import {pageHeaders} from '../../src/csp/index.js';

type PageSettings = Parameters<typeof createSnippets>[0];
type AttributeValue = PageSettings['elements'][number]['attributes'][number];

const HOSTILE_VALUES = [
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

const buildSettings = (
  attributes: AttributeValue[],
  settings: Partial<PageSettings> = {},
): PageSettings => ({
  elements: [{tagName: 'kaltura-room', attributes}],
  theme: [],
  scheme: 'auto',
  ...settings,
});
const text = (name: string, value: string): AttributeValue => ({name, value, kind: 'text'});
const json = (name: string, value: string): AttributeValue => ({name, value, kind: 'json'});

/** Returns a file of a snippet. */
function getFile(settings: PageSettings, snippetId: string, fileName: string): string {
  const snippet = createSnippets(settings).find(({id}) => id === snippetId);
  const file = snippet?.files.find(({name}) => name === fileName);
  assert.ok(file, `${snippetId} must have ${fileName}`);
  return file.text;
}

/** Parses the value of a quoted HTML attribute. */
function parseHtmlAttribute(attribute: string): string {
  const [, quote = '', value = ''] = /^[^=]+=(["'])([^]*)\1$/.exec(attribute) ?? [];
  assert.ok(quote, attribute);
  assert.ok(!value.includes(quote) && !/[<>\n]/.test(value), attribute);
  return decodeEntities(value);
}

/** Decodes the entities that the escape functions write. */
const decodeEntities = (value: string) =>
  value.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, code: string, name: string) =>
    code ? String.fromCharCode(Number(code)) : {amp: '&', lt: '<', gt: '>', quot: '"'}[name]!,
  );

const evaluate = (expression: string): unknown =>
  structuredClone(runInNewContext(`(${expression})`));

/** Parses the attributes of the elements in JSX with TypeScript. */
function parseJsxAttributes(source: string): Record<string, unknown> {
  const file = ts.createSourceFile('a.jsx', source, ts.ScriptTarget.Latest, true);
  const {parseDiagnostics} = file as unknown as {parseDiagnostics: unknown[]};
  assert.deepEqual(parseDiagnostics, [], source);
  const attributes: Record<string, unknown> = {};
  const visit = (node: ts.Node): void => {
    if (ts.isJsxAttribute(node) && !node.name.getText().startsWith('onkaltura')) {
      const {initializer} = node;
      const value =
        initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
      attributes[node.name.getText()] = value ? evaluate(value.getText()) : true;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return attributes;
}

describe('escape functions and snippets', () => {
  for (const value of HOSTILE_VALUES)
    describe(`for the value ${JSON.stringify(value)}`, () => {
      it('preserve it in HTML', () => {
        assert.equal(parseHtmlAttribute(toHtmlAttribute('label', value)), value);
        const page = getFile(buildSettings([text('label', value)]), 'html', 'page.html');
        assert.equal(page.match(/<\/script>/g)?.length, 2);
        assert.ok(page.includes(toHtmlAttribute('label', value)));
      });

      it('preserve it in a shortcode', () => {
        const [, content = ''] = /^label="([^"[\]\\<>\n]*)"$/.exec(
          toShortcodeAttribute('label', value),
        ) ?? ['', 'no match'];
        assert.equal(decodeEntities(content), value);
      });

      it('write no shortcode into a WordPress block', () => {
        const settings = buildSettings([text('label', value)]);
        assert.doesNotMatch(getFile(settings, 'wordpress', 'Custom HTML block'), /[[\]]/);
      });

      it('preserve it in JavaScript', () => {
        assert.equal(evaluate(toJsString(value)), value);
        assert.equal(evaluate(toAngularString(value)), value);
        assert.doesNotMatch(toJsString(value), /[<>\n\u2028]/);
        assert.doesNotMatch(toAngularString(value), /[{}]/);
        assert.deepEqual(evaluate(toJsLiteral({[value]: [value]})), {[value]: [value]});
      });

      it('preserve it in JSX', () => {
        const attributes = [text('label', value), json('headers', JSON.stringify({x: value}))];
        const source = getFile(buildSettings(attributes), 'react', 'Rooms.jsx');
        assert.deepEqual(parseJsxAttributes(source), {label: value, headers: {x: value}});
      });

      it('preserve it in Svelte', () => {
        const source = getFile(buildSettings([text('label', value)]), 'svelte', 'Rooms.svelte');
        const markup = source.slice(source.indexOf('</script>') + '</script>'.length);
        assert.deepEqual(parseJsxAttributes(markup), {label: value});
        assert.doesNotMatch(markup.replace(/<\/?kaltura-room/g, ''), /</);
      });

      it('preserve it in Vue', () => {
        const attributes = [text('label', value), json('headers', JSON.stringify({x: value}))];
        const source = getFile(buildSettings(attributes), 'vue', 'Rooms.vue');
        assert.ok(source.includes(toHtmlAttribute('label', value)));
        const binding = toHtmlAttribute(':headers', toJsLiteral({x: value}));
        assert.ok(source.includes(binding));
        assert.deepEqual(evaluate(parseHtmlAttribute(binding)), {x: value});
        assert.equal(source.match(/<\/script>/g)?.length, 1);
      });

      it('preserve it in Angular', () => {
        const settings = buildSettings([text('label', value)]);
        const template = getFile(settings, 'angular', 'rooms.component.html');
        assert.doesNotMatch(template, /\{\{|\}\}/);
        const binding = template.match(/\[attr\.label\]=(["'])[^]*?\1(?= |\n)/)?.[0];
        if (binding) assert.equal(evaluate(parseHtmlAttribute(binding)), value);
        else assert.ok(template.includes(toHtmlAttribute('label', value)));
      });
    });
});

describe('toJsLiteral()', () => {
  it('preserves the keys __proto__ and a-b', () => {
    const value = evaluate(toJsLiteral(JSON.parse('{"__proto__": {"x": 1}, "a-b": null}')));
    assert.deepEqual(Object.keys(value as object), ['__proto__', 'a-b']);
  });
});

describe('toCssValue()', () => {
  for (const value of ['#7a1fa2', '0.5rem', 'rgb(1 2 3 / 50%)'])
    it(`accepts ${value}`, () => {
      assert.equal(toCssValue(value), value);
    });

  for (const value of ['red;', 'a}b', '</style>', 'url("x")', '/*', "'"])
    it(`rejects ${value}`, () => {
      assert.equal(toCssValue(value), undefined);
    });
});

describe('createSnippets()', () => {
  it('writes malformed JSON as text', () => {
    const source = getFile(buildSettings([json('headers', '{')]), 'react', 'Rooms.jsx');
    assert.deepEqual(parseJsxAttributes(source), {headers: '{'});
  });

  it('writes numbers and booleans as values if the framework sets properties', () => {
    const settings = buildSettings([
      {name: 'timeout', value: '5', kind: 'number'},
      {name: 'controls', value: '', kind: 'boolean'},
    ]);
    const jsx = getFile(settings, 'react', 'Rooms.jsx');
    assert.deepEqual(parseJsxAttributes(jsx), {timeout: 5, controls: true});
    assert.match(getFile(settings, 'vue', 'Rooms.vue'), /:timeout="5"\s+:controls="true"/);
    const template = getFile(settings, 'angular', 'rooms.component.html');
    assert.match(template, /timeout="5"\s+controls\s/);
    const page = getFile(settings, 'html', 'page.html');
    assert.match(page, /<kaltura-room timeout="5" controls>/);
  });

  const settings = buildSettings([]);
  for (const {id, file, listener} of [
    {id: 'react', file: 'Rooms.jsx', listener: / onkaltura-room-ready=\{handleReady\}/},
    {id: 'svelte', file: 'Rooms.svelte', listener: / onkaltura-room-ready=\{handleReady\}/},
    {id: 'vue', file: 'Rooms.vue', listener: / @kaltura-room-ready="handleReady"/},
    {
      id: 'angular',
      file: 'rooms.component.html',
      listener: / \(kaltura-room-ready\)="handleReady\(\$event\)"/,
    },
    {id: 'html', file: 'rooms.js', listener: /addEventListener\('kaltura-room-ready'/},
  ])
    it(`listens to events as usual in ${id}`, () => {
      assert.match(getFile(settings, id, file), listener);
    });

  it('configures custom elements for Vue and Angular', () => {
    assert.match(getFile(settings, 'vue', 'vite.config.js'), /isCustomElement/);
    const component = getFile(settings, 'angular', 'rooms.component.ts');
    assert.match(component, /schemas: \[CUSTOM_ELEMENTS_SCHEMA\]/);
    assert.match(component, /import type \{RoomErrorEvent, RoomReadyEvent\} from 'kaltura-room'/);
  });

  it('writes only supported attributes into a shortcode', () => {
    const attributes = [text('room-id', '1_ab'), text('label', 'Us'), text('token-url', '/x')];
    assert.equal(
      getFile(buildSettings(attributes), 'wordpress', 'Shortcode: a room'),
      '[kaltura_room id="1_ab" label="Us"]',
    );
  });

  describe('without JavaScript', () => {
    const getNoscript = (attributes: AttributeValue[], id: string, file: string) =>
      /<noscript>.*<\/noscript>/.exec(getFile(buildSettings(attributes), id, file))?.[0];

    it('links to the page of the room', () => {
      const attributes = [text('room-id', '1_a$&b'), text('share-url', '/a?b&c={id}')];
      assert.equal(
        getNoscript(attributes, 'html', 'page.html'),
        '<noscript><a href="/a?b&amp;c=1_a$&amp;b">Join the room</a></noscript>',
      );
    });

    it('escapes brackets in a WordPress block', () => {
      assert.equal(
        getNoscript([text('room-id', '1_[a]')], 'wordpress', 'Custom HTML block'),
        '<noscript><a href="/join/1_&#91;a&#93;">Join the room</a></noscript>',
      );
    });

    it('omits the link if the page has no room', () => {
      assert.equal(getNoscript([], 'html', 'page.html'), undefined);
    });
  });

  it('writes the theme as a style sheet, and refers to it', () => {
    const themed = buildSettings([], {
      theme: [
        ['--kaltura-room-accent', '#7a1fa2'],
        ['--kaltura-room-color', 'red;} body {display: none'],
      ],
      scheme: 'dark',
    });
    const css = 'kaltura-room {\n  color-scheme: dark;\n  --kaltura-room-accent: #7a1fa2;\n}';
    for (const {id, files} of createSnippets(themed)) {
      assert.equal(files.at(-1)?.text, css, id);
      const otherFiles = files.slice(0, -1).map(file => file.text);
      if (id !== 'wordpress') assert.match(otherFiles.join('\n'), /rooms\.css/, id);
    }
  });

  it('writes no style sheet without a theme', () => {
    for (const {files} of createSnippets(settings))
      assert.doesNotMatch(JSON.stringify(files), /rooms\.css|color-scheme/);
  });
});

describe('createHeadersSnippet()', () => {
  it('returns the headers of kaltura-room/csp for the chosen endpoints and origins', () => {
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
    const {files} = createHeadersSnippet(pageHeaders, attributes, 'lti-1.1');
    const expected = Object.entries(pageHeaders(options)).map(
      ([name, value]) => `${name}: ${value}`,
    );
    assert.equal(files[0]?.text, expected.join('\n\n'));
    const [, code = ''] = /pageHeaders\(([^]*)\)/.exec(files[1]?.text ?? '') ?? [];
    assert.deepEqual(evaluate(code), options);
  });

  it('returns the reason if an origin is malformed', () => {
    const attributes = {'kaf-url': 'ftp://x; script-src *'};
    const {files, note} = createHeadersSnippet(pageHeaders, attributes, 'ks');
    assert.deepEqual(files, []);
    assert.match(note ?? '', /kafUrl must be an https origin/);
  });
});
