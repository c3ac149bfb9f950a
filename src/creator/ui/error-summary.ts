import {html, nothing, type TemplateResult} from 'lit';
import type {RoomErrorCode} from '../../contract/room-error.js';
import {getErrorSentence} from '../../localization/error-sentence.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import type {FormContext} from './form-context.js';
import {errorIcon} from './icons.js';

/** Renders an error that is not about one field: what happened, what to do, and its code. */
export function renderErrorSummary(context: FormContext): TemplateResult | typeof nothing {
  const {translation, model, state} = context;
  // An invalid attribute comes first, because the guest can do nothing before it is fixed.
  const {error: configError} = model.config;
  const failure = state.status === 'failed' && !configError ? state : undefined;
  const error = configError ?? (model.hasServerFieldError ? undefined : failure?.error);
  if (!error) return nothing;
  const {creator, lang, dir} = translation;
  const {mayHaveCreatedRoom, reference} = failure ?? {};
  return html`<div part="summary" role="alert" tabindex="-1">
    <slot name="error"
      >${errorIcon}
      <div lang=${lang ?? nothing} dir=${dir ?? nothing}>
        ${mayHaveCreatedRoom ? nothing : html`<h2 part="title">${creator.failed}</h2>`}
        <p part="message">${getSentence(translation, error.code)}</p>
        ${mayHaveCreatedRoom ? html`<p part="message">${creator.outcomeUnknown}</p>` : nothing}
        ${renderErrorReference(creator, error.code, reference)}
      </div></slot
    >
  </div>`;
}

/** Renders the code of an error, and the reference that support can find in the server's log. */
export const renderErrorReference = (
  words: LoadedTranslation['creator'],
  code: RoomErrorCode,
  reference: string | undefined,
): TemplateResult =>
  html`<span part="reference"
    ><code part="code">${code}</code>${
      reference ? html` <span>${words.reference}: <bdi>${reference}</bdi></span>` : nothing
    }</span
  >`;

/** Returns the form's own sentence for a code, else the general one. */
function getSentence(translation: LoadedTranslation, code: RoomErrorCode) {
  const sentences: Partial<Record<RoomErrorCode, string>> = translation.creator;
  return sentences[code] ?? getErrorSentence(translation, code);
}
