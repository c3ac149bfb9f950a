import {LitElement, type PropertyDeclarations} from 'lit';

/** What is not right with a form control, and what says so. */
export interface Wrong {
  readonly flags: ValidityStateFlags;
  readonly message?: string;
  readonly anchor?: HTMLElement | undefined;
}

/**
 * A form control as the browser has them (https://html.spec.whatwg.org/#form-associated-custom-elements):
 * an outer form has its name and value, resets it, brings it back and waits until it is right.
 */
export abstract class FormControlElement extends LitElement {
  static readonly formAssociated = true;

  static override properties: PropertyDeclarations = {
    name: {reflect: true},
    required: {type: Boolean, reflect: true},
    disabled: {type: Boolean, reflect: true},
  };

  /** As of a form control, whose value is the ID of the room. */
  name?: string | null;
  /** An outer form is not submitted before the room is there. */
  required?: boolean | null;
  /** As of a form control. */
  disabled?: boolean | null;

  protected readonly internals = this.attachInternals();
  /** By itself, or by a fieldset around it. */
  protected isDisabled = false;

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get validity(): ValidityState {
    this.#validate();
    return this.internals.validity;
  }

  get validationMessage(): string {
    this.#validate();
    return this.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  checkValidity(): boolean {
    this.#validate();
    return this.internals.checkValidity();
  }

  /** Says what is not right where it is, and puts the focus there. */
  reportValidity(): boolean {
    const isValid = this.checkValidity();
    if (!isValid) this.showWrong();
    return isValid;
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.isDisabled = isDisabled;
    // The attribute may be set by the very update that would be asked for.
    queueMicrotask(() => this.requestUpdate());
  }

  protected override updated(): void {
    this.#validate();
  }

  #validate(): void {
    const {flags, message, anchor} = this.wrong;
    this.internals.setValidity(flags, message, anchor);
  }

  protected abstract get wrong(): Wrong;
  protected abstract showWrong(): void;
}
