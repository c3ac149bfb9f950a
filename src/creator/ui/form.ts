import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import type {FormInteraction} from '../controllers/form-interaction.js';
import type {ListField} from '../validation.js';
import type {ChipsInput} from './chips-input.js';
import {renderErrorSummary} from './error-summary.js';
import {renderFields} from './fields.js';
import type {FormContext} from './form-context.js';

interface FormOptions {
  readonly isHidden: boolean;
  readonly isDisabled: boolean;
  readonly lists: Readonly<Record<ListField, ChipsInput>>;
  readonly interaction: FormInteraction;
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
    <p id="status" part="status" role="status" lang=${lang} dir=${dir}>${renderStatus(context)}</p>
    <div part="actions" lang=${lang} dir=${dir}>
      <button
        part="button submit"
        aria-describedby=${isBusy ? nothing : 'status'}
        aria-disabled=${String(isBusy)}
        ?disabled=${isDisabled}
      >
        <slot name="submit"
          >${isBusy ? renderStatus(context) : changingText(words.create)}</slot
        ></button
      ><slot name="actions"></slot>
    </div>
  </form>`;
}

function renderStatus(context: FormContext): unknown {
  const {state, words} = context;
  switch (state.status) {
    case 'editing':
      return state.isRequiredHintVisible
        ? changingText(words.roomRequired)
        : renderUnconfirmedRooms(context);
    case 'creating':
      return changingText(state.isRetry ? words.retrying : words.creating);
    case 'created':
      return html`${words.created}: <bdi>${state.name}</bdi> ${renderUnconfirmedRooms(context)}`;
    case 'failed':
      return '';
    default:
      return state satisfies never;
  }
}

/** Renders the names of rooms that may exist, because an earlier attempt got no clear answer. */
const renderUnconfirmedRooms = ({unconfirmedNames, words}: FormContext) =>
  unconfirmedNames &&
  html`<span><bdi>${changingText(unconfirmedNames)}</bdi>: ${words.outcomeUnknown}</span>`;
