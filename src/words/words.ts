import type {OwnWords, Words} from './language.js';
import {noNetwork, roomWords} from './room.js';

/** Each is a file of its own, which is loaded where it is needed; by name, for bundlers to find. */
const FILES: Readonly<Record<string, () => Promise<{readonly default: OwnWords}>>> = {
  ar: () => import('./languages/ar.js'),
  de: () => import('./languages/de.js'),
  en: () => import('./languages/en.js'),
  es: () => import('./languages/es.js'),
  fr: () => import('./languages/fr.js'),
  he: () => import('./languages/he.js'),
};

/** How long a language may load before English takes its place. */
const PATIENCE_MS = 3000;

/** What there is of English from the start. */
const first: Words = {
  lang: 'en',
  dir: 'ltr',
  room: roomWords,
  errors: {
    offline: noNetwork.offline,
    'endpoint-unreachable': noNetwork.noServer,
    'script-unreachable': noNetwork.noServer,
  },
};

/** In place of a file that cannot be had, or not in time. */
const nothing: OwnWords = {};

const loaded = new Map<string, OwnWords>();
const own = new Map<string, OwnWords>();

/** What shows words, as long as it is connected. */
interface Reader extends Element {
  requestUpdate(): void;
}
const readers = new Set<Reader>();
let observer: MutationObserver | undefined;

/**
 * Adds words of the page's own, at any time: another language, or other sentences for one that is
 * here. What is added later for the same language counts, sentence by sentence.
 * @param language as `lang` has it, such as `sv` or `pt-BR`; `pt` is for both
 * @throws TypeError where something among the words is no sentence
 */
export function addWords(language: string, words: OwnWords): void {
  const check = (isRight: unknown, what: string) => {
    if (!isRight) throw new TypeError(`addWords: no words in ${what} of ${language}`);
  };
  for (const [group, sentences] of Object.entries(words)) {
    if (group === 'dir') continue;
    check(typeof sentences === 'object', group);
    for (const [key, sentence] of Object.entries(sentences as object))
      check(sentence && typeof sentence === 'string', `${group}.${key}`);
  }
  const lang = language.toLowerCase();
  own.set(lang, merged({lang, ...own.get(lang)}, words));
  tell();
}

/**
 * The language of a connected element: the nearest `lang` at or around it, through shadow roots too.
 * From here on the element updates whenever that, or its words, may be others.
 */
export function followLanguage(reader: Reader): string {
  readers.add(reader);
  observer ??= new MutationObserver(tell);
  for (let node: Node | undefined = reader; node; node = above(node)) {
    observer.observe(node, {attributeFilter: ['lang']});
    const lang = (node as Partial<Element>).getAttribute?.('lang');
    // No language has a longer name.
    if (lang != null) return lang.slice(0, 35).toLowerCase();
  }
  return '';
}

/** Ends it. */
export function unfollowLanguage(reader: Reader): void {
  readers.delete(reader);
  if (!readers.size) observer?.disconnect();
}

const above = (node: Node) => node.parentNode ?? (node as Partial<ShadowRoot>).host;
const tell = () => readers.forEach(reader => reader.requestUpdate());

/** The language whose file there is for `lang`; English where there is none. */
function fileOf(lang: string): string {
  const [primary = ''] = lang.split('-');
  return Object.hasOwn(FILES, primary) ? primary : 'en';
}

/** The words of a language as they are now; undefined while they are still to come. */
export function wordsOf(lang: string): Words | undefined {
  const file = fileOf(lang);
  return file === 'en' || loaded.has(file) ? wordsOver(lang) : undefined;
}

/** Those of an element's own `lang` on a server, which knows nothing around it; English until they are loaded. */
export function wordsOnServer(element: Element): Words {
  return wordsOf(element.getAttribute('lang')?.toLowerCase() ?? '') ?? wordsOver('en');
}

/** The words of `pt-br` are over those of `pt`, and these over English. */
function wordsOver(lang: string): Words {
  const end = lang.lastIndexOf('-');
  const below = lang === 'en' ? first : wordsOver(end < 0 ? 'en' : lang.slice(0, end));
  return merged(merged(below, loaded.get(lang)), own.get(lang));
}

/** One over the other, sentence by sentence. */
function merged(below: Partial<Words>, above: OwnWords = nothing): Words {
  const words: Record<string, unknown> = {...below, ...above};
  for (const group of ['room', 'creator', 'errors', 'warnings', 'controls'] as const)
    words[group] = {...below[group], ...above[group]};
  return words as unknown as Words;
}

/**
 * Loads what is not there yet of a language, for who cannot wait for the elements to do so: await it
 * before a server renders them, and before they are registered on the page that it has rendered.
 * English takes the place of what cannot be had, or not in time; it is
 * asked for again when it is needed again.
 */
export async function loadWords(lang: string): Promise<void> {
  const file = fileOf(lang);
  if ((loaded.get(file) ?? nothing) !== nothing) return;
  const give = (words: OwnWords) => {
    if (loaded.get(file) === words) return;
    loaded.set(file, words);
    tell();
  };
  const doWithout = async () => {
    give(nothing);
    if (file !== 'en') await loadWords('en');
  };
  const late = setTimeout(() => void doWithout(), PATIENCE_MS);
  try {
    give((await FILES[file]!()).default);
  } catch {
    await doWithout();
  }
  clearTimeout(late);
}
