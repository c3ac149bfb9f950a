import type {LitElement} from 'lit';
import type {FormModel} from '../form-model.js';
import {getKey} from '../keyboard.js';
import {isSubmitKey} from '../slotted-controls.js';
import {isWindowBlur} from '../ui/form-context.js';
import {isField, isListField, type Field} from '../validation.js';
import type {CreationController} from './creation-controller.js';

/** Elements that a press moves the focus into. */
const FOCUSABLE = 'input, textarea, select, a, [tabindex]';

/** Handles the events of the form. The inputs of lists handle their own keys. */
export class FormInteraction {
  readonly #host: LitElement;
  readonly #model: FormModel;
  readonly #creation: CreationController;

  constructor(host: LitElement, model: FormModel, creation: CreationController) {
    this.#host = host;
    this.#model = model;
    this.#creation = creation;
  }

  readonly handleInput = (event: Event): void => {
    const field = this.#getField(event);
    const {value} = event.target as HTMLInputElement;
    this.#creation.setRequiredHint(false);
    if (field && !isListField(field)) this.#model.edit({[field]: value});
    // Restores the template that a guest has changed while a room is being created.
    if (this.#model.isFrozen) this.#host.requestUpdate();
  };

  readonly handleFocusout = (event: Event): void => {
    const field = this.#getField(event);
    if (!field || isWindowBlur(event)) return;
    this.#model.markVisited(field);
    this.#host.requestUpdate();
  };

  /**
   * Keeps the focus while the guest presses a button. Otherwise the error of the field that loses the
   * focus would move the button away from the pointer. With the focus outside, a press beside the
   * controls would move it to the first one, because of `delegatesFocus`.
   */
  readonly handleMousedown = (event: Event): void => {
    const target = event.target as Element;
    if (!this.#host.renderRoot.contains(target)) return;
    const isFocusKept = this.#host.matches(':focus-within') || target.closest(FOCUSABLE);
    if (target.closest('button, summary') || !isFocusKept) event.preventDefault();
  };

  /** A held Enter key submits the form once. */
  readonly handleKeydown = (event: KeyboardEvent): void => {
    const {localName} = event.target as Element;
    if (getKey(event) === 'Enter' && event.repeat && localName !== 'textarea')
      event.preventDefault();
  };

  /** Submits the form from the page's own controls, which the form does not contain. */
  readonly handleSlotKeydown = (event: KeyboardEvent): void => {
    if (isSubmitKey(event)) this.#host.renderRoot.querySelector('form')?.requestSubmit();
  };

  /** Resets the form with the page's own button, which the form does not contain. */
  readonly handleClick = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[type=reset]');
    if (button && !button.form) this.#creation.reset();
  };

  /** Returns the field of an event. A control of the page may have the name of a field. */
  #getField(event: Event): Field | undefined {
    const {name} = event.target as HTMLInputElement;
    const isOwnControl = this.#host.renderRoot.contains(event.target as Node);
    return isOwnControl && isField(name) ? name : undefined;
  }
}
