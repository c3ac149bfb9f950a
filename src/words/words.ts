import type {Words} from './language.js';
import {noNetwork, roomWords} from './room.js';

/** Each is a file of its own, which is loaded where it is needed; by name, for bundlers to find. */
const FILES: Readonly<Record<string, () => Promise<{readonly default: Words}>>> = {
  ar: () => import('./languages/ar.js'),
  de: () => import('./languages/de.js'),
  en: () => import('./languages/en.js'),
  es: () => import('./languages/es.js'),
  fr: () => import('./languages/fr.js'),
  he: () => import('./languages/he.js'),
};

/** How long a language may load before English takes its place. */
const PATIENCE_MS = 3000;

const loaded: Record<string, Words> = {};

/** What there is of English from the start. */
const first: Words = {
  room: roomWords,
  errors: {
    offline: noNetwork.offline,
    'endpoint-unreachable': noNetwork.noServer,
    'script-unreachable': noNetwork.noServer,
  },
};

/** The language for an element: that of the nearest `lang` around it, where there are words in it. */
export function languageOf(element: Element): string {
  const tag = element.closest('[lang]')?.getAttribute('lang') ?? '';
  const primary = tag.toLowerCase().split('-', 1)[0] ?? '';
  return Object.hasOwn(FILES, primary) ? primary : 'en';
}

/** The words of a language as they are now; none while they are still to come. */
export const wordsOf = (lang: string): Words =>
  loaded[lang] ?? (lang === 'en' ? first : {room: {}});

/**
 * Loads what is not there yet. English takes the place of what cannot be had, or not in time.
 * @param onLoad is told when there are other words to show
 */
export async function loadWords(lang: string, onLoad: () => void): Promise<void> {
  if (loaded[lang]) return;
  const given = (words: Words) => {
    loaded[lang] = words;
    onLoad();
  };
  const late = setTimeout(given, PATIENCE_MS, first);
  try {
    given((await FILES[lang]!()).default);
  } catch {
    // What English has is there; the rest is asked for again when it is needed again.
    if (lang !== 'en') given(first);
  }
  clearTimeout(late);
}
