import {html, nothing, type TemplateResult} from 'lit';
import type {Words} from '../words/language.js';

/** A room that was created, and what there is to do with it. */
export interface Created {
  readonly status: 'created';
  readonly name: string;
  /** Where others find it. */
  readonly link: string | undefined;
  /** The link is on the clipboard. */
  readonly isCopied?: boolean;
}

/** What takes the form's place once the room is there. */
export function createdPanel(
  {creator, lang, dir}: Words,
  {name, link, isCopied}: Created,
  onCopied: () => void,
  onAnother: (() => void) | undefined,
): TemplateResult {
  const copy = () => void navigator.clipboard.writeText(link!).then(onCopied, () => {});
  const copyButton =
    link && 'clipboard' in navigator
      ? html`<button type="button" part="button copy" @click=${copy}>
          ${isCopied ? creator?.copied : creator?.copy}
        </button>`
      : nothing;
  const anotherButton = onAnother
    ? html`<button type="button" part="button another" @click=${onAnother}>
        ${creator?.another}
      </button>`
    : nothing;
  return html`<div part="created" role="group" aria-labelledby="created" tabindex="-1">
    <slot name="created"
      ><div lang=${lang ?? nothing} dir=${dir ?? nothing}>
        <h2 part="title" id="created">${creator?.created}</h2>
        <p><bdi>${name}</bdi></p>
        ${
          link
            ? html`<p>
                <a part="link" href=${link} target="_blank" rel="noopener" dir="ltr">${link}</a>
              </p>`
            : nothing
        }
        <div part="actions">${copyButton}${anotherButton}</div>
      </div></slot
    >
  </div>`;
}
