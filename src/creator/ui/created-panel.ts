import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import type {CreationController} from '../controllers/creation-controller.js';
import type {CopyResult} from '../creation-state.js';
import type {FormContext} from './form-context.js';
import {checkIcon} from './icons.js';

/** Renders the panel that replaces the form after a room was created, if the page wants one. */
export function renderCreatedPanel(
  {translation, state}: FormContext,
  creation: CreationController,
  allowAnother: boolean,
): TemplateResult | typeof nothing {
  if (state.status !== 'created' || !(state.link || allowAnother)) return nothing;
  const {creator, room, lang, dir} = translation;
  const {name, link, target, copyResult} = state;
  const handleCopy = async ({target: button}: Event) => {
    if (link) creation.setCopyResult(link, await copyLink(link, button as Element));
  };
  const joinLink = link
    ? html`<a part="button join" href=${link} target="_blank" rel="noopener">${room.join}</a>`
    : nothing;
  const joinButton = html`<button
    type="button"
    part="button join"
    @click=${() => creation.joinRoom()}
  >
    ${room.join}
  </button>`;
  const copyButton =
    link && 'clipboard' in navigator
      ? html`<button type="button" part="button secondary-button copy" @click=${handleCopy}>
          ${changingText(copyResult === 'copied' ? creator.copied : creator.copyLink)}
        </button>`
      : nothing;
  const anotherButton = allowAnother
    ? html`<button
        type="button"
        part="button secondary-button another"
        @click=${() => creation.createAnother()}
      >
        ${creator.createAnother}
      </button>`
    : nothing;
  return html`<div part="created" role="group" aria-labelledby="created" tabindex="-1">
    <slot name="created"
      ><div lang=${lang ?? nothing} dir=${dir ?? nothing}>
        ${checkIcon}
        <h2 part="title" id="created">${creator.created}</h2>
        <p><bdi part="name">${name}</bdi></p>
        ${link ? renderLink(link) : nothing}
        ${copyResult === 'copyFailed' ? html`<p part="message">${creator.copyFailed}</p>` : nothing}
        <div part="actions">${target ? joinButton : joinLink}${copyButton}${anotherButton}</div>
      </div></slot
    >
  </div>`;
}

/** Renders the link. A line can break after each slash, so that the ID stays in one piece. */
function renderLink(link: string): TemplateResult {
  const pieces = link.match(/[^/]*\/*/g)?.map(piece => html`${piece}<wbr />`);
  return html`<p>
    <a part="link" href=${link} target="_blank" rel="noopener" dir="ltr">${pieces}</a>
  </p>`;
}

/** Copies the link. If the browser refuses, selects the link, so that the guest can copy it. */
async function copyLink(link: string, button: Element): Promise<CopyResult> {
  try {
    await navigator.clipboard.writeText(link);
    return 'copied';
  } catch {
    const anchor = button.closest('[part=created]')?.querySelector<HTMLElement>('[part=link]');
    anchor?.focus();
    if (anchor) getSelection()?.selectAllChildren(anchor);
    return 'copyFailed';
  }
}
