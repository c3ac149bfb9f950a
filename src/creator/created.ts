import {html, nothing, type TemplateResult} from 'lit';
import type {Words} from '../words/language.js';

/** A room that was created, and what there is to do with it. */
export interface Created {
  readonly name: string;
  /** Where others find it. */
  readonly link: string | undefined;
  /** The link is on the clipboard. */
  readonly isCopied: boolean;
  readonly onCopied: () => void;
  /** Goes back to the form, where the page lets a person. */
  readonly onAnother: (() => void) | undefined;
}

/** What takes the form's place once the room is there. */
export function createdPanel({creator, lang, dir}: Words, created: Created): TemplateResult {
  const {name, link, isCopied, onCopied, onAnother} = created;
  const copy = () => void navigator.clipboard.writeText(link!).then(onCopied, () => {});
  return html`<div part="created" tabindex="-1" lang=${lang} dir=${dir}>
    <h2 part="title">${creator?.created}</h2>
    <p><bdi>${name}</bdi></p>
    ${
      link
        ? html`<p>
            <a part="link" href=${link} target="_blank" rel="noopener" dir="ltr">${link}</a>
          </p>`
        : nothing
    }
    <div part="actions">
      ${
        link && 'clipboard' in navigator
          ? html`<button type="button" part="button copy" @click=${copy}>
              ${isCopied ? creator?.copied : creator?.copy}
            </button>`
          : nothing
      }${
        onAnother
          ? html`<button type="button" part="button another" @click=${onAnother}>
              ${creator?.another}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}
