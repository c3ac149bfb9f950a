import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {embedSnippets, extractRegion} from '../../scripts/docs/snippets.js';

const FILE = `import {a} from 'a';

// #region call
if (a) {
  // #region inner
  a();
  // #endregion inner
}
// #endregion call
`;

describe('extractRegion()', () => {
  for (const {name, region, expected} of [
    {
      name: 'returns the whole file without the marks of regions',
      region: undefined,
      expected: "import {a} from 'a';\n\nif (a) {\n  a();\n}",
    },
    {name: 'returns a region', region: 'call', expected: 'if (a) {\n  a();\n}'},
    {name: 'removes the indent of a region', region: 'inner', expected: 'a();'},
  ])
    it(name, () => assert.equal(extractRegion(FILE, region, 'a.js'), expected));

  it('throws for an unknown region', () =>
    assert.throws(() => extractRegion(FILE, 'other', 'a.js'), /a\.js must have a region other/));
});

describe('embedSnippets()', () => {
  it('returns a text without markers as it is', async () => {
    const text = '# Title\n\n\nText';
    assert.equal(await embedSnippets(text), text);
  });

  it('replaces the code between the markers by the file', async () => {
    const text = [
      '<!-- snippet: docs/.vitepress/theme/index.ts -->',
      'old',
      '<!-- /snippet -->',
      '',
    ].join('\n');
    const filled = await embedSnippets(text);
    assert.match(filled, /^<!-- snippet: docs\/.*-->\n\n```ts\n[^]*```\n\n<!-- \/snippet -->\n$/);
    assert.doesNotMatch(filled, /old/);
    assert.equal(await embedSnippets(filled), filled, 'a second run changes nothing');
  });

  it('rejects for a missing file', () =>
    assert.rejects(embedSnippets('<!-- snippet: docs/none.js -->\n<!-- /snippet -->\n'), {
      code: 'ENOENT',
    }));
});
