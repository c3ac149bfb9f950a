import {html, nothing, type TemplateResult} from 'lit';
import type {RoomError} from '../contract/room-error.js';
import type {LoadedTranslation} from '../localization/translation.js';

/** What went wrong where no field is to blame: what happened, who can put it right, and what to tell them. */
export const summary = (
  {creator, errors, lang, dir}: LoadedTranslation,
  {code}: RoomError,
  {reference, isUnsure}: {reference?: string | undefined; isUnsure: boolean},
): TemplateResult =>
  html`<div part="summary" role="alert" tabindex="-1">
    <slot name="error"
      ><div lang=${lang} dir=${dir}>
        ${isUnsure ? nothing : html`<h2 part="title">${creator.failed}</h2>`}
        <p part="message">${creator[code as 'offline'] ?? errors[code]}</p>
        ${isUnsure ? html`<p part="message">${creator.unsure}</p>` : nothing}
        ${referenceLine(creator, code, reference)}
      </div></slot
    >
  </div>`;

/** The code of an error, and what support may be told of the request. */
export const referenceLine = (
  words: LoadedTranslation['creator'],
  code: string,
  reference: string | undefined,
): TemplateResult =>
  html`<span part="reference"
    ><code part="code">${code}</code>${
      reference ? html` <span>${words?.reference}: <bdi>${reference}</bdi></span>` : nothing
    }</span
  >`;
