import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {changingText} from '../../browser/changing-text.js';
import type {CreatorWords} from '../../localization/creator-english.js';
import type {Field, ListField} from '../validation.js';
import type {ChipsInput} from './chips-input.js';
import {renderErrorReference} from './error-summary.js';
import {LABELS, getControlAttributes, getInvalidItem, type FormContext} from './form-context.js';
import {renderTemplatePicker} from './template-picker.js';

const MAX_NAME_LENGTH = 256;

const HINTS = {
  name: 'nameHint',
  description: 'descriptionHint',
  tags: 'tagsHint',
  templateRoomEntryId: 'templateHint',
  roomModeratorUserIds: 'moderatorsHint',
  chatModeratorUserIds: 'moderatorsHint',
} as const satisfies Record<Field, keyof CreatorWords>;

/** Renders the fields, each with its label, its control, and a hint or an error. */
export function renderFields(
  context: FormContext,
  lists: Readonly<Record<ListField, ChipsInput>>,
  onReloadTemplates: () => void,
): TemplateResult {
  const templates = renderTemplatePicker(context, onReloadTemplates);
  const renderList = (list: ListField) => renderField(list, lists[list].render(context), context);
  return html`${renderField('name', renderName(context), context)}
  ${renderField('description', renderDescription(context), context)} ${renderList('tags')}
  ${templates ? renderField('templateRoomEntryId', templates, context) : nothing}
  ${renderList('roomModeratorUserIds')} ${renderCopyModerators(context)}
  ${renderList('chatModeratorUserIds')}`;
}

function renderField(
  field: Field,
  control: TemplateResult,
  context: FormContext,
): TemplateResult | typeof nothing {
  const {words, errors, model} = context;
  if (!model.config.isVisible(field)) return nothing;
  const {describedBy} = getControlAttributes(field, context);
  const optional = model.config.isRequired(field)
    ? nothing
    : html` <small part="optional">(${words.optional})</small>`;
  const hint = html`<slot name=${`${field}-hint`}>${words[HINTS[field]]}</slot>`;
  return html`<div part=${`field field-${field}`}>
    <div part="heading">
      <label id=${`${field}-label`} for=${field} part="label"
        >${words[LABELS[field]]}${optional}</label
      >
      ${field === 'name' ? renderCount(model.values.name) : nothing}
    </div>
    ${control}
    <p id=${describedBy} part=${errors[field] ? 'error' : 'hint'}>
      ${errors[field] ? renderError(field, context) : hint}
    </p>
  </div>`;
}

function renderError(field: Field, context: FormContext): TemplateResult {
  const {words, errors, state} = context;
  const reference = state.status === 'failed' ? state.reference : undefined;
  const sentence = errors[field]?.sentence;
  const item = getInvalidItem(field, context);
  const subject = item === undefined ? nothing : html`<bdi>${changingText(item)}</bdi>: `;
  const details =
    sentence === 'rejected'
      ? html` ${renderErrorReference(words, 'invalidRequest', reference)}`
      : nothing;
  return html`${subject}${changingText(sentence && words[sentence])}${details}`;
}

function renderName(context: FormContext): TemplateResult {
  const {describedBy, ariaRequired, ariaInvalid, isReadOnly} = getControlAttributes(
    'name',
    context,
  );
  return html`<input
    id="name"
    name="name"
    part="control"
    .value=${live(context.model.values.name)}
    dir="auto"
    autocomplete="off"
    aria-describedby=${describedBy}
    aria-invalid=${ariaInvalid}
    aria-required=${ariaRequired}
    ?readonly=${isReadOnly}
  />`;
}

/** Counts characters like the schema and KAF: an emoji counts once. */
function renderCount(name: string): TemplateResult {
  const {length} = [...name.trim()];
  const part = length > MAX_NAME_LENGTH ? 'count invalid' : 'count';
  return html`<small part=${part} dir="ltr" aria-hidden="true"
    >${changingText(`${length}/${MAX_NAME_LENGTH}`)}</small
  >`;
}

function renderDescription(context: FormContext): TemplateResult {
  const attributes = getControlAttributes('description', context);
  return html`<textarea
    id="description"
    name="description"
    part="control"
    .value=${live(context.model.values.description)}
    dir="auto"
    rows="3"
    aria-describedby=${attributes.describedBy}
    aria-invalid=${attributes.ariaInvalid}
    aria-required=${attributes.ariaRequired}
    ?readonly=${attributes.isReadOnly}
  ></textarea>`;
}

/** Renders the button that makes all room moderators chat moderators: Kaltura keeps two lists. */
function renderCopyModerators({words, model}: FormContext): TemplateResult | typeof nothing {
  const {config} = model;
  const canEditChat =
    config.isVisible('chatModeratorUserIds') && !config.isReadOnly('chatModeratorUserIds');
  if (!canEditChat || !config.isVisible('roomModeratorUserIds')) return nothing;
  const {roomModeratorUserIds, chatModeratorUserIds} = model.values;
  const isComplete = roomModeratorUserIds.every(id => chatModeratorUserIds.includes(id));
  return html`<button
    type="button"
    part="small-button copy-moderators"
    aria-disabled=${model.isFrozen || isComplete ? 'true' : 'false'}
    @click=${() => model.copyRoomModeratorsToChat()}
  >
    ${words.copyToChatModerators}
  </button>`;
}
