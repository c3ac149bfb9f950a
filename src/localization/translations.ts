import type {RoomErrorCode} from '../contract/room-error.js';
import {english} from './english.js';
import {expandSharedErrors} from './shared-errors.js';
import type {LoadedTranslation, PartialTranslation, Translation} from './translation.js';

/** The translations besides English. Each is a file that elements load when they need it. */
const FILES: Readonly<Record<string, () => Promise<{readonly default: Translation}>>> = {
  ar: () => import('./languages/ar.js'),
  de: () => import('./languages/de.js'),
  es: () => import('./languages/es.js'),
  fr: () => import('./languages/fr.js'),
  he: () => import('./languages/he.js'),
};

/** How long an element shows no text before English replaces a translation that is still loading. */
const LOAD_TIMEOUT_MS = 3000;

/** No sentences: what an element shows until its translation has loaded. */
export const EMPTY_TRANSLATION: LoadedTranslation = {
  room: {},
  creator: {},
  titles: {},
  errors: {},
  warnings: {},
  controls: {},
};

export const ENGLISH: LoadedTranslation = {
  lang: 'en',
  dir: 'ltr',
  room: english.room,
  // The creator adds its own English, because `room.js` does not contain it.
  creator: {},
  titles: {...expandSharedErrors(english.sharedTitles), ...english.titles},
  errors: {...expandSharedErrors(english.sharedErrors), ...english.errors},
  warnings: english.warnings,
  controls: english.controls,
};

/** Some sentences of one language. */
interface TranslationLayer extends PartialTranslation {
  readonly lang?: string;
}

/** Replaces a translation that did not load, or not in time. */
const UNAVAILABLE: TranslationLayer = {};

const loaded = new Map<string, TranslationLayer>();
const loading = new Map<string, Promise<void>>();
const registered = new Map<string, TranslationLayer>();
const listeners = new Set<() => void>();

/** Calls `listener` whenever a translation changes, until the returned function is called. */
export function onTranslationsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const notify = () => listeners.forEach(listener => listener());

/**
 * Registers sentences of the page's own: a new language, or replacements in an existing one. Later
 * calls replace earlier sentences one by one. Elements that are on the page update.
 * @param language a language tag, such as `sv` or `pt-BR`; `pt` also applies to `pt-BR`
 * @param translation sentences by group and name
 * @throws TypeError if a value is not a non-empty string
 */
export function registerTranslation(language: string, translation: PartialTranslation): void {
  for (const [group, sentences] of Object.entries(translation)) {
    if (group === 'dir') continue;
    assertSentence(typeof sentences === 'object', language, group);
    for (const [key, sentence] of Object.entries(sentences as object))
      assertSentence(sentence && typeof sentence === 'string', language, `${group}.${key}`);
  }
  const lang = language.toLowerCase();
  registered.set(lang, merge<TranslationLayer>({lang, ...registered.get(lang)}, translation));
  notify();
}

function assertSentence(isSentence: unknown, language: string, path: string): asserts isSentence {
  if (!isSentence)
    throw new TypeError(`registerTranslation: ${path} of ${language} must be a non-empty string`);
}

/** Normalizes a `lang`. Longer texts than the longest language tag are cut. */
export const normalizeLang = (lang: string): string => lang.slice(0, 35).toLowerCase();

/** Returns the name of the file for `lang`; undefined for English and unknown languages. */
function findFile(lang: string): string | undefined {
  const [primary = ''] = lang.split('-');
  return Object.hasOwn(FILES, primary) ? primary : undefined;
}

/** Returns the translation for `lang`; undefined while it is loading. */
export function getTranslation(lang: string): LoadedTranslation | undefined {
  const file = findFile(lang);
  return file === undefined || loaded.has(file) ? resolveTranslation(lang) : undefined;
}

/** Merges the sentences of `pt-br` over `pt`, and `pt` over English. */
function resolveTranslation(lang: string): LoadedTranslation {
  const end = lang.lastIndexOf('-');
  const base = lang === 'en' ? ENGLISH : resolveTranslation(end < 0 ? 'en' : lang.slice(0, end));
  return merge(merge(base, loaded.get(lang)), registered.get(lang));
}

/**
 * Merges one set of sentences over another, sentence by sentence. A new error sentence drops the title
 * of the old one, which may not fit or be in another language.
 */
export function merge<Base extends TranslationLayer>(
  base: Base,
  over: TranslationLayer = {},
): Base {
  const titles = {...base.titles};
  for (const code of Object.keys(over.errors ?? {})) delete titles[code as RoomErrorCode];
  return {
    ...base,
    ...over,
    room: {...base.room, ...over.room},
    creator: {...base.creator, ...over.creator},
    titles: {...titles, ...over.titles},
    errors: {...base.errors, ...over.errors},
    warnings: {...base.warnings, ...over.warnings},
    controls: {...base.controls, ...over.controls},
  };
}

/**
 * Loads the translation for a language. Elements do so themselves. Await it before a server renders
 * them, and before a page registers elements that a server rendered.
 *
 * Elements show English if the file fails, or has not arrived within 3 seconds. A file
 * that arrives later replaces English. After a failure the next call tries again, which helps only in
 * browsers that request a failed module again (https://github.com/whatwg/html/pull/10327).
 * @param lang a language tag, such as `de` or `de-AT`
 */
export function loadTranslation(lang: string): Promise<void> {
  const file = findFile(lang);
  if (file === undefined) return Promise.resolve();
  if (loaded.has(file) && loaded.get(file) !== UNAVAILABLE) return Promise.resolve();
  const load = loading.get(file) ?? loadFile(file).finally(() => loading.delete(file));
  loading.set(file, load);
  return load;
}

async function loadFile(file: string): Promise<void> {
  const store = (translation: TranslationLayer) => {
    if (loaded.get(file) === translation) return;
    loaded.set(file, translation);
    notify();
  };
  const load = FILES[file]!().then(
    ({default: {sharedTitles, sharedErrors, ...translation}}) =>
      store({
        ...translation,
        titles: {...expandSharedErrors(sharedTitles), ...translation.titles},
        errors: {...expandSharedErrors(sharedErrors), ...translation.errors},
      }),
    () => store(UNAVAILABLE),
  );
  // An element that waits for a file that never arrives continues in English.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>(resolve => {
    timer = setTimeout(resolve, LOAD_TIMEOUT_MS);
  });
  await Promise.race([load, timeout.then(() => store(loaded.get(file) ?? UNAVAILABLE))]);
  clearTimeout(timer);
}
