import type {FormModel} from './form-model.js';
import {FIELDS} from './validation.js';

/** The fields under "More options", in display order. */
export const FURTHER_FIELDS = FIELDS.filter(field => field !== 'name');

/** Whether the fields under "More options" are shown. Once shown, they stay until the guest hides them. */
export class MoreOptions {
  #isOpen = false;
  #isClosedByGuest = false;
  #hasError = false;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Applies the `expanded` property. */
  setExpanded(isExpanded: boolean): void {
    this.#isOpen = isExpanded;
    this.#isClosedByGuest = false;
  }

  /** Shows the fields if one of them is required, has a value or is invalid. */
  update({config, values, pendingInput, visibleErrors}: FormModel): void {
    const fields = FURTHER_FIELDS.filter(field => config.isVisible(field));
    const isNeeded =
      Object.keys(pendingInput).length > 0 ||
      fields.some(field => config.isRequired(field) || values[field].length);
    this.#hasError = fields.some(field => visibleErrors[field]);
    if (this.#hasError || (isNeeded && !this.#isClosedByGuest)) this.#isOpen = true;
  }

  /** Keeps an error visible. */
  readonly handleClick = (event: Event): void => {
    if (this.#hasError) event.preventDefault();
  };

  /** Remembers what the guest, or a search in the page, has shown or hidden. */
  readonly handleToggle = ({target}: Event): void => {
    const {open} = target as HTMLDetailsElement;
    if (open === this.#isOpen) return;
    this.#isOpen = open;
    this.#isClosedByGuest = !open;
  };
}
