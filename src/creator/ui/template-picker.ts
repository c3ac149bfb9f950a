import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {RoomTemplate} from '../page-data.js';
import {getControlAttributes, type FormContext} from './form-context.js';
import {chevronIcon} from './icons.js';

const FIELD = 'templateRoomEntryId';
const LABEL_ID = `${FIELD}-label`;

/**
 * Renders the templates: as images if one of them has an image, otherwise as a list. While they load
 * or after they failed to load, renders a notice; without templates, nothing.
 * @param onReload called when the guest tries again
 */
export function renderTemplatePicker(
  context: FormContext,
  onReload: () => void,
): TemplateResult | undefined {
  const {words, model} = context;
  const {templates} = model.config;
  switch (templates.status) {
    case 'loading':
      return renderNotice(context, html`${words.templatesLoading}`);
    case 'failed':
      return renderNotice(context, renderFailure(context, onReload));
    case 'invalid':
      return undefined;
    case 'ready': {
      if (!templates.list.length) return undefined;
      const hasImages = templates.list.some(({image}) => image);
      return hasImages
        ? renderImages(templates.list, context)
        : renderSelect(templates.list, context);
    }
    default:
      return templates satisfies never;
  }
}

function renderImages(templates: readonly RoomTemplate[], context: FormContext): TemplateResult {
  const {describedBy, ariaRequired, ariaInvalid} = getControlAttributes(FIELD, context);
  const standard = {id: '', name: context.words.defaultTemplate ?? ''};
  const options = context.model.config.isRequired(FIELD) ? templates : [standard, ...templates];
  return html`<div
    part="templates"
    role="radiogroup"
    aria-labelledby=${LABEL_ID}
    aria-describedby=${describedBy}
    aria-invalid=${ariaInvalid}
    aria-required=${ariaRequired}
  >
    ${options.map(option => renderImageOption(option, context))}
  </div>`;
}

function renderImageOption({id, name, image}: RoomTemplate, {model}: FormContext): TemplateResult {
  return html`<label part="template">
    <span part="thumbnail">
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
      name=${FIELD}
      value=${id}
      .checked=${live(id === model.values[FIELD])}
      aria-disabled=${model.isFrozen ? 'true' : nothing}
      ?disabled=${model.config.isReadOnly(FIELD)}
    />
    <bdi part="name">${name}</bdi>
  </label>`;
}

/** Renders a list. While a room is created, it is not disabled, because it would lose the focus. */
function renderSelect(templates: readonly RoomTemplate[], context: FormContext): TemplateResult {
  const {words, model} = context;
  const {describedBy, ariaRequired, ariaInvalid, isReadOnly} = getControlAttributes(FIELD, context);
  const isRequired = model.config.isRequired(FIELD);
  const standard = {id: '', name: isRequired ? '' : (words.defaultTemplate ?? '')};
  return html`<div class="select">
    <select
      id=${FIELD}
      name=${FIELD}
      part="control"
      aria-describedby=${describedBy}
      aria-invalid=${ariaInvalid}
      aria-required=${ariaRequired}
      aria-disabled=${isReadOnly ? 'true' : nothing}
      ?disabled=${model.config.isReadOnly(FIELD)}
    >
      ${[standard, ...templates].map(
        ({id, name}) =>
          html`<option value=${id} .selected=${live(id === model.values[FIELD])}>${name}</option>`,
      )}
    </select>
    ${chevronIcon}
  </div>`;
}

function renderNotice(context: FormContext, content: TemplateResult): TemplateResult {
  const {describedBy} = getControlAttributes(FIELD, context);
  return html`<div
    part="control notice"
    role="status"
    tabindex="-1"
    aria-labelledby=${LABEL_ID}
    aria-describedby=${describedBy}
  >
    ${content}
  </div>`;
}

function renderFailure(context: FormContext, onReload: () => void): TemplateResult {
  const {words, translation, model} = context;
  const isRequired = model.config.isRequired(FIELD);
  const {describedBy} = getControlAttributes(FIELD, context);
  return html`<span part="message"
      >${words.templatesFailed} ${isRequired ? nothing : words.templateOptional}</span
    >
    <button type="button" part="small-button" aria-describedby=${describedBy} @click=${onReload}>
      ${translation.room.retry}
    </button>`;
}
