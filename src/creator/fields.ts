import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {chips} from './chips.js';
import type {Field, List} from './draft.js';
import {LABELS, attributesOf, wrongChip, type FieldsState} from './fields-state.js';
import {referenceLine} from './summary.js';
import {templatesControl} from './templates-control.js';

/** The form's fields, each with its label, its hint and, where it is not right, what is wrong. */
export function fields(state: FieldsState): TemplateResult {
  const {words} = state;
  const list = (field: List, hint: string | undefined) =>
    row(state, field, chips(field, state), hint);
  const templates = templatesControl(state);
  return html`${row(state, 'name', name(state), words.nameHint)}
  ${row(state, 'description', description(state), words.descriptionHint)}
  ${list('tags', words.tagsHint)}
  ${templates ? row(state, 'templateRoomEntryId', templates, words.templateHint) : nothing}
  ${list('roomModeratorUserIds', words.moderatorsHint)} ${alsoChat(state)}
  ${list('chatModeratorUserIds', words.moderatorsHint)}`;
}

function name(state: FieldsState): TemplateResult {
  const {describedBy, required, invalid, fixed} = attributesOf('name', state);
  return html`<input
    id="name"
    name="name"
    part="control"
    .value=${live(state.model.values.name)}
    dir="auto"
    autocomplete="off"
    aria-describedby=${describedBy}
    aria-invalid=${invalid}
    aria-required=${required}
    ?readonly=${fixed}
  />`;
}

function description(state: FieldsState): TemplateResult {
  const {describedBy, required, invalid, fixed} = attributesOf('description', state);
  return html`<textarea
    id="description"
    name="description"
    part="control"
    .value=${live(state.model.values.description)}
    dir="auto"
    rows="3"
    aria-describedby=${describedBy}
    aria-invalid=${invalid}
    aria-required=${required}
    ?readonly=${fixed}
  ></textarea>`;
}

/** In one click: a room moderator is not a chat moderator. */
function alsoChat({words, model, busy}: FieldsState): TemplateResult | typeof nothing {
  const {hidden, locked} = model.settings;
  if ([...hidden, ...locked].includes('chatModeratorUserIds')) return nothing;
  if (hidden.includes('roomModeratorUserIds')) return nothing;
  const {roomModeratorUserIds: room, chatModeratorUserIds: chat} = model.values;
  const idle = busy || room.every(id => chat.includes(id));
  return html`<button
    type="button"
    part="small-button also-chat"
    aria-disabled=${idle ? 'true' : 'false'}
    @click=${() => model.alsoModerateChat()}
  >
    ${words.alsoChat}
  </button>`;
}

function row(
  state: FieldsState,
  field: Field,
  control: TemplateResult,
  hint?: string,
): TemplateResult | typeof nothing {
  const {words, faults, model} = state;
  if (model.settings.hidden.includes(field)) return nothing;
  const {describedBy, required} = attributesOf(field, state);
  const optional =
    required === 'true' ? nothing : html` <small part="optional">(${words.optional})</small>`;
  const fault = faults[field];
  const wrong = wrongChip(field, state);
  const who = wrong === undefined ? nothing : html`<bdi>${wrong}</bdi>: `;
  const about =
    fault?.word === 'refused'
      ? html` ${referenceLine(words, 'invalidRequest', state.reference)}`
      : nothing;
  return html`<div part=${`field field-${field}`}>
    <div part="heading">
      <label id=${`${field}-label`} for=${field} part="label"
        >${words[LABELS[field]]}${optional}</label
      >
      ${field === 'name' ? count(model.values.name) : nothing}
    </div>
    ${control}
    <p id=${describedBy} part=${fault ? 'fault' : 'hint'}>
      ${fault ? html`${who}${words[fault.word]}${about}` : html`<slot name=${`${field}-hint`}>${hint}</slot>`}
    </p>
  </div>`;
}

/** How many of KAF's characters a name has. */
function count(name: string): TemplateResult {
  // As the schema does: one for an emoji that JavaScript counts as two.
  const {length} = [...name.trim()];
  return html`<small part=${length > 256 ? 'count wrong' : 'count'} dir="ltr" aria-hidden="true"
    >${length}/256</small
  >`;
}
