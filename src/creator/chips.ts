import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {partsOf, type List} from './draft.js';
import {LABELS, attributesOf, isWindowLeft, type FieldsState} from './fields-state.js';
import type {Model} from './model.js';
import {optionId, suggestionsList} from './suggestions-list.js';
import type {Suggestions} from './suggestions.js';

/** A list as chips that can be removed, and an input for more. */
export function chips(list: List, state: FieldsState): TemplateResult {
  const {words, model, faults, names} = state;
  const {describedBy, required, invalid, fixed} = attributesOf(list, state);
  const values = model.values[list];
  const searches = model.isSearch(list);
  const suggestions = searches ? state.suggestions.get(list) : undefined;
  const isOpen = Boolean(suggestions?.users.length);
  const chip = (value: string, index: number) => {
    const name = names.get(value);
    const onRemove = () => {
      model.removeFrom(list, index);
      state.onRemoved(list, index);
    };
    const remove = html`<button
      type="button"
      part="remove"
      aria-label=${`${words.remove}: ${name ? `${name} (${value})` : value}`}
      aria-disabled=${String(state.busy)}
      @click=${onRemove}
    >
      ×
    </button>`;
    return html`<li part=${faults[list]?.chips?.includes(index) ? 'chip wrong' : 'chip'}>
      <span
        ><bdi part="name">${name ?? value}</bdi
        >${name ? html` <small part="id" dir="auto">${value}</small>` : nothing}</span
      >${model.settings.locked.includes(list) ? nothing : remove}
    </li>`;
  };
  return html`<div part=${faults[list] ? 'control chips wrong' : 'control chips'}>
    ${
      values.length
        ? html`<ul part="list" aria-label=${words[LABELS[list]] ?? nothing}>
            ${values.map(chip)}
          </ul>`
        : nothing
    }<input
      id=${list}
      name=${list}
      part="input"
      .value=${live(model.rest[list] ?? '')}
      autocomplete="off"
      autocapitalize="none"
      spellcheck=${list === 'tags'}
      role=${searches ? 'combobox' : nothing}
      aria-autocomplete=${searches ? 'list' : nothing}
      aria-expanded=${searches ? String(isOpen) : nothing}
      aria-controls=${isOpen ? `${list}-options` : nothing}
      aria-activedescendant=${suggestions && suggestions.index >= 0 ? optionId(list, suggestions.index) : nothing}
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
      aria-required=${required}
      ?readonly=${fixed}
      @input=${(event: InputEvent) => typed(event, list, model, suggestions)}
      @paste=${(event: ClipboardEvent) => pasted(event, list, model, suggestions)}
      @keydown=${(event: KeyboardEvent) => pressed(event, list, model, suggestions)}
      @blur=${(event: FocusEvent) => {
        suggestions?.close();
        if (!searches && !isWindowLeft(event)) end(event.target as HTMLInputElement, list, model);
      }}
    />${suggestions ? suggestionsList(list, suggestions, words) : nothing}
  </div>`;
}

/** A comma ends a chip; what is after the last one is still being typed. */
function typed(
  {target, isComposing}: InputEvent,
  list: List,
  model: Model,
  suggestions: Suggestions | undefined,
): void {
  const input = target as HTMLInputElement;
  const {value} = input;
  const parts = isComposing ? [value] : [...partsOf(list, value)];
  const rest = parts.pop() ?? '';
  if (parts.length) {
    input.value = rest;
    model.addText(list, parts.join());
  }
  model.keepRest(list, rest);
  void suggestions?.type(rest);
}

/** A pasted list is chips at once; an input would join its lines. */
function pasted(
  event: ClipboardEvent,
  list: List,
  model: Model,
  suggestions: Suggestions | undefined,
): void {
  const input = event.target as HTMLInputElement;
  const text = event.clipboardData?.getData('text') ?? '';
  if (input.readOnly || partsOf(list, text).length < 2) return;
  event.preventDefault();
  suggestions?.close();
  const before = input.value;
  input.value = '';
  model.addText(list, `${before},${text}`);
}

/** What is typed is a chip. */
function end(input: HTMLInputElement, list: List, model: Model): void {
  const {value} = input;
  if (input.readOnly) return;
  input.value = '';
  model.addText(list, value);
}

function pressed(
  event: KeyboardEvent,
  list: List,
  model: Model,
  suggestions: Suggestions | undefined,
): void {
  const input = event.target as HTMLInputElement;
  const {value, readOnly} = input;
  const {length} = model.values[list];
  if (event.isComposing || readOnly) return;
  if (suggestions?.press(event)) event.preventDefault();
  else if (event.key === 'Enter' && value.trim()) {
    event.preventDefault();
    suggestions?.close();
    end(input, list, model);
  } else if (event.key === 'Backspace' && !value && length && !event.repeat)
    // Held down, it empties the input and no more.
    model.removeFrom(list, length - 1);
}
