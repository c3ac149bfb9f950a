import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {readCodeName, removeUnreadableName} from '../../docs/.vitepress/build/code-names.js';
import {prepareForModels} from '../../docs/.vitepress/build/llms-plugin.js';
import {summarizePage} from '../../docs/.vitepress/build/page-summary.js';
import {addSynonyms} from '../../docs/.vitepress/build/search-options.js';
import type {KalturaRooms} from '../../src/server/index.js';
import {startSimulator} from '../../src/simulator/index.js';
import {createLaunchRequest, getAccountEnv, importSnippet} from './import-snippet.js';

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
    {
      name: 'returns the name of an include',
      line: '<<< @/a.js{js} [src/a.js]',
      expected: 'src/a.js',
    },
    {
      name: 'returns a name with brackets',
      line: '<<< @/[...].js [[...].js]',
      expected: '[...].js',
    },
    {
      name: 'returns the name of a fence in a list',
      line: '  ```js [a.js]',
      expected: 'a.js',
    },
    {
      name: 'returns undefined for an include without a name',
      line: '<<< @/[...].js{js}',
      expected: undefined,
    },
    {name: 'returns undefined for a sentence', line: 'See [a.js]', expected: undefined},
  ])
    it(name, () => {
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
      name: 'adds synonyms after the text that contains a word',
      html: '<p>The colours of buttons</p>',
      expected: '<p>The colours of buttons color</p>',
    },
    {
      name: 'adds synonyms after a heading',
      html: '<h2 id="a">Rotating keys <a href="#a">#</a></h2>',
      expected: '<h2 id="a">Rotating keys <a href="#a">#</a></h2><p>rotate rotation</p>',
    },
    {
      name: 'adds synonyms for the subject of a section',
      html: '<h2 id="make-a-moderator">Title</h2>',
      expected: '<h2 id="make-a-moderator">Title</h2><p>give host rights</p>',
    },
    {
      name: 'adds no synonyms to an attribute',
      html: '<p title="colour">Text</p>',
      expected: '<p title="colour">Text</p>',
    },
  ])
    it(name, () => {
      assert.equal(addSynonyms(html), expected);
    });
});

describe('the server of the home page', () => {
  it('grants the signed-in user a launch, and rejects everyone else', async test => {
    const simulator = await startSimulator();
    test.after(() => simulator.close());
    const startEnv = {...process.env};
    test.after(() => void (process.env = startEnv));
    Object.assign(process.env, getAccountEnv(simulator));
    const {rooms} = await importSnippet<{rooms: KalturaRooms}>('home/rooms.mjs');
    const launch = async (cookie: string) =>
      (await rooms.fetch(createLaunchRequest({cookie}))).status;
    assert.equal(await launch('session=jane'), 200);
    assert.equal(await launch(''), 401);
  });
});
