import {html, nothing, type TemplateResult} from 'lit';
import type {LoadedTranslation} from '../localization/translation.js';

/** A room that was created, and what there is to do with it. */
export interface Created {
  readonly status: 'created';
  readonly name: string;
  /** Where others find it. */
  readonly link: string | undefined;
  /** The link is on the clipboard; or the browser did not put it there, and it is selected. */
  readonly copy?: 'copied' | 'copyFailed' | undefined;
}

/** What takes the form's place once the room is there. */
export function createdPanel(
  {creator, lang, dir}: LoadedTranslation,
  {name, link, copy}: Created,
  onCopied: (copy: Created['copy']) => void,
  onAnother: (() => void) | undefined,
): TemplateResult {
  const onCopy = ({target}: Event) => {
    const select = () => {
      const anchor = (target as Element).closest('[part=created]')!.querySelector('a')!;
      anchor.focus();
      getSelection()?.selectAllChildren(anchor);
      onCopied('copyFailed');
    };
    navigator.clipboard.writeText(link!).then(() => onCopied('copied'), select);
  };
  const copyButton =
    link && 'clipboard' in navigator
      ? html`<button type="button" part="button copy" @click=${onCopy}>
          ${copy === 'copied' ? creator.copied : creator.copy}
        </button>`
      : nothing;
  const anotherButton = onAnother
    ? html`<button type="button" part="button another" @click=${onAnother}>
        ${creator.another}
      </button>`
    : nothing;
  return html`<div part="created" role="group" aria-labelledby="created" tabindex="-1">
    <slot name="created"
      ><div lang=${lang ?? nothing} dir=${dir ?? nothing}>
        <h2 part="title" id="created">${creator.created}</h2>
        <p><bdi part="name">${name}</bdi></p>
        ${
          link
            ? html`<p>
                <a part="link" href=${link} target="_blank" rel="noopener" dir="ltr">${link}</a>
              </p>`
            : nothing
        }
        ${copy === 'copyFailed' ? html`<p part="message">${creator.copyFailed}</p>` : nothing}
        <div part="actions">${copyButton}${anotherButton}</div>
      </div></slot
    >
  </div>`;
}
