import {isServer, type LitElement, type ReactiveController} from 'lit';

/**
 * The events that may end a preview. Turbo removes its mark before it replaces the page, so the end of
 * its preview is `turbo:render`.
 */
const PREVIEW_EVENTS = ['prerenderingchange', 'turbo:render'];

/**
 * Observes whether the page is a preview: a page that the browser prerenders, or a copy from Turbo's
 * cache until the page itself arrives. The host updates when a preview may have ended.
 */
export class PreviewController implements ReactiveController {
  readonly #host: LitElement;
  #connection = new AbortController();

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the browser prerenders the page. The guest may never open it. */
  get isPrerendering(): boolean {
    return Boolean((this.#host.ownerDocument as {prerendering?: boolean}).prerendering);
  }

  /** Whether the browser prerenders the page, or Turbo is about to replace it. */
  get isPreview(): boolean {
    const {documentElement} = this.#host.ownerDocument;
    // https://turbo.hotwired.dev/handbook/building#detecting-when-a-preview-is-visible
    return this.isPrerendering || documentElement.hasAttribute('data-turbo-preview');
  }

  hostConnected(): void {
    if (isServer) return;
    const {signal} = (this.#connection = new AbortController());
    for (const name of PREVIEW_EVENTS)
      this.#host.ownerDocument.addEventListener(name, () => this.#host.requestUpdate(), {signal});
  }

  hostDisconnected(): void {
    this.#connection.abort();
  }
}
