import {english} from './english.js';
import type {Language, OwnWords, Words} from './language.js';
import {expandSharedErrors} from './shared-errors.js';

/** The languages beside English. Each is a file of its own, loaded when an element needs it. */
const FILES: Readonly<Record<string, () => Promise<{readonly default: Language}>>> = {
  ar: () => import('./languages/ar.js'),
  de: () => import('./languages/de.js'),
  es: () => import('./languages/es.js'),
  fr: () => import('./languages/fr.js'),
  he: () => import('./languages/he.js'),
};

/** How long the text of an element stays empty before English shows in place of its language. */
const LANGUAGE_TIMEOUT_MS = 3000;

/** No sentences: what an element shows until its language has loaded. */
export const EMPTY_WORDS: Words = {room: {}, creator: {}, errors: {}, warnings: {}, controls: {}};

const ENGLISH: Words = {
  lang: 'en',
  dir: 'ltr',
  room: english.room,
  // The creator adds its own English, which `room.js` does not hold.
  creator: {},
  errors: {...expandSharedErrors(english.sharedErrors), ...english.errors},
  warnings: english.warnings,
  controls: english.controls,
};

/** Sentences for one language, which say which. */
interface Layer extends OwnWords {
  readonly lang?: string;
}

/** Takes the place of a language that did not load, or not in time. */
const UNAVAILABLE: Layer = {};

const loaded = new Map<string, Layer>();
const loading = new Map<string, Promise<void>>();
const own = new Map<string, Layer>();

/** What shows words, as long as it is connected. */
interface Reader extends Element {
  requestUpdate(): void;
}
const readers = new Set<Reader>();
let observer: MutationObserver | undefined;

/**
 * Adds the page's own sentences, at any time: a new language, or replacements in an existing one. A
 * later call replaces earlier sentences one by one.
 * @param language a language tag, such as `sv` or `pt-BR`; `pt` also applies to `pt-BR`
 * @throws TypeError if a value is not a non-empty string
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
  own.set(lang, merged<Layer>({lang, ...own.get(lang)}, words));
  tell();
}

/**
 * Returns the language of a connected element: the nearest `lang`, through shadow roots. From then on
 * the element updates whenever its language or its sentences may have changed.
 */
export function followLanguage(reader: Reader): string {
  readers.add(reader);
  observer ??= new MutationObserver(tell);
  for (let node: Node | undefined = reader; node; node = above(node)) {
    observer.observe(node, {attributeFilter: ['lang']});
    const lang = (node as Partial<Element>).getAttribute?.('lang');
    if (lang != null) return normalizeLang(lang);
  }
  return '';
}

/** Stops updating an element when its language or its sentences change. */
export function unfollowLanguage(reader: Reader): void {
  readers.delete(reader);
  if (!readers.size) observer?.disconnect();
}

/** Cuts a `lang` to the length of the longest language tag: anything longer is no language. */
const normalizeLang = (lang: string) => lang.slice(0, 35).toLowerCase();
const above = (node: Node) => node.parentNode ?? (node as Partial<ShadowRoot>).host;
const tell = () => readers.forEach(reader => reader.requestUpdate());

/** The language whose file serves `lang`; undefined for English and for an unknown language. */
function fileOf(lang: string): string | undefined {
  const [primary = ''] = lang.split('-');
  return Object.hasOwn(FILES, primary) ? primary : undefined;
}

/** Returns the sentences of a language; undefined while they are loading. */
export function wordsOf(lang: string): Words | undefined {
  const file = fileOf(lang);
  return file === undefined || loaded.has(file) ? wordsOver(lang) : undefined;
}

/**
 * Returns the sentences for an element's own `lang` on a server, which knows nothing around the
 * element: English until the language has loaded.
 */
export function wordsOnServer(element: Element): Words {
  return wordsOf(normalizeLang(element.getAttribute('lang') ?? '')) ?? ENGLISH;
}

/** Puts the sentences of `pt-br` over those of `pt`, and these over English. */
function wordsOver(lang: string): Words {
  const end = lang.lastIndexOf('-');
  const below = lang === 'en' ? ENGLISH : wordsOver(end < 0 ? 'en' : lang.slice(0, end));
  return merged(merged(below, loaded.get(lang)), own.get(lang));
}

/** Puts one set of sentences over another, sentence by sentence. */
function merged<Below extends Layer>(below: Below, above: Layer = {}): Below {
  return {
    ...below,
    ...above,
    room: {...below.room, ...above.room},
    creator: {...below.creator, ...above.creator},
    errors: {...below.errors, ...above.errors},
    warnings: {...below.warnings, ...above.warnings},
    controls: {...below.controls, ...above.controls},
  };
}

/**
 * Loads the sentences of a language. Elements do so by themselves; await it before a server renders
 * them, and before the page registers the elements that a server has rendered.
 *
 * English shows if the file fails, or has not arrived within {@link LANGUAGE_TIMEOUT_MS}. A file that
 * arrives later replaces English. After a failure the next call tries again, which helps only in
 * browsers that request a failed module again (https://github.com/whatwg/html/pull/10327).
 */
export function loadWords(lang: string): Promise<void> {
  const file = fileOf(lang);
  if (file === undefined) return Promise.resolve();
  if (loaded.has(file) && loaded.get(file) !== UNAVAILABLE) return Promise.resolve();
  const load = loading.get(file) ?? loadFile(file).finally(() => loading.delete(file));
  loading.set(file, load);
  return load;
}

async function loadFile(file: string): Promise<void> {
  const store = (words: Layer) => {
    if (loaded.get(file) === words) return;
    loaded.set(file, words);
    tell();
  };
  const load = FILES[file]!().then(
    ({default: {sharedErrors, ...words}}) =>
      store({...words, errors: {...expandSharedErrors(sharedErrors), ...words.errors}}),
    () => store(UNAVAILABLE),
  );
  // Whoever waits for a file that never comes goes on in English.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>(resolve => {
    timer = setTimeout(resolve, LANGUAGE_TIMEOUT_MS);
  });
  await Promise.race([load, timeout.then(() => store(loaded.get(file) ?? UNAVAILABLE))]);
  clearTimeout(timer);
}
