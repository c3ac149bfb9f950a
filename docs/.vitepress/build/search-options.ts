import type {DefaultTheme} from 'vitepress';

/** Words with the same meaning. A page that contains one of them is found by all of them. */
const SYNONYMS = [
  ['color', 'colour'],
  ['behavior', 'behaviour'],
  ['csp', 'policy'],
  ['fail', 'failed', 'failure', 'failing'],
  ['localization', 'localisation', 'i18n', 'language'],
  ['mock', 'simulator'],
  ['moderator', 'moderate'],
  ['rotate', 'rotating', 'rotation'],
  ['translate', 'translating', 'translation'],
];

/** Other words for the subject of a section, by the ID of its heading. */
const OTHER_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['simulator', ['no account']],
  ['translate-or-replace-a-sentence', ['change wording']],
  ['make-a-moderator', ['give host rights']],
  ['make-somebody-else-a-moderator', ['give host rights']],
  ['testing-your-integration', ['e2e tests']],
  ['test-with-playwright', ['e2e tests']],
]);

/**
 * Options of the local search. VitePress runs functions of the search in the browser with `eval`,
 * which a strict policy forbids. So synonyms are part of the index.
 */
export const searchOptions: DefaultTheme.LocalSearchOptions = {
  _render: (source, env, markdown) => addSynonyms(markdown.render(source, env)),
  miniSearch: {
    searchOptions: {
      prefix: true,
      fuzzy: 0.15,
      boost: {title: 6, titles: 2, text: 1},
    },
  },
};

/** Adds synonyms and other words: after each heading, and after each text. */
export function addSynonyms(html: string): string {
  return html
    .split(/(<h[1-6]\b.*?<\/h[1-6]>|<[^>]+>)/s)
    .map(part => {
      if (/^<(?!h[1-6]\b)/.test(part)) return part;
      const synonyms = [...findSynonyms(part.replace(/<[^>]+>/g, ' ')), ...findOtherWords(part)];
      if (synonyms.length === 0) return part;
      return part.startsWith('<')
        ? `${part}<p>${synonyms.join(' ')}</p>`
        : `${part} ${synonyms.join(' ')}`;
    })
    .join('');
}

/** Returns the other words for the section of a heading. */
function findOtherWords(part: string): readonly string[] {
  const [, id = ''] = /^<h[1-6] id="([\w-]+)"/.exec(part) ?? [];
  return OTHER_WORDS.get(id) ?? [];
}

/** Returns the synonyms of the words in a text that the text does not contain. Plurals count. */
function findSynonyms(text: string): string[] {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const has = (word: string) => words.has(word) || words.has(`${word}s`);
  return SYNONYMS.filter(group => group.some(has)).flatMap(group =>
    group.filter(word => !has(word)),
  );
}
