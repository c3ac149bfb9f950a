import {html, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import {parseRequest, type CreateAttempt} from '../controllers/create-attempts.js';
import type {CreationController} from '../controllers/creation-controller.js';
import type {FormContext} from './form-context.js';

/** Renders a notice for each room that may exist, because an earlier attempt got no clear answer. */
export const renderAttemptNotices = (
  context: FormContext,
  creation: CreationController,
  isDisabled: boolean,
): readonly TemplateResult[] =>
  context.unconfirmed.map((attempt, index) => {
    const {words, translation} = context;
    const id = `attempt-${index}`;
    const time = formatTime(attempt, translation.lang);
    return html`<div part="attempt">
      <p id=${id}>
        <bdi part="name">${changingText(parseRequest(attempt)?.name)}</bdi
        ><small part="time">${changingText(time && ` (${time})`)}</small>: ${words.outcomeUnknown}
      </p>
      <div part="actions">
        <button
          type="button"
          part="small-button retry"
          aria-describedby=${id}
          ?disabled=${isDisabled}
          @click=${() => creation.retry(attempt)}
        >
          ${translation.room.retry}
        </button>
        <button
          type="button"
          part="small-button forget"
          aria-describedby=${id}
          ?disabled=${isDisabled}
          @click=${() => creation.forget(attempt)}
        >
          ${words.forget}
        </button>
      </div>
    </div>`;
  });

/** Returns the time of the request; undefined if that is not known. */
function formatTime({time}: CreateAttempt, lang: string | undefined): string | undefined {
  if (typeof time !== 'number') return undefined;
  try {
    return new Intl.DateTimeFormat(lang, {dateStyle: 'medium', timeStyle: 'short'}).format(time);
  } catch {
    // The stored time is invalid, or the language of the page's own translation is not a tag.
    return undefined;
  }
}
