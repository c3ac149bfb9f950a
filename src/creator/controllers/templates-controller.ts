import type {LitElement, ReactiveController} from 'lit';
import {RoomError} from '../../contract/room-error.js';
import {ROOM_ID} from '../../contract/room-id.js';
import {callWithTimeout} from '../../browser/abort.js';
import {describeType} from '../../browser/report-error.js';
import {isShellOnly} from '../../browser/shell-only.js';
import type {TemplatesState} from '../form-config.js';
import type {LoadTemplates, RoomTemplate} from '../page-data.js';
import {focusPart, focusPartIfLost} from '../ui/focus.js';

const NO_TEMPLATES: TemplatesState = {status: 'ready', list: []};

/** Provides the templates, from the page's list or function. */
export class TemplatesController implements ReactiveController {
  #state: TemplatesState = NO_TEMPLATES;
  #source: LoadTemplates | undefined;
  #run = new AbortController();
  readonly #host: LitElement;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get state(): TemplatesState {
    return this.#state;
  }

  hostConnected(): void {
    if (this.#state.status === 'loading') void this.#load();
  }

  hostDisconnected(): void {
    this.#run.abort();
  }

  /**
   * Applies the `templates` property. Frameworks pass a new function on every render, so a function
   * is called only if there was none before.
   */
  setSource(source: unknown): void {
    const hadFunction = this.#source !== undefined;
    this.#source = isLoadTemplates(source) ? source : undefined;
    if (this.#source) {
      // A server renders the notice, and the browser loads the templates.
      if (isShellOnly) this.#state = {status: 'loading'};
      else if (!hadFunction) void this.#load();
      return;
    }
    this.#run.abort();
    this.#state = NO_TEMPLATES;
    if (source === null || source === undefined) return;
    try {
      this.#state = {status: 'ready', list: parseTemplates(source)};
    } catch (error) {
      this.#state = {status: 'invalid', error: RoomError.from(error)};
    }
  }

  /** Loads the templates again. The focus stays in the field, although its content changes. */
  async reload(): Promise<void> {
    const loaded = this.#load();
    await focusPart(this.#host, '[part~=notice]');
    await loaded;
    await focusPartIfLost(this.#host, '[name=templateRoomEntryId]');
  }

  async #load(): Promise<void> {
    this.#run.abort();
    const load = this.#source;
    if (!load) return;
    const {signal} = (this.#run = new AbortController());
    this.#setState({status: 'loading'});
    let state: TemplatesState;
    try {
      state = {status: 'ready', list: parseTemplates(await callWithTimeout(load, signal))};
    } catch {
      // The guest can create a room without a template, or try again.
      state = {status: 'failed'};
    }
    if (!signal.aborted) this.#setState(state);
  }

  #setState(state: TemplatesState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}

const isLoadTemplates = (source: unknown): source is LoadTemplates => typeof source === 'function';

/** @throws RoomError `attribute-invalid` */
function parseTemplates(value: unknown): readonly RoomTemplate[] {
  if (Array.isArray(value) && value.every(isTemplate)) return value;
  throw new RoomError(
    'attribute-invalid',
    `templates must be a list of {id, name, image?}, or a function; got ${describeType(value)}`,
  );
}

function isTemplate(value: unknown): value is RoomTemplate {
  const {id, name, image} = (value ?? {}) as Partial<RoomTemplate>;
  return (
    typeof id === 'string' &&
    ROOM_ID.test(id) &&
    typeof name === 'string' &&
    (image === undefined || isImageUrl(image))
  );
}

function isImageUrl(image: unknown): boolean {
  // A server does not know the address of the page.
  const base = isShellOnly ? 'https://page.invalid' : document.baseURI;
  if (typeof image !== 'string' || !URL.canParse(image, base)) return false;
  return /^https?:$/.test(new URL(image, base).protocol);
}
