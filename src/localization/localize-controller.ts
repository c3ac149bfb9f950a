import {isServer, type ReactiveController, type ReactiveControllerHost} from 'lit';
import type {LoadedTranslation, PartialTranslation} from './translation.js';
import {
  EMPTY_TRANSLATION,
  ENGLISH,
  getTranslation,
  loadTranslation,
  merge,
  normalizeLang,
  onTranslationsChange,
} from './translations.js';

type LocalizedElement = ReactiveControllerHost & Element;

/** The elements that are on a page. They share one observer of `lang` attributes. */
const elements = new Set<LocalizedElement>();
const updateAll = () => elements.forEach(element => element.requestUpdate());
let langObserver: MutationObserver | undefined;

/**
 * Provides the translation for its host: the language of the nearest `lang` attribute, through shadow
 * roots. The host updates whenever its language or a sentence may have changed.
 */
export class LocalizeController implements ReactiveController {
  readonly #host: LocalizedElement;
  readonly #base: PartialTranslation;
  #translation: LoadedTranslation | undefined;
  #unsubscribe: (() => void) | undefined;

  /** @param base English sentences of the host that the translations do not contain */
  constructor(host: LocalizedElement, base: PartialTranslation = {}) {
    this.#host = host;
    this.#base = base;
    host.addController(this);
  }

  /** The nearest `lang` of the connected host, in lower case; `''` without one. */
  get lang(): string {
    return observeLang(this.#host);
  }

  /** The current sentences. They are empty until the first translation has loaded. */
  get translation(): LoadedTranslation {
    // A server knows only the element's own `lang`, and never updates it.
    if (isServer)
      return this.#complete(
        getTranslation(normalizeLang(this.#host.getAttribute('lang') ?? '')) ?? ENGLISH,
      );
    return this.#translation ?? EMPTY_TRANSLATION;
  }

  hostConnected(): void {
    if (isServer) return;
    elements.add(this.#host);
    this.#unsubscribe = onTranslationsChange(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    elements.delete(this.#host);
    if (!elements.size) langObserver?.disconnect();
  }

  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const {lang} = this;
    const translation = getTranslation(lang);
    // The previous translation stays until the next one has loaded.
    if (translation) this.#translation = this.#complete(translation);
    else void loadTranslation(lang);
  }

  /** Requests the translation again if it failed to load. */
  retry(): void {
    void loadTranslation(this.lang);
  }

  #complete(translation: LoadedTranslation): LoadedTranslation {
    return merge(merge(EMPTY_TRANSLATION, this.#base), translation);
  }
}

/** Returns the language of a connected element, and observes every `lang` that may change it. */
function observeLang(element: Element): string {
  langObserver ??= new MutationObserver(updateAll);
  for (let node: Node | undefined = element; node; node = getComposedParent(node)) {
    langObserver.observe(node, {attributeFilter: ['lang']});
    const lang = (node as Partial<Element>).getAttribute?.('lang');
    if (lang != null) return normalizeLang(lang);
  }
  return '';
}

const getComposedParent = (node: Node) => node.parentNode ?? (node as Partial<ShadowRoot>).host;
