import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import type {CreationController} from '../controllers/creation-controller.js';
import type {FormInteraction} from '../controllers/form-interaction.js';
import type {ListField} from '../validation.js';
import {renderAttemptNotices} from './attempt-notices.js';
import type {ChipsInput} from './chips-input.js';
import {renderErrorSummary} from './error-summary.js';
import {renderFields} from './fields.js';
import type {FormContext} from './form-context.js';

interface FormOptions {
  readonly isHidden: boolean;
  readonly isDisabled: boolean;
  readonly lists: Readonly<Record<ListField, ChipsInput>>;
  readonly interaction: FormInteraction;
  readonly creation: CreationController;
  readonly onSubmit: (event: Event) => void;
  readonly onReloadTemplates: () => void;
}

/** Renders the form: the fields, the page's own controls, the error summary, the status and buttons. */
export function renderForm(context: FormContext, options: FormOptions): TemplateResult {
  const {words, state, translation} = context;
  const {isDisabled, interaction} = options;
  const lang = translation.lang ?? nothing;
  const dir = translation.dir ?? nothing;
  const isBusy = state.status === 'creating';
  return html`<form
    part="form"
    novalidate
    ?hidden=${options.isHidden}
    @submit=${options.onSubmit}
    @input=${interaction.handleInput}
    @focusout=${interaction.handleFocusout}
    @keydown=${interaction.handleKeydown}
    @mousedown=${interaction.handleMousedown}
    @click=${interaction.handleClick}
  >
    <fieldset
      part="fields"
      aria-busy=${String(isBusy)}
      lang=${lang}
      dir=${dir}
      ?disabled=${isDisabled}
    >
      ${renderFields(context, options.lists, options.onReloadTemplates)}
    </fieldset>
    <slot @keydown=${interaction.handleSlotKeydown}></slot>${renderErrorSummary(context)}
    <div id="status" part="status" role="status" lang=${lang} dir=${dir}>
      ${renderStatus(context, options)}
    </div>
    <div part="actions" lang=${lang} dir=${dir}>
      <button
        part="button submit"
        aria-describedby=${isBusy ? nothing : 'status'}
        aria-disabled=${String(isBusy)}
        ?disabled=${isDisabled}
      >
        <slot name="submit">${changingText(words.create)}</slot>${
          isBusy ? html`<span part="spinner"></span>` : nothing
        }</button
      ><slot name="actions"></slot>
    </div>
  </form>`;
}

function renderStatus(context: FormContext, {creation, isDisabled}: FormOptions): unknown {
  const {state, words} = context;
  const notices = renderAttemptNotices(context, creation, isDisabled);
  switch (state.status) {
    case 'editing':
      return html`${state.isRequiredHintVisible ? html`<p>${words.roomRequired}</p>` : nothing}
      ${notices}`;
    case 'creating':
      return html`<p>${changingText(state.isRetry ? words.retrying : words.creating)}</p>`;
    case 'created':
      return html`<p>${words.created}: <bdi>${state.name}</bdi></p>
        ${notices}`;
    case 'failed':
      return notices;
    default:
      return state satisfies never;
  }
}
