import {LitElement, type CSSResult} from 'lit';
import {VERSION} from '../version.js';
import {adoptStyles} from './adopt-styles.js';

/** Base class of the elements of this package. */
export abstract class KalturaElement extends LitElement {
  /** Version of the package that registered the element. */
  static readonly version: string = VERSION;
  static override styles: CSSResult;

  protected override createRenderRoot(): ShadowRoot {
    const {shadowRootOptions} = this.constructor as typeof KalturaElement;
    // Removes the content that a server rendered: it may be in another language.
    const root = this.attachShadow(shadowRootOptions);
    this.#adoptStyles();
    return root;
  }

  override connectedCallback(): void {
    this.#readServerAttributes();
    super.connectedCallback();
  }

  /**
   * Reads attributes that are named like a property: a framework on a server renders `roomModerator` as
   * `roommoderator`. React and Vue render `true` as `""` or `"true"`, and Vue `false` as `"false"`.
   */
  #readServerAttributes(): void {
    const {elementProperties} = this.constructor as typeof LitElement;
    for (const [property, {attribute, type}] of elementProperties) {
      const name = String(property).toLowerCase();
      const text = attribute === name ? null : this.getAttribute(name);
      const isUnset = this[property as keyof this] === undefined;
      if (attribute && text !== null && isUnset)
        Object.assign(this, {[property]: type === Boolean ? text !== 'false' : text});
    }
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
