import {html, nothing, type TemplateResult} from 'lit';
import {creatorWords as words} from '../words/creator.js';
import type {Field} from './draft.js';

/** A template that a room can be made from. */
export interface RoomTemplate {
  readonly id: string;
  readonly name: string;
}

/** What the fields need to know of the element. */
export interface FieldsState {
  /** The fields that are not right yet. */
  readonly faults: readonly Field[];
  /** The field that the server refused. */
  readonly refused: Field | undefined;
  readonly busy: boolean;
  readonly templates: readonly RoomTemplate[];
}

/** The form's fields, each with its label, its hint and, where it is not right, what is wrong. */
export function fields(state: FieldsState): TemplateResult {
  const input = (field: Field, autocapitalize: string) => (id: string) =>
    html`<input
      id=${field}
      name=${field}
      part="control"
      autocomplete="off"
      autocapitalize=${autocapitalize}
      aria-describedby=${id}
      aria-invalid=${invalid(state, field)}
      aria-required=${field === 'name' ? 'true' : 'false'}
      ?readonly=${state.busy}
    />`;
  const {name, description, tags, roomModerators, chatModerators} = words;
  return html`
    ${row(state, 'name', name, words.nameHint, input('name', 'sentences'))}
    ${row(
      state,
      'description',
      description,
      '',
      id =>
        html`<textarea
          id="description"
          name="description"
          part="control"
          rows="3"
          aria-describedby=${id}
          aria-invalid=${invalid(state, 'description')}
          ?readonly=${state.busy}
        ></textarea>`,
    )}
    ${row(state, 'tags', tags, words.tagsHint, input('tags', 'none'))}
    ${state.templates.length ? templateRow(state) : nothing}
    ${row(
      state,
      'roomModeratorUserIds',
      roomModerators,
      words.moderatorsHint,
      input('roomModeratorUserIds', 'none'),
    )}
    ${row(
      state,
      'chatModeratorUserIds',
      chatModerators,
      words.moderatorsHint,
      input('chatModeratorUserIds', 'none'),
    )}
  `;
}

const templateRow = (state: FieldsState) =>
  row(
    state,
    'templateRoomEntryId',
    words.template,
    '',
    id =>
      html`<select
        id="templateRoomEntryId"
        name="templateRoomEntryId"
        part="control"
        aria-describedby=${id}
        aria-invalid=${invalid(state, 'templateRoomEntryId')}
        ?disabled=${state.busy}
      >
        <option value="">${words.defaultTemplate}</option>
        ${state.templates.map(({id, name}) => html`<option value=${id}>${name}</option>`)}
      </select>`,
  );

function row(
  state: FieldsState,
  field: Field,
  label: string,
  hint: string,
  control: (describedBy: string) => TemplateResult,
): TemplateResult {
  const optional = field === 'name' ? nothing : html`<small>(${words.optional})</small>`;
  const fault = state.faults.includes(field)
    ? words.fieldErrors[field]
    : state.refused === field
      ? words.refused
      : undefined;
  return html`<div part="field">
    <label for=${field} part="label">${label} ${optional}</label>
    ${control(`${field}-note`)}
    <p id=${`${field}-note`} part=${fault ? 'fault' : 'hint'}>${fault ?? hint}</p>
  </div>`;
}

const invalid = ({faults, refused}: FieldsState, field: Field) =>
  faults.includes(field) || refused === field ? 'true' : 'false';
