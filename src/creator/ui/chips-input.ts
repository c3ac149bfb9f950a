import {html, nothing, type LitElement, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {changingText} from '../../browser/changing-text.js';
import type {FormModel} from '../form-model.js';
import {getKey} from '../keyboard.js';
import {splitList, type ListField, type UserField} from '../validation.js';
import {focusChip} from './focus.js';
import {LABELS, getControlAttributes, isWindowBlur, type FormContext} from './form-context.js';
import type {UserCombobox} from './user-combobox.js';

/**
 * The control of a list: a chip for each item, and an input for more. With a user search, the input
 * is a combobox, whose keys come first.
 *
 * | Key in the input | Effect |
 * |---|---|
 * | `,` or `;` | Turns the text before it into a chip; in tags, only `,` does |
 * | `Enter` | Turns the text into a chip; without text, submits the form |
 * | `Backspace` | Without text, removes the last chip; holding the key removes no chip |
 *
 * Leaving the input turns the text into a chip too, unless it is a search.
 */
export class ChipsInput {
  readonly #host: LitElement;
  readonly #list: ListField;
  readonly #model: FormModel;
  readonly #userCombobox: UserCombobox | undefined;

  /** @param combobox the user search, if the list can have one */
  constructor(host: LitElement, list: ListField, model: FormModel, combobox?: UserCombobox) {
    this.#host = host;
    this.#list = list;
    this.#model = model;
    this.#userCombobox = combobox;
  }

  render(context: FormContext): TemplateResult {
    const list = this.#list;
    const {words, errors} = context;
    const {describedBy, ariaRequired, ariaInvalid, isReadOnly} = getControlAttributes(
      list,
      context,
    );
    const items = this.#model.values[list];
    const combobox = this.#combobox;
    const hasOptions = Boolean(combobox?.users.length);
    return html`<div part=${errors[list] ? 'control chips invalid' : 'control chips'}>
      ${
        items.length
          ? html`<ul part="chip-list" aria-label=${words[LABELS[list]] ?? nothing}>
              ${items.map((item, index) => this.#renderChip(item, index, context))}
            </ul>`
          : nothing
      }<input
        id=${list}
        name=${list}
        part="input"
        .value=${live(this.#model.pendingInput[list] ?? '')}
        autocomplete="off"
        autocapitalize="none"
        spellcheck=${list === 'tags'}
        role=${combobox ? 'combobox' : nothing}
        aria-autocomplete=${combobox ? 'list' : nothing}
        aria-expanded=${combobox ? String(hasOptions) : nothing}
        aria-controls=${combobox && hasOptions ? combobox.listboxId : nothing}
        aria-activedescendant=${combobox?.activeOptionId ?? nothing}
        aria-describedby=${describedBy}
        aria-invalid=${ariaInvalid}
        aria-required=${ariaRequired}
        ?readonly=${isReadOnly}
        @input=${this.#handleInput}
        @paste=${this.#handlePaste}
        @keydown=${this.#handleKeydown}
        @blur=${this.#handleBlur}
      />${combobox?.render(words)}
    </div>`;
  }

  #renderChip(item: string, index: number, {words, errors}: FormContext): TemplateResult {
    const name = this.#model.userNames.get(item);
    const isInvalid = errors[this.#list]?.items?.includes(index);
    const removeButton = html`<button
      type="button"
      part="remove"
      aria-label=${`${words.remove}: ${name ? `${name} (${item})` : item}`}
      aria-disabled=${String(this.#model.isFrozen)}
      @click=${() => this.#remove(index)}
    >
      ×
    </button>`;
    return html`<li part=${isInvalid ? 'chip invalid' : 'chip'}>
      <span
        ><bdi part="name">${changingText(name ?? item)}</bdi
        >${name ? html` <small part="user-id" dir="auto">${changingText(item)}</small>` : nothing}</span
      >${this.#model.config.isReadOnly(this.#list) ? nothing : removeButton}
    </li>`;
  }

  /** The combobox, while the page has a user search. */
  get #combobox(): UserCombobox | undefined {
    return this.#model.config.hasUserSearch(this.#list) ? this.#userCombobox : undefined;
  }

  #remove(index: number): void {
    this.#model.removeItem(this.#list, index);
    void focusChip(this.#host, this.#list, index);
  }

  /** Turns the text into chips. */
  #commit(input: HTMLInputElement, text = input.value): void {
    if (input.readOnly) return;
    input.value = '';
    this.#model.addText(this.#list, text);
  }

  readonly #handleInput = ({target, isComposing}: InputEvent): void => {
    const input = target as HTMLInputElement;
    const parts = isComposing ? [input.value] : [...splitList(this.#list, input.value)];
    // The guest is still typing the last part.
    const pending = parts.pop() ?? '';
    if (input.value !== pending) input.value = pending;
    if (parts.length) this.#model.addText(this.#list, parts.join());
    this.#model.setPendingInput(this.#list, pending);
    void this.#combobox?.search(pending);
  };

  /** Turns a pasted list into chips, in place of the selection. An input would join its lines. */
  readonly #handlePaste = (event: ClipboardEvent): void => {
    const input = event.target as HTMLInputElement;
    const text = event.clipboardData?.getData('text') ?? '';
    if (input.readOnly || splitList(this.#list, text).length < 2) return;
    event.preventDefault();
    this.#combobox?.close();
    // Deletes the selection.
    input.setRangeText('');
    this.#commit(input, `${input.value},${text}`);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const input = event.target as HTMLInputElement;
    const key = getKey(event);
    if (input.readOnly) return;
    if (this.#combobox?.handleKey(key)) {
      event.preventDefault();
    } else if (key === 'Enter' && input.value.trim()) {
      event.preventDefault();
      this.#combobox?.close();
      this.#commit(input);
    } else if (key === 'Backspace' && !input.value && !event.repeat) {
      const {length} = this.#model.values[this.#list];
      if (length) this.#model.removeItem(this.#list, length - 1);
    }
  };

  readonly #handleBlur = (event: FocusEvent): void => {
    const combobox = this.#combobox;
    combobox?.close();
    if (!combobox && !isWindowBlur(event)) this.#commit(event.target as HTMLInputElement);
  };
}

/** Creates the inputs of all lists. */
export function createChipsInputs(
  host: LitElement,
  model: FormModel,
  comboboxes: Readonly<Record<UserField, UserCombobox>>,
): Readonly<Record<ListField, ChipsInput>> {
  const createUserInput = (field: UserField) =>
    new ChipsInput(host, field, model, comboboxes[field]);
  return {
    tags: new ChipsInput(host, 'tags', model),
    roomModeratorUserIds: createUserInput('roomModeratorUserIds'),
    chatModeratorUserIds: createUserInput('chatModeratorUserIds'),
  };
}
