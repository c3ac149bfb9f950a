import {html, nothing, type TemplateResult} from 'lit';
import type {CreatorWords} from '../localization/creator-english.js';
import type {List} from './draft.js';
import type {Suggestions} from './suggestions.js';

export const optionId = (list: List, index: number): string => `${list}-option-${index}`;

/** What a search found, or says, under the input. */
export function suggestionsList(
  list: List,
  suggestions: Suggestions,
  words: Partial<CreatorWords>,
): TemplateResult {
  const {users, index, says} = suggestions;
  // Focus stays in the input, whatever is pressed.
  const stay = (event: Event) => event.preventDefault();
  return html`<p part="options" ?hidden=${!says} @mousedown=${stay}>${says && words[says]}</p>
    <ul
      id=${`${list}-options`}
      part="options"
      role="listbox"
      aria-label=${words.people ?? nothing}
      ?hidden=${!users.length}
      @mousedown=${stay}
    >
      ${users.map(
        (user, at) =>
          // eslint-disable-next-line lit-a11y/click-events-have-key-events -- The input has the keys.
          html`<li
            id=${optionId(list, at)}
            part=${at === index ? 'option active' : 'option'}
            role="option"
            aria-selected=${at === index ? 'true' : 'false'}
            @click=${() => suggestions.pick(user)}
          >
            <bdi part="name">${user.name ?? user.id}</bdi
            >${user.name ? html` <small part="id">${user.id}</small>` : nothing}
          </li>`,
      )}
    </ul>`;
}
