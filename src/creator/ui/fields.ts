import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {changingText} from '../../browser/changing-text.js';
import type {CreatorWords} from '../../localization/creator-english.js';
import {FURTHER_FIELDS} from '../more-options.js';
import type {Field, ListField} from '../validation.js';
import type {ChipsInput} from './chips-input.js';
import {renderErrorReference} from './error-summary.js';
import {LABELS, getControlAttributes, getInvalidItem, type FormContext} from './form-context.js';
import {chevronIcon, errorIcon} from './icons.js';
import {renderTemplatePicker} from './template-picker.js';

/** Maximum lengths of the fields that show a count. */
const MAX_LENGTHS: Readonly<Partial<Record<Field, number>>> = {name: 256, description: 5000};

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
  const furtherFields = html`${renderField('description', renderDescription(context), context)}
  ${renderList('tags')}
  ${templates ? renderField('templateRoomEntryId', templates, context) : nothing}
  ${renderList('roomModeratorUserIds')} ${renderCopyModerators(context)}
  ${renderList('chatModeratorUserIds')}`;
  return html`${renderField('name', renderName(context), context)}
  ${renderMoreOptions(furtherFields, context)}`;
}

function renderMoreOptions(
  fields: TemplateResult,
  {words, model, moreOptions}: FormContext,
): TemplateResult | typeof nothing {
  if (!FURTHER_FIELDS.some(field => model.config.isVisible(field))) return nothing;
  const {isOpen, handleToggle, handleClick} = moreOptions;
  return html`<details part="more-options" ?open=${isOpen} @toggle=${handleToggle}>
    <summary part="more-options-label" @click=${handleClick}>
      ${chevronIcon}${words.moreOptions}
    </summary>
    <div>${fields}</div>
  </details>`;
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
  const count = renderCount(field, context);
  // Only screen readers need the limit in words.
  const hint = html`<slot name=${`${field}-hint`}
    ><span class=${count === nothing ? '' : 'visually-hidden'}>${words[HINTS[field]]}</span></slot
  >`;
  return html`<div part=${`field field-${field}`}>
    <div part="heading">
      <label id=${`${field}-label`} for=${field} part="label"
        >${words[LABELS[field]]}${optional}</label
      >
    </div>
    ${control}
    <div part="note">
      <p id=${describedBy} part=${errors[field] ? 'error' : 'hint'}>
        ${errors[field] ? renderError(field, context) : hint}
      </p>
      ${count}
    </div>
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
  return html`${errorIcon}<span
      >${subject}${changingText(sentence && words[sentence])}${details}</span
    >`;
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
function renderCount(field: Field, {model}: FormContext): TemplateResult | typeof nothing {
  const limit = MAX_LENGTHS[field];
  if (!limit) return nothing;
  const {length} = [...String(model.values[field]).trim()];
  const part = length > limit ? 'count invalid' : 'count';
  return html`<small part=${part} dir="ltr" aria-hidden="true"
    >${changingText(`${length}/${limit}`)}</small
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

/**
 * Renders the button that makes all room moderators chat moderators: Kaltura keeps two lists. It appears
 * while the guest types, because the next press of Tab must reach it.
 */
function renderCopyModerators({words, model}: FormContext): TemplateResult | typeof nothing {
  const {config} = model;
  const canEditChat =
    config.isVisible('chatModeratorUserIds') && !config.isReadOnly('chatModeratorUserIds');
  if (!canEditChat || !config.isVisible('roomModeratorUserIds')) return nothing;
  const {roomModeratorUserIds, chatModeratorUserIds} = model.values;
  const isTyping =
    !config.hasUserSearch('roomModeratorUserIds') && model.pendingInput.roomModeratorUserIds;
  if (!roomModeratorUserIds.length && !isTyping) return nothing;
  const isComplete =
    !isTyping && roomModeratorUserIds.every(id => chatModeratorUserIds.includes(id));
  return html`<button
    type="button"
    part="small-button copy-moderators"
    aria-disabled=${model.isFrozen || isComplete ? 'true' : 'false'}
    @click=${() => model.copyRoomModeratorsToChat()}
  >
    ${words.copyToChatModerators}
  </button>`;
}
