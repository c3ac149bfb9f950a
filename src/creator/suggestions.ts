import {callWithTimeout, delay} from '../browser/abort.js';

/** A person who may moderate: a Kaltura user ID, and a name to show. */
export interface RoomUser {
  readonly id: string;
  readonly name?: string | undefined;
}

/** A page's own search; it should end with `signal`. */
export type SearchUsers = (query: string, signal: AbortSignal) => Promise<readonly RoomUser[]>;

/** What a search asks of the form. */
export interface Searcher {
  search(query: string, signal: AbortSignal): Promise<readonly RoomUser[]>;
  pick(user: RoomUser): void;
  /** Something else is to be shown. */
  changed(): void;
}

type Says = 'searching' | 'nobody' | 'searchFailed' | '';

const DEBOUNCE_MS = 250;
const MOST = 20;

/**
 * What is in the list under an input of user IDs, by the pattern of an editable combobox with a list
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/): focus stays in the input.
 */
export class Suggestions {
  #searcher: Searcher;
  #run = new AbortController();
  #users: readonly RoomUser[] = [];
  #index = -1;
  #says: Says = '';

  constructor(searcher: Searcher) {
    this.#searcher = searcher;
  }

  /** What there is to choose from. */
  get users(): readonly RoomUser[] {
    return this.#users;
  }

  /** Which of them Enter takes; none where it is -1. */
  get index(): number {
    return this.#index;
  }

  /** What is to be said in place of a list. */
  get says(): Says {
    return this.#says;
  }

  get isShown(): boolean {
    return this.#users.length > 0 || this.#says !== '';
  }

  /** Searches for what is typed, once nothing more was for a moment; the one before ends. */
  async type(text: string): Promise<void> {
    this.close();
    const query = text.trim();
    if (!query) return;
    const {signal} = (this.#run = new AbortController());
    try {
      await delay(DEBOUNCE_MS, signal);
      this.#show([], 'searching');
      const found: unknown = await callWithTimeout(
        run => this.#searcher.search(query, run),
        signal,
      );
      const users = usersOf(found);
      this.#show(users, users.length ? '' : 'nobody');
    } catch {
      if (!signal.aborted) this.#show([], 'searchFailed');
    }
  }

  /** Whether the key was for the list. */
  press({key}: KeyboardEvent): boolean {
    if (key === 'Escape' && this.isShown) {
      this.close();
      return true;
    }
    const user = this.#users[this.#index];
    if (key === 'Enter' && user) {
      this.pick(user);
      return true;
    }
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (!step || !this.#users.length) return false;
    // Past either end is the input itself.
    const places = this.#users.length + 1;
    this.#index = ((this.#index + 1 + step + places) % places) - 1;
    this.#searcher.changed();
    return true;
  }

  close(): void {
    this.#run.abort();
    if (this.isShown) this.#show([], '');
  }

  pick(user: RoomUser): void {
    this.close();
    this.#searcher.pick(user);
  }

  #show(users: readonly RoomUser[], says: Says): void {
    this.#users = users;
    this.#index = -1;
    this.#says = says;
    this.#searcher.changed();
  }
}

/** What a search found, without what is no person. */
const usersOf = (found: unknown): readonly RoomUser[] =>
  (Array.isArray(found) ? (found as unknown[]) : []).filter(isUser).slice(0, MOST);

const isUser = (value: unknown): value is RoomUser => {
  const {id, name} = (value ?? {}) as Partial<RoomUser>;
  return typeof id === 'string' && id !== '' && (name === undefined || typeof name === 'string');
};
