import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import {callWithTimeout, delay} from '../../browser/abort.js';
import type {CreatorWords} from '../../localization/creator-english.js';
import type {RoomUser} from '../page-data.js';
import type {UserField} from '../validation.js';

/** The owner of a combobox. */
export interface ComboboxHost {
  /** Calls the page's search. The result is not validated. */
  search(query: string, signal: AbortSignal): unknown;
  select(user: RoomUser): void;
  onChange(): void;
}

/** The progress or failure of a search, shown in place of options. */
type SearchStatus = 'searching' | 'noResults' | 'searchFailed';

const DEBOUNCE_MS = 250;
const MAX_RESULTS = 20;

/**
 * The list of an editable combobox
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Focus stays in the input, which
 * `aria-activedescendant` connects to the active option.
 *
 * | Key in the input | Effect |
 * |---|---|
 * | `ArrowDown`, `ArrowUp` | Activates the next or previous option; past either end, none is active |
 * | `Enter` | Selects the active option, if there is one |
 * | `Escape` | Closes the list |
 */
export class UserCombobox {
  readonly #field: UserField;
  readonly #host: ComboboxHost;
  #run = new AbortController();
  #users: readonly RoomUser[] = [];
  #activeIndex = -1;
  #status: SearchStatus | undefined;

  constructor(field: UserField, host: ComboboxHost) {
    this.#field = field;
    this.#host = host;
  }

  get users(): readonly RoomUser[] {
    return this.#users;
  }

  get status(): SearchStatus | undefined {
    return this.#status;
  }

  /** Whether options or a status are visible. */
  get isOpen(): boolean {
    return this.#users.length > 0 || this.#status !== undefined;
  }

  get listboxId(): string {
    return `${this.#field}-options`;
  }

  /** The ID of the active option; undefined without one. */
  get activeOptionId(): string | undefined {
    return this.#activeIndex < 0 ? undefined : this.#toOptionId(this.#activeIndex);
  }

  /** Searches for the text once the guest pauses. It cancels the previous search. */
  async search(text: string): Promise<void> {
    this.close();
    const query = text.trim();
    if (!query) return;
    const {signal} = (this.#run = new AbortController());
    try {
      await delay(DEBOUNCE_MS, signal);
      this.#show([], 'searching');
      const users = parseUsers(
        await callWithTimeout(async run => this.#callSearch(query, run), signal),
      );
      this.#show(users, users.length ? undefined : 'noResults');
    } catch {
      if (!signal.aborted) this.#show([], 'searchFailed');
    }
  }

  /** Handles a key of the input. Returns whether the key was for the list. */
  handleKey(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
        return this.#moveActive(1);
      case 'ArrowUp':
        return this.#moveActive(-1);
      case 'Enter':
        return this.#selectActive();
      case 'Escape': {
        const {isOpen} = this;
        this.close();
        return isOpen;
      }
      default:
        return false;
    }
  }

  close(): void {
    this.#run.abort();
    if (this.isOpen) this.#show([], undefined);
  }

  render(words: Partial<CreatorWords>): TemplateResult {
    const status = this.#status;
    return html`<p part="options" ?hidden=${!status} @mousedown=${keepFocus}>
        ${changingText(status && words[status])}
      </p>
      <ul
        id=${this.listboxId}
        part="options"
        role="listbox"
        aria-label=${words.searchResults ?? nothing}
        ?hidden=${!this.#users.length}
        @mousedown=${keepFocus}
      >
        ${this.#users.map((user, index) => this.#renderOption(user, index))}
      </ul>`;
  }

  #renderOption(user: RoomUser, index: number): TemplateResult {
    const {id, name} = user;
    const isActive = index === this.#activeIndex;
    // eslint-disable-next-line lit-a11y/click-events-have-key-events -- The input handles the keys.
    return html`<li
      id=${this.#toOptionId(index)}
      part=${isActive ? 'option active' : 'option'}
      role="option"
      aria-selected=${isActive ? 'true' : 'false'}
      @click=${() => this.#select(user)}
    >
      <bdi part="name">${changingText(name ?? id)}</bdi
      >${name ? html` <small part="user-id">${changingText(id)}</small>` : nothing}
    </li>`;
  }

  #callSearch(query: string, signal: AbortSignal): unknown {
    const result = this.#host.search(query, signal);
    if (Array.isArray(result) || isPromiseLike(result)) return result;
    throw new TypeError('searchUsers must return a promise or a list');
  }

  #moveActive(step: 1 | -1): boolean {
    if (!this.#users.length) return false;
    // The input itself is one more stop, before the first and after the last option.
    const stops = this.#users.length + 1;
    this.#activeIndex = ((this.#activeIndex + 1 + step + stops) % stops) - 1;
    this.#host.onChange();
    return true;
  }

  #selectActive(): boolean {
    const user = this.#users[this.#activeIndex];
    if (user) this.#select(user);
    return user !== undefined;
  }

  #select(user: RoomUser): void {
    this.close();
    this.#host.select(user);
  }

  #show(users: readonly RoomUser[], status: SearchStatus | undefined): void {
    this.#users = users;
    this.#activeIndex = -1;
    this.#status = status;
    this.#host.onChange();
  }

  #toOptionId(index: number): string {
    return `${this.#field}-option-${index}`;
  }
}

/** A press in the list would move the focus out of the input. */
const keepFocus = (event: Event) => event.preventDefault();

const isPromiseLike = (value: unknown): boolean =>
  typeof (value as {then?: unknown} | null | undefined)?.then === 'function';

/** Returns the valid users of a result. */
const parseUsers = (result: unknown): readonly RoomUser[] =>
  Array.isArray(result) ? result.filter(isUser).slice(0, MAX_RESULTS) : [];

function isUser(value: unknown): value is RoomUser {
  const {id, name} = (value ?? {}) as Partial<RoomUser>;
  return typeof id === 'string' && id !== '' && (name === undefined || typeof name === 'string');
}
