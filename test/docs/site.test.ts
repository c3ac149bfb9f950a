import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {readCodeName, removeUnreadableName} from '../../docs/.vitepress/build/code-names.js';
import {prepareForModels} from '../../docs/.vitepress/build/llms-plugin.js';
import {summarizePage} from '../../docs/.vitepress/build/page-summary.js';
import {addSynonyms} from '../../docs/.vitepress/build/search-options.js';
import {startSimulator} from '../../src/simulator/index.js';

describe('summarizePage()', () => {
  for (const {name, page, summary} of [
    {name: 'the first sentences', page: '# Title\n\nOne. Two.\n\nThree.', summary: 'One. Two.'},
    {
      name: 'plain text',
      page: '# Title\n\nSee `<a>`, **now**, in\n[the guide](/guide).',
      summary: 'See <a>, now, in the guide.',
    },
    {name: 'a sentence before a list', page: '# Title\n\nYou can:\n\n- go', summary: 'You can.'},
    {name: 'nothing for a page with only a title', page: '# Title\n', summary: undefined},
    {
      name: 'text after frontmatter and components',
      page: '---\noutline: false\n---\n\n# Title\n\n<RoomDemo />\n\nText.',
      summary: 'Text.',
    },
    {
      name: 'only the sentences that fit',
      page: `# Title\n\nShort. ${'long '.repeat(60)}end.`,
      summary: 'Short.',
    },
  ])
    it(`returns ${name}`, () => {
      assert.equal(summarizePage(page), summary);
    });
});

describe('prepareForModels()', () => {
  it('adds a description', () => {
    assert.match(prepareForModels('# Title\n\nText.\n'), /^---\ndescription: "Text\."\n---\n/);
  });

  it('keeps the description of a page', () => {
    const page = '---\ndescription: Mine\n---\n\n# Title\n\nText.\n';
    assert.equal(prepareForModels(page), page);
  });

  it('separates the snippets of a code group', () => {
    const page = '# Title\n\nText.\n\n::: code-group\n<<< @/a.js [A]\n<<< @/b.js [B]\n:::\n';
    const paragraphs = prepareForModels(page).split(/\n\n+/);
    assert.ok(paragraphs.includes('<<< @/a.js [A]'));
    assert.ok(paragraphs.includes('<<< @/b.js [B]'));
    assert.ok(!prepareForModels(page).includes('code-group'));
  });
});

describe('readCodeName()', () => {
  for (const {name, line, expected} of [
    {name: 'of an include', line: '<<< @/a.js{js} [src/a.js]', expected: 'src/a.js'},
    {name: 'with brackets', line: '<<< @/[...].js [[...].js]', expected: '[...].js'},
    {name: 'of a fence in a list', line: '  ```js [a.js]', expected: 'a.js'},
    {name: 'of no include without one', line: '<<< @/[...].js{js}', expected: undefined},
    {name: 'of no text', line: 'See [a.js]', expected: undefined},
  ])
    it(`returns the name ${name}`, () => {
      assert.equal(readCodeName(line), expected);
    });
});

describe('removeUnreadableName()', () => {
  for (const {name, line, expected} of [
    {
      name: 'removes the name after a path with brackets',
      line: '<<< @/[...].js{js} [[...].js]',
      expected: '<<< @/[...].js{js}',
    },
    {name: 'keeps other names', line: '<<< @/a.js [[...].js]', expected: '<<< @/a.js [[...].js]'},
  ])
    it(name, () => {
      assert.equal(removeUnreadableName(line), expected);
    });
});

describe('addSynonyms()', () => {
  for (const {name, html, expected} of [
    {
      name: 'after the text that contains a word',
      html: '<p>The colours of buttons</p>',
      expected: '<p>The colours of buttons color</p>',
    },
    {
      name: 'after a heading',
      html: '<h2 id="a">Rotating keys <a href="#a">#</a></h2>',
      expected: '<h2 id="a">Rotating keys <a href="#a">#</a></h2><p>rotate rotation</p>',
    },
    {
      name: 'for the subject of a section',
      html: '<h2 id="make-a-moderator">Title</h2>',
      expected: '<h2 id="make-a-moderator">Title</h2><p>give host rights</p>',
    },
    {
      name: 'to no attribute',
      html: '<p title="colour">Text</p>',
      expected: '<p title="colour">Text</p>',
    },
  ])
    it(`adds synonyms ${name}`, () => {
      assert.equal(addSynonyms(html), expected);
    });
});

describe('the server of the home page', () => {
  it('grants the signed-in user a launch, and refuses everyone else', async test => {
    const simulator = await startSimulator();
    test.after(() => simulator.close());
    const names = ['KALTURA_PARTNER_ID', 'KALTURA_ADMIN_SECRET', 'KAF_URL'] as const;
    const values = [String(simulator.partnerId), simulator.adminSecret, simulator.url];
    for (const [index, name] of names.entries()) process.env[name] = values[index];
    test.after(() => names.forEach(name => delete process.env[name]));
    const url = new URL('../../docs/snippets/home/rooms.mjs', import.meta.url).href;
    const {rooms} = (await import(url)) as {rooms: {fetch(request: Request): Promise<Response>}};
    const post = (cookie: string) =>
      rooms.fetch(
        new Request('http://localhost:3000/api/kaltura/token', {
          method: 'POST',
          headers: {'content-type': 'application/json', cookie},
          body: JSON.stringify({roomId: '1_townhall'}),
        }),
      );
    assert.equal((await post('session=jane')).status, 200);
    assert.equal((await post('')).status, 401);
  });
});
