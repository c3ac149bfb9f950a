import type {LitElement, ReactiveController} from 'lit';

/** The elements that may take the focus. The last one in the document wins: a button, not its panel. */
const FOCUS_TARGETS = 'iframe, [tabindex], [part~=join]';

/**
 * Keeps the focus in its host. If an update removes or hides the focused element, such as a button
 * that was clicked, the focus moves to what replaced it.
 */
export class FocusController implements ReactiveController {
  readonly #host: LitElement;
  #focused: Element | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The focused element in the host, its slots or its frame. */
  get focused(): Element | null {
    const {activeElement} = this.#host.getRootNode() as Document;
    const isSlotted = this.#host.contains(activeElement);
    return this.#host.shadowRoot?.activeElement ?? (isSlotted ? activeElement : null);
  }

  hostUpdate(): void {
    this.#focused = this.focused;
  }

  hostUpdated(): void {
    if (this.#focused && !this.#focused.checkVisibility())
      [...this.#host.renderRoot.querySelectorAll<HTMLElement>(FOCUS_TARGETS)]
        .findLast(element => element.checkVisibility())
        ?.focus();
    this.#focused = null;
  }
}
