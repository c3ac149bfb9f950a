import type {PropertyDeclarations} from 'lit';
import {KalturaElement} from '../browser/kaltura-element.js';
import {attachInternals} from '../browser/shell-only.js';

/** The arguments of `ElementInternals.setValidity()`. */
export interface ValidityReport {
  readonly flags: ValidityStateFlags;
  readonly message?: string;
  readonly anchor?: HTMLElement | undefined;
}

/**
 * A form-associated element. An outer form submits, resets, restores and validates it
 * (https://html.spec.whatwg.org/#form-associated-custom-elements).
 */
export abstract class FormControlElement extends KalturaElement {
  /** @ignore */
  static readonly formAssociated = true;

  static override properties: PropertyDeclarations = {
    name: {reflect: true},
    required: {type: Boolean, reflect: true},
    disabled: {type: Boolean, reflect: true},
  };

  /** Name of the form control in an outer form. Its value is the ID of the created room. */
  name?: string | null;
  /** Prevents the submission of an outer form until the room is created. */
  required?: boolean | null;
  /** Disables the form and its control. */
  disabled?: boolean | null;

  protected readonly internals = attachInternals(this);
  #isDisabled = false;

  /** Whether the element is disabled, by its attribute or by a fieldset. */
  protected get isDisabled(): boolean {
    return this.#isDisabled;
  }

  /** The outer form; null without one. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /** Validity of the form control. `valueMissing`: `required` without a room. `badInput`: an invalid field. */
  get validity(): ValidityState {
    this.#updateValidity();
    return this.internals.validity;
  }

  /** Message about the first problem; empty if the control is valid. */
  get validationMessage(): string {
    this.#updateValidity();
    return this.internals.validationMessage;
  }

  /** Whether an outer form validates the control. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** Returns whether the control is valid. Fires `invalid` if it is not. */
  checkValidity(): boolean {
    this.#updateValidity();
    return this.internals.checkValidity();
  }

  /** Returns whether the control is valid. Otherwise it shows the errors, and focuses the first one. */
  reportValidity(): boolean {
    const isValid = this.checkValidity();
    if (!isValid) {
      this.revealErrors();
      this.focusFirstError();
    }
    return isValid;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('invalid', this.#handleInvalid);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('invalid', this.#handleInvalid);
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.#isDisabled = isDisabled;
    // Lit ignores a request during the update that reflects `disabled`.
    void this.updateComplete.then(() => this.requestUpdate());
  }

  protected override updated(): void {
    this.#updateValidity();
  }

  /** Returns the current validity. */
  protected abstract getValidity(): ValidityReport;
  /** Shows the errors. */
  protected abstract revealErrors(): void;
  /** Moves the focus to the first error. */
  protected abstract focusFirstError(): void;

  #updateValidity(): void {
    const {flags, message, anchor} = this.getValidity();
    this.internals.setValidity(flags, message, anchor);
  }

  /** The browser is about to report the element, because an outer form cannot be submitted. */
  readonly #handleInvalid = ({target}: Event): void => {
    if (target === this) this.revealErrors();
  };
}
