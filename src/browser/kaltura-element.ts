import {LitElement, type CSSResult} from 'lit';
import {VERSION} from '../version.js';
import {adoptStyles} from './adopt-styles.js';

/** Base class of the elements of this package. */
export abstract class KalturaElement extends LitElement {
  /** Version of the package. */
  static readonly version = VERSION;
  static override styles: CSSResult;

  protected override createRenderRoot(): ShadowRoot {
    const {shadowRootOptions} = this.constructor as typeof KalturaElement;
    // Removes the content that a server rendered: it may be in another language.
    const root = this.attachShadow(shadowRootOptions);
    this.#adoptStyles();
    return root;
  }

  /** A popup has a document of its own, which needs its own style sheets. */
  adoptedCallback(): void {
    this.#adoptStyles();
  }

  /** `moveBefore()` keeps the element and its frame, but the language may change. */
  connectedMoveCallback(): void {
    this.requestUpdate();
  }

  #adoptStyles(): void {
    adoptStyles(this, (this.constructor as typeof KalturaElement).styles);
  }
}
