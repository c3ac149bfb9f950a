import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {attributesOf, type FieldsState} from './fields-state.js';
import type {RoomTemplate} from './templates.js';

/** The templates as a list, or as pictures where one of them has one; nothing where there are none. */
export function templatesControl(state: FieldsState): TemplateResult | undefined {
  const {words, model} = state;
  if (model.templatesAre !== 'ready') return notice(state);
  if (!model.templates.length) return undefined;
  const attributes = attributesOf('templateRoomEntryId', state);
  const {describedBy, required, invalid, fixed} = attributes;
  const standard = {id: '', name: words.standard ?? ''};
  if (model.templates.some(({image}) => image)) {
    const all = [...(required === 'true' ? [] : [standard]), ...model.templates];
    return html`<div
      part="templates"
      role="radiogroup"
      aria-labelledby="templateRoomEntryId-label"
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
      aria-required=${required}
    >
      ${all.map(template => picture(template, state))}
    </div>`;
  }
  const all = [required === 'true' ? {id: '', name: ''} : standard, ...model.templates];
  return html`<select
    id="templateRoomEntryId"
    name="templateRoomEntryId"
    part="control"
    aria-describedby=${describedBy}
    aria-invalid=${invalid}
    aria-required=${required}
    aria-disabled=${fixed ? 'true' : nothing}
    ?disabled=${isLocked(state)}
  >
    ${all.map(
      ({id, name}) =>
        html`<option value=${id} .selected=${live(id === model.values.templateRoomEntryId)}>
          ${name}
        </option>`,
    )}
  </select>`;
}

/** What there is while they load, or where they cannot be had. */
const notice = (state: FieldsState) => {
  const {words, model, onLoadTemplates} = state;
  const {describedBy, required} = attributesOf('templateRoomEntryId', state);
  return html`<div
    part="control notice"
    role="status"
    tabindex="-1"
    aria-labelledby="templateRoomEntryId-label"
    aria-describedby=${describedBy}
  >
    ${
      model.templatesAre === 'loading'
        ? words.templatesLoading
        : html`<span part="message"
              >${words.templatesFailed}
              ${required === 'true' ? nothing : words.withoutTemplate}</span
            >
            <button
              type="button"
              part="small-button"
              aria-describedby=${describedBy}
              @click=${onLoadTemplates}
            >
              ${words.retry}
            </button>`
    }
  </div>`;
};

/** One that is disabled while a room is created would lose the focus. */
const isLocked = ({model}: FieldsState) => model.settings.locked.includes('templateRoomEntryId');

const picture = ({id, name, image}: RoomTemplate, state: FieldsState) =>
  html`<label part="template">
    <span part="picture">
      ${
        image
          ? html`<img
              part="image"
              src=${image}
              alt=""
              loading="lazy"
              referrerpolicy="no-referrer"
            />`
          : nothing
      }
    </span>
    <input
      type="radio"
      part="radio"
      name="templateRoomEntryId"
      value=${id}
      .checked=${live(id === state.model.values.templateRoomEntryId)}
      aria-disabled=${state.busy ? 'true' : nothing}
      ?disabled=${isLocked(state)}
    />
    <bdi part="name">${name}</bdi>
  </label>`;
