import {LitElement, html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import type {CreateRequest} from '../contract.js';
import {RoomError} from '../errors.js';
import {deadline} from '../host/deadline.js';
import {endpoint} from '../host/endpoint.js';
import {jsonAttribute} from '../host/json.js';
import {later} from '../host/later.js';
import {post} from '../host/post.js';
import {ROOM_ID} from '../room-id.js';
import {creatorWords as words} from '../words/creator.js';
import {followLanguage, loadWords, unfollowLanguage, wordsOf} from '../words/words.js';
import {fieldOf, readDraft, type Field} from './draft.js';
import {RoomCreateErrorEvent, RoomCreateEvent, RoomCreatedEvent} from './events.js';
import {fields, type RoomTemplate} from './fields.js';
import {styles} from './styles.js';

type State =
  | {readonly status: 'editing'; readonly faults: readonly Field[]}
  | {readonly status: 'creating'}
  | {readonly status: 'created'; readonly name: string}
  | {readonly status: 'failed'; readonly error: RoomError};

/**
 * A form that creates a Kaltura room by the host's own server.
 *
 * ```html
 * <kaltura-room-creator create-url="/api/kaltura/rooms" for="room"></kaltura-room-creator>
 * <kaltura-room id="room" token-url="/api/kaltura/token"></kaltura-room>
 * ```
 *
 * @fires kaltura-room-create - {@link RoomCreateEvent}: about to post `room`; cancelable
 * @fires kaltura-room-created - {@link RoomCreatedEvent}: the room is there, with `id` and `name`
 * @fires kaltura-room-create-error - {@link RoomCreateErrorEvent}: it failed, with `error`
 * @csspart form - the form
 * @csspart field - a label with its control and note
 * @csspart label - the label of a field
 * @csspart control - an input, text area or select
 * @csspart hint - the note of a field
 * @csspart fault - the note of a field that is not right
 * @csspart summary - what went wrong where no field is to blame
 * @csspart title - the heading of the summary
 * @csspart code - the code of the error
 * @csspart button - the submit button
 * @csspart status - progress and success
 * @cssprop --kaltura-room-accent - the button
 * @cssprop --kaltura-room-on-accent - text on the accent
 * @cssprop --kaltura-room-danger - what is wrong
 * @cssstate editing, creating, created, failed - the element's state
 */
export class KalturaRoomCreatorElement extends LitElement {
  static override styles = styles;

  static override properties = {
    createUrl: {attribute: 'create-url'},
    htmlFor: {attribute: 'for'},
    templates: {converter: jsonAttribute},
    credentials: {},
    headers: {converter: jsonAttribute},
    timeout: {type: Number},
  };

  /** The endpoint of the host backend that creates rooms. */
  createUrl?: string | null;
  /** The ID of a `<kaltura-room>` in the same document or shadow root that then shows the room. */
  htmlFor?: string | null;
  /** The templates to choose from: a list, or JSON in the attribute. */
  templates?: readonly RoomTemplate[] | null;
  /** Which requests carry cookies, as `fetch` has it. */
  credentials?: RequestCredentials | null;
  /** Headers for the host backend: an object, or JSON in the attribute. */
  headers?: Record<string, string> | null;
  /** Seconds until an answer that has not come counts as failed; 30 unless it says so. */
  timeout?: number | null;

  readonly #internals = this.attachInternals();
  #state: State = {status: 'editing', faults: []};
  /** What `templates` says, or what is wrong with it. */
  #templates: readonly RoomTemplate[] | RoomError = [];
  #run = new AbortController();
  /** One key for one intention: the same details sent again are the same room. */
  #intention: {readonly body: string; readonly key: string} | undefined;

  /** `editing`, `creating`, `created` or `failed`. */
  get state(): State['status'] {
    return this.#state.status;
  }

  /** Why the room was not created; null unless `state` is `failed`. */
  get error(): RoomError | null {
    return this.#state.status === 'failed' ? this.#state.error : null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#set(this.#state);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    unfollowLanguage(this);
    this.#run.abort();
    if (this.state === 'creating') this.#set({status: 'editing', faults: []});
  }

  /** A move that keeps the element (`moveBefore`) keeps what it is doing. */
  connectedMoveCallback(): void {}

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('templates')) this.#templates = readTemplates(this.templates);
    if (this.isConnected) followLanguage(this);
    if (this.error || this.#templates instanceof RoomError) void loadWords('en');
  }

  #submit(event: Event): void {
    event.preventDefault();
    // At once: what is being created is not there to be changed, or read.
    if (this.state !== 'creating') void this.#create(new FormData(event.target as HTMLFormElement));
  }

  async #create(typed: FormData): Promise<void> {
    const run = (this.#run = new AbortController());
    const {signal} = run;
    this.#set({status: 'creating'});
    try {
      const until = deadline(signal, this.timeout);
      const schemas = await later(() => import('../host/schemas.js'), until);
      const draft = readDraft(typed, schemas);
      const faults = 'faults' in draft ? draft.faults : [];
      if ('faults' in draft || !this.dispatchEvent(new RoomCreateEvent(draft.room))) {
        this.#set({status: 'editing', faults});
        return void this.#focusFault();
      }
      if (this.#templates instanceof RoomError) throw this.#templates;
      const {room} = draft;
      const target = this.#target;
      const {url, headers, credentials} = endpoint('create-url', this.createUrl, this);
      const answer = await post(
        {url, headers: {...headers, 'idempotency-key': this.#keyFor(room)}, credentials},
        room,
        until,
      );
      const {id} = schemas.dataOf(answer, () => schemas.CreatedRoom);
      signal.throwIfAborted();
      this.#intention = undefined;
      this.renderRoot.querySelector('form')?.reset();
      this.#set({status: 'created', name: room.name});
      this.dispatchEvent(new RoomCreatedEvent(id, room.name));
      target?.setAttribute('room-id', id);
      target?.join?.();
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      run.abort();
    }
  }

  /** The room element that `for` names; undefined where there is no `for`. */
  get #target(): (HTMLElement & {join?(): void}) | undefined {
    if (!this.htmlFor) return undefined;
    const target = (this.getRootNode() as Document | ShadowRoot).getElementById(this.htmlFor);
    if (target?.localName === 'kaltura-room') return target;
    throw new RoomError('attribute-invalid', `for must be the ID of a <kaltura-room>`);
  }

  #keyFor(room: CreateRequest): string {
    const body = JSON.stringify(room);
    if (this.#intention?.body !== body) this.#intention = {body, key: randomKey()};
    return this.#intention.key;
  }

  #fail(cause: unknown): void {
    const error = RoomError.from(cause);
    this.#set({status: 'failed', error});
    this.dispatchEvent(new RoomCreateErrorEvent(error));
    void this.#focusFault();
  }

  async #focusFault(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true], [role=alert]')?.focus();
  }

  #set(state: State): void {
    this.#internals.states.delete(this.state);
    this.#internals.states.add(state.status);
    this.#state = state;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const busy = state.status === 'creating';
    const templates = this.#templates instanceof RoomError ? [] : this.#templates;
    const refused = this.error ? fieldOf(this.error) : undefined;
    // A field that is not shown can say nothing.
    const shown = refused !== 'templateRoomEntryId' || templates.length ? refused : undefined;
    const faults = state.status === 'editing' ? state.faults : [];
    const unplaced = this.#templates instanceof RoomError ? this.#templates : this.error;
    return html`<form part="form" novalidate aria-busy=${busy} @submit=${this.#submit}>
      ${fields({faults, refused: shown, busy, templates})}
      ${unplaced && !shown ? summary(unplaced) : nothing}
      <button part="button" aria-disabled=${busy}>${busy ? words.creating : words.create}</button>
      <p part="status" role="status">${this.#status}</p>
    </form>`;
  }

  get #status(): string {
    const state = this.#state;
    switch (state.status) {
      case 'creating':
        return words.creating;
      case 'created':
        return words.created + state.name;
      case 'editing':
      case 'failed':
        return '';
      default:
        return state satisfies never;
    }
  }
}

const summary = ({code}: RoomError) =>
  html`<div part="summary" role="alert" tabindex="-1">
    <h2 part="title">${words.failed}</h2>
    <p>${words.errors[code] ?? wordsOf('en')?.errors?.[code]}</p>
    <code part="code">${code}</code>
  </div>`;

function readTemplates(value: unknown): readonly RoomTemplate[] | RoomError {
  const list = value ?? [];
  return Array.isArray(list) && list.every(isTemplate)
    ? list
    : new RoomError('attribute-invalid', 'templates: expected a list of {id, name}');
}

const isTemplate = (value: unknown): value is RoomTemplate => {
  const {id, name} = (value ?? {}) as Partial<RoomTemplate>;
  return typeof id === 'string' && ROOM_ID.test(id) && typeof name === 'string';
};

/** 128 random bits in hex; `crypto.randomUUID` is not there on every page. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'kaltura-room-creator': KalturaRoomCreatorElement;
  }
}
