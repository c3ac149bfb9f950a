import {
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type {CreateRequest} from '../contract/schemas.js';
import {RoomError} from '../contract/room-error.js';
import {adoptStyles} from '../browser/adopt-styles.js';
import {createDeadline, parseTimeout} from '../browser/abort.js';
import {parseEndpoint} from '../browser/http-client.js';
import {jsonConverter} from '../browser/json.js';
import {setCustomState} from '../browser/custom-state.js';
import {VERSION} from '../version.js';
import {creatorWords} from '../localization/creator-english.js';
import {LocalizeController} from '../localization/localize-controller.js';
import {linkBy, targetOf} from './after.js';
import {createdPanel, type Created} from './created.js';
import {
  LISTS,
  FIELDS,
  blameOf,
  isList,
  type Blame,
  type Fault,
  type Faults,
  type Field,
  type List,
  type Values,
} from './draft.js';
import {RoomCreateErrorEvent, RoomCreateEvent, RoomCreatedEvent} from './events.js';
import {areValid, formDataOf} from './extra-fields.js';
import {fields} from './fields.js';
import {isWindowLeft, type FieldsState} from './fields-state.js';
import {FormControlElement, type Wrong} from './form-control.js';
import {earlierOf, referenceOf, unsureNames, withIntention, type Intention} from './intention.js';
import {Model} from './model.js';
import {saidOf} from './said.js';
import {send} from './send.js';
import {settingsOf} from './settings.js';
import {
  draftOf,
  draftText,
  storeDraft,
  storedDraft,
  type MadeRoom,
  type StoredDraft,
} from './stored-draft.js';
import {styles} from './styles.js';
import {Suggestions, type RoomUser, type SearchUsers} from './suggestions.js';
import {summary} from './summary.js';
import {
  loadTemplates,
  templatesOf,
  type LoadTemplates,
  type RoomTemplate,
  type Templates,
} from './templates.js';

type State =
  | {readonly status: 'editing'}
  /** A room is being asked for; again, where an attempt has failed. */
  | {readonly status: 'creating'; readonly isAgain?: boolean}
  | Created
  | {
      readonly status: 'failed';
      readonly error: RoomError;
      /** What support may be told. */
      readonly reference?: string | undefined;
      /** The room may be there all the same. */
      readonly isUnsure: boolean;
      /** What was sent. */
      readonly values: Values;
    };

const SETTINGS = ['hide', 'lock', 'require', 'room'] as const;

/** What a press puts the focus into by itself. */
const FOCUSABLE = 'input, textarea, select, a, [tabindex]';

/** A second press of what has just made a room is part of the first. */
const DOUBLE_PRESS_MS = 1000;

/**
 * A form that creates a Kaltura room by the host's own server.
 *
 * ```html
 * <kaltura-room-creator create-url="/api/kaltura/rooms" for="room"></kaltura-room-creator>
 * <kaltura-room id="room" token-url="/api/kaltura/token"></kaltura-room>
 * ```
 *
 * @fires kaltura-room-create - {@link RoomCreateEvent}: `room`, the body, is about to be posted; `preventDefault()` stops it. It has `formData` and bubbles.
 * @fires kaltura-room-created - {@link RoomCreatedEvent}: The room is there, with its `id` and `name`. It has `formData` and bubbles.
 * @fires kaltura-room-create-error - {@link RoomCreateErrorEvent}: It was not created, as far as the page knows, for the reason in `error`; support may be told `reference`.
 * @fires formdata - `FormDataEvent`: The browser's own: append to `formData` what is to go along.
 * @slot - Form controls of the page's own, after the fields.
 * @slot name-hint - In place of what is said under the name; so is each field's, as `tags-hint`.
 * @slot submit - In place of the words on the submit button.
 * @slot actions - Beside the submit button, such as a Cancel button.
 * @slot error - In place of what the summary says.
 * @slot created - In place of what is shown once the room is there.
 * @csspart form - The form.
 * @csspart fields - All fields.
 * @csspart field - A label with its control and note; also `field-name` and so on, by the field's name.
 * @csspart heading - The line of a label.
 * @csspart label - The label of a field.
 * @csspart optional - What says that it may stay empty.
 * @csspart count - How long the name is; also `wrong`.
 * @csspart control - An input, text area, select, or what holds chips.
 * @csspart chips - What holds chips and their input; as a `control`, also `wrong`.
 * @csspart list - The chips.
 * @csspart chip - One of them; also `wrong`.
 * @csspart name - What a tag, a person, a template or the new room is called.
 * @csspart id - The user ID beside a name.
 * @csspart remove - The button of a chip.
 * @csspart input - The input after them.
 * @csspart options - What a search found; also what it says.
 * @csspart option - One of them; also `active`.
 * @csspart templates - The templates as pictures.
 * @csspart template - One of them.
 * @csspart picture - The place of its picture.
 * @csspart image - The picture.
 * @csspart radio - What chooses it.
 * @csspart notice - What stands there while templates load, or cannot be had.
 * @csspart small-button - A button in a field; also `also-chat`.
 * @csspart hint - The note of a field.
 * @csspart fault - The note of a field that is not right.
 * @csspart summary - What went wrong where no field is to blame.
 * @csspart title - A heading.
 * @csspart message - A sentence of what went wrong.
 * @csspart code - The code of the error.
 * @csspart reference - The line of the code, and what the host backend's log calls the request.
 * @csspart actions - A row of buttons.
 * @csspart button - A large button; also `submit`, `copy` or `another`.
 * @csspart status - Progress and success.
 * @csspart created - What takes the form's place once the room is there.
 * @csspart link - The link to the room.
 * @cssprop --kaltura-room-accent - The button.
 * @cssprop --kaltura-room-on-accent - Text on the accent.
 * @cssprop --kaltura-room-color - Text.
 * @cssprop --kaltura-room-danger - What is wrong.
 * @cssstate editing - The form waits for a person.
 * @cssstate creating - A room is being asked for.
 * @cssstate created - It is there.
 * @cssstate failed - It is not, as far as the page knows.
 * @customElement kaltura-room-creator
 */
export class KalturaRoomCreatorElement extends FormControlElement {
  /** Of the package. */
  static readonly version = VERSION;
  static override styles = styles;
  /**
   * A dialog that opens, a `label` of the page and `autofocus` put the focus into the first field.
   * @ignore
   */
  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  static override properties: PropertyDeclarations = {
    createUrl: {attribute: 'create-url'},
    htmlFor: {attribute: 'for'},
    shareUrl: {attribute: 'share-url'},
    another: {type: Boolean},
    hide: {},
    lock: {},
    require: {},
    room: {converter: jsonConverter},
    templates: {converter: jsonConverter},
    searchUsers: {attribute: false},
    draftKey: {attribute: 'draft-key'},
    credentials: {},
    headers: {converter: jsonConverter},
    timeout: {type: Number},
  };

  /** The endpoint of your server that creates rooms. */
  createUrl?: string | null;
  /** The ID of a `<kaltura-room>` that then shows the new room. */
  htmlFor?: string | null;
  /**
   * The page of a room, as `https://www.example.com/join/{id}`: the form gives way to that link,
   * with a button that copies it.
   */
  shareUrl?: string | null;
  /** The form gives way to a button that creates another room. */
  another?: boolean | null;
  /**
   * The fields that are not shown: their names, separated by spaces. What is hidden is sent as
   * `room` has it.
   */
  hide?: string | null;
  /** The fields that cannot be changed; they are sent as `room` has them. */
  lock?: string | null;
  /** The fields that must not be empty; the name is one of them. */
  require?: string | null;
  /**
   * What is in the fields from the start: an object as in the event's `room`, as JSON in the
   * attribute. It is followed as long as nobody has changed the field.
   */
  room?: Partial<CreateRequest> | null;
  /**
   * Templates to choose from: a list of `{id, name, image?}`, as JSON in the attribute, or a
   * function `(signal) => Promise<list>`. They are pictures where one has an `image` (http or
   * https). A function that fails, or takes ten seconds, is said to, and the room can be made
   * without, unless they are required. It is called once: another function in its place is not. Without any, the KAF
   * instance's default is used.
   */
  templates?: readonly RoomTemplate[] | LoadTemplates | null;
  /**
   * A function `(query, signal) => Promise<list of {id, name?}>` that finds people for the
   * moderators. What is typed is a search then, and an ID by Enter or a comma alone.
   */
  searchUsers?: SearchUsers | null;
  /**
   * Keeps what was typed over a reload, in this tab's `sessionStorage`, under this name, with the
   * names that `searchUsers` gave; gone once the room is there. Another key is another form.
   */
  draftKey?: string | null;
  /**
   * Which requests to your server carry cookies, as `fetch` has it: `same-origin` (default),
   * `include`, `omit`.
   */
  credentials?: RequestCredentials | null;
  /** Headers for your server: JSON in the attribute, an object in the property. */
  headers?: Record<string, string> | null;
  /** Seconds until an answer that has not come counts as failed; 30 unless set. */
  timeout?: number | null;

  #state: State = {status: 'editing'};
  #run = new AbortController();
  #made: MadeRoom | undefined;
  /** When it was, by `performance.now()`. */
  #madeAt = 0;
  readonly #model = new Model(() => this.#changed());
  /** The rooms that were asked for since one was made, the last one at the end. */
  #intentions: readonly Intention[] = [];
  /** The `draftKey` that the form's draft is kept by. */
  #keptBy: string | null | undefined;
  #templatesRun = new AbortController();
  /** What is wrong with the attributes. */
  #mistakes: {
    readonly settings?: RoomError | undefined;
    readonly templates?: RoomError | undefined;
  } = {};
  readonly #names = new Map<string, string>();
  readonly #suggestions: ReadonlyMap<List, Suggestions> = new Map(
    (['roomModeratorUserIds', 'chatModeratorUserIds'] as const).map(list => [
      list,
      new Suggestions(this.#searcher(list)),
    ]),
  );
  /** The page's form was kept back for want of the room. */
  #isWanted = false;
  readonly #localize = new LocalizeController(this, {creator: creatorWords});

  /** `editing`, `creating`, `created` or `failed`. */
  get state(): 'editing' | 'creating' | 'created' | 'failed' {
    return this.#state.status;
  }

  /** Why the room was not created; null unless `state` is `failed`. */
  get error(): RoomError | null {
    return this.#state.status === 'failed' ? this.#state.error : null;
  }

  /** The ID of the room that was created; empty before. */
  get value(): string {
    return this.#made?.id ?? '';
  }

  /** Empties the form, but for what the page has in it; ends what is under way. */
  reset(): void {
    this.#run.abort();
    this.#made = undefined;
    this.#begin();
  }

  formResetCallback(): void {
    this.reset();
  }

  formStateRestoreCallback(state: unknown): void {
    const draft = typeof state === 'string' ? draftOf(state) : undefined;
    this.#restore(draft);
    if (draft?.made) this.#made = draft.made;
    // The browser has it once: it is there for the next time too.
    this.#keep();
    if (!draft?.made) return;
    if (this.state === 'editing' && !this.#model.isEdited && !this.#intentions.length)
      this.#set({status: 'created', name: draft.made.name, link: this.#linkTo(draft.made.id)});
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('invalid', this);
    this.#set(this.#state);
    if (this.#model.templatesAre === 'loading') void this.#loadTemplates();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('invalid', this);
    this.#templatesRun.abort();
    this.#suggestions.forEach(suggestions => suggestions.close());
    this.#run.abort();
    if (this.state === 'creating') this.#set({status: 'editing'});
  }

  protected override createRenderRoot(): ShadowRoot {
    // Empties what a server has rendered: it may be in another language.
    const root = this.attachShadow(KalturaRoomCreatorElement.shadowRootOptions);
    adoptStyles(this, styles);
    return root;
  }

  /** Into another document, as of a popup. */
  adoptedCallback(): void {
    adoptStyles(this, styles);
  }

  /** A move that keeps the element (`moveBefore`) keeps what it is doing; the language may be another. */
  connectedMoveCallback(): void {
    this.requestUpdate();
  }

  /** The browser is about to say that the form control is not right. */
  handleEvent({target}: Event): void {
    if (target === this) this.#sayWrong();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#configure(changed);
    if (this.draftKey !== this.#keptBy && this.state !== 'creating') this.#changeDraft();
  }

  protected override updated(): void {
    super.updated();
    this.renderRoot.querySelector('[part~=active]')?.scrollIntoView({block: 'nearest'});
  }

  #configure(changed: PropertyValues<this>): void {
    this.#model.searches = Boolean(this.searchUsers);
    if (SETTINGS.some(name => changed.has(name)))
      this.#check('settings', () => void (this.#model.settings = settingsOf(this)));
    if (changed.has('templates'))
      this.#check('templates', () => this.#takeTemplates(changed.get('templates')));
  }

  #check(what: 'settings' | 'templates', take: () => void): void {
    let mistake: RoomError | undefined;
    try {
      take();
    } catch (cause) {
      mistake = RoomError.from(cause);
    }
    this.#mistakes = {...this.#mistakes, [what]: mistake};
  }

  get #mistake(): RoomError | undefined {
    return this.#mistakes.settings ?? this.#mistakes.templates;
  }

  #takeTemplates(before: unknown): void {
    const {templates} = this;
    if (typeof templates === 'function') {
      // It is another one at each render of many a framework.
      if (typeof before !== 'function') void this.#loadTemplates();
      return;
    }
    this.#templatesRun.abort();
    this.#model.templatesAre = 'ready';
    this.#model.templates = [];
    this.#model.templates = templatesOf(templates ?? []);
  }

  async #loadTemplates(): Promise<void> {
    this.#templatesRun.abort();
    const {signal} = (this.#templatesRun = new AbortController());
    const show = (status: Templates, list: readonly RoomTemplate[] = []) => {
      if (signal.aborted) return;
      this.#model.templatesAre = status;
      this.#model.templates = list;
      this.requestUpdate();
    };
    show('loading');
    try {
      show('ready', await loadTemplates(this.templates as LoadTemplates, signal));
    } catch {
      show('failed');
    }
  }

  /** What had the focus is gone once they load, and again once they are there. */
  async #loadTemplatesAgain(): Promise<void> {
    const loaded = this.#loadTemplates();
    await this.updateComplete;
    this.#focus('[part~=notice]');
    await loaded;
    await this.updateComplete;
    const {activeElement, body} = this.ownerDocument;
    if (activeElement === body) this.#focus('[name=templateRoomEntryId]');
  }

  #changed(): void {
    this.#keep();
    this.requestUpdate();
  }

  /** For a reload of the page where it is to be kept, and for the browser, which comes back to it. */
  #keep(): void {
    const {edits, rest} = this.#model;
    const shown = LISTS.flatMap(list => edits[list] ?? []);
    const names = Object.fromEntries([...this.#names].filter(([id]) => shown.includes(id)));
    const draft = {edits, rest, names, intentions: this.#intentions};
    const state = draftText({...draft, made: this.#made});
    this.internals.setFormValue(this.value || null, state ?? '');
    if (this.#keptBy) storeDraft(this.#keptBy, draftText(draft));
  }

  /** What was typed goes before; a room that may be there is never forgotten. */
  #restore(draft: StoredDraft | undefined): void {
    if (!draft) return;
    const {edits, rest, names} = draft;
    if (!this.#model.isEdited) Object.assign(this.#model, {edits, rest});
    for (const [id, name] of Object.entries(names)) this.#names.set(id, name);
    // One draft may come twice, from the browser and from where it was kept.
    const all = [...draft.intentions, ...this.#intentions];
    this.#intentions = [...new Map(all.map(one => [one.key, one])).values()];
    this.requestUpdate();
  }

  /** Another key is another form; the first one has what was typed without any. */
  #changeDraft(): void {
    const isAnother = this.#keptBy && this.draftKey;
    this.#keptBy = undefined;
    if (isAnother) {
      this.#intentions = [];
      this.#names.clear();
      this.#begin();
    }
    this.#keptBy = this.draftKey;
    if (this.draftKey) this.#restore(storedDraft(this.draftKey));
  }

  /** An empty form, for another intention; a room that may be there is not forgotten. */
  #begin(): void {
    this.#intentions = this.#intentions.filter(({isUnsure}) => isUnsure);
    this.#model.clear();
    this.#set({status: 'editing'});
  }

  /** To the next chip's button, or the input after the last. */
  async #focusChip(list: List, index: number): Promise<void> {
    await this.updateComplete;
    const input = this.renderRoot.querySelector<HTMLElement>(`#${list}`);
    const buttons = input?.parentElement?.querySelectorAll<HTMLElement>('[part=remove]');
    if (this.shadowRoot?.activeElement !== input) (buttons?.[index] ?? input)?.focus();
  }

  #onInput(event: Event): void {
    const field = this.#fieldOf(event);
    const {value} = event.target as HTMLInputElement;
    this.#isWanted = false;
    if (field && !isList(field)) this.#model.edit({[field]: value});
    // Another template cannot be chosen while a room is created.
    if (this.#model.isFixed) this.requestUpdate();
  }

  /** The field of the form that an event is of; a control of the page's own may have its name. */
  #fieldOf({target}: Event): Field | undefined {
    const {name} = target as HTMLInputElement;
    return FIELDS.find(field => field === name && this.renderRoot.contains(target as Node));
  }

  #onLeave(event: Event): void {
    const field = this.#fieldOf(event);
    if (!field || isWindowLeft(event)) return;
    this.#model.leave(field);
    // Of a list, what is wrong is said with what was done to it.
    if (!isList(field)) this.#model.said = {field};
    this.requestUpdate();
  }

  #searcher(list: List) {
    return {
      search: async (query: string, signal: AbortSignal) => {
        const found: readonly RoomUser[] = await this.searchUsers!(query, signal);
        return found;
      },
      pick: ({id, name}: RoomUser) => {
        if (name) this.#names.set(id, name);
        this.#model.keepRest(list, '');
        this.#model.add(list, [id]);
      },
      changed: () => {
        // It would be heard again once the list is closed; what closed it is heard then.
        if (this.#suggestions.get(list)?.isShown) this.#model.said = undefined;
        this.requestUpdate();
      },
    };
  }

  /** What is not right, as far as it is time to say so. */
  get #faults(): Faults {
    const shown: Partial<Record<Field, Fault>> = {...this.#model.shownFaults};
    const refused = this.#refused;
    if (refused && !refused.isMended) {
      const {field, chip} = refused;
      shown[field] ??= {word: 'refused', chips: chip === undefined ? [] : [chip]};
    }
    return shown;
  }

  /** The field that Kaltura did not accept, and whether it was changed since. */
  get #refused(): (Blame & {readonly isMended: boolean}) | undefined {
    const state = this.#state;
    const blame = state.status === 'failed' ? blameOf(state.error) : undefined;
    if (state.status !== 'failed' || !blame || !this.#model.isShown(blame.field)) return undefined;
    const {field} = blame;
    // A list is another one once anything was done to it.
    const isMended = String(state.values[field]) !== String(this.#model.values[field]);
    return {...blame, isMended};
  }

  /** Right is a room that is there; and a form that nobody has begun, where none is required. */
  protected override get wrong(): Wrong {
    const {creator} = this.#localize.translation;
    const [fault] = this.#model.isEdited ? Object.entries(this.#model.faults) : [];
    const isMissing = Boolean(this.required) && !this.value;
    if (!isMissing && !fault) return {flags: {}};
    const anchor = fault ? `[name=${fault[0]}]` : '[part~=submit]';
    return {
      flags: {valueMissing: isMissing, badInput: Boolean(fault)},
      message: creator[fault ? fault[1].word : 'wanted'] ?? 'no room yet',
      anchor: this.renderRoot?.querySelector<HTMLElement>(anchor) ?? undefined,
    };
  }

  protected override showWrong(): void {
    this.#sayWrong();
    void this.#focusFault();
  }

  /** Beside the fields, and that the room is wanted. */
  #sayWrong(): void {
    this.#model.visitAll();
    this.#isWanted = Boolean(this.required) && !this.value;
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.state === 'creating' || this.isDisabled) return;
    this.#model.endTyping();
    const isSecond = performance.now() - this.#madeAt < DOUBLE_PRESS_MS;
    if (this.state === 'created' && isSecond && !this.#model.isEdited) return;
    void this.#create();
  }

  /**
   * Focus stays where it is: what is said as one leaves a field would move the button from under the
   * pointer. And where it is outside, a press beside the controls would put it into the first one.
   */
  #onPress(event: MouseEvent): void {
    const {target} = event as unknown as {target: Element};
    if (!this.renderRoot.contains(target)) return;
    const isButton = target.closest('button');
    if (isButton || !(this.matches(':focus-within') || target.closest(FOCUSABLE)))
      event.preventDefault();
  }

  /** Enter that is held down is pressed once. */
  #onKey(event: KeyboardEvent): void {
    const {localName} = event.target as HTMLElement;
    if (event.key === 'Enter' && event.repeat && localName !== 'textarea') event.preventDefault();
  }

  /** Enter in a control of the page's own, which is in no form here. */
  #onSlotKey(event: KeyboardEvent): void {
    const {localName, type, form} = event.target as HTMLInputElement;
    if (event.key !== 'Enter' || event.isComposing || event.repeat || event.defaultPrevented)
      return;
    if (localName !== 'input' || form) return;
    if (/^(button|submit|reset|image|file|color|range)$/.test(type)) return;
    this.renderRoot.querySelector('form')?.requestSubmit();
  }

  /** A button of the page's own to reset, which is in no form here. */
  #onClick({target}: Event): void {
    const button = (target as Element).closest<HTMLButtonElement>('[type=reset]');
    if (button && !button.form) this.reset();
  }

  async #create(): Promise<void> {
    const run = (this.#run = new AbortController());
    const {signal} = run;
    const extra = new FormDataEvent('formdata', {formData: formDataOf(this), bubbles: true});
    let intention: Intention | undefined;
    let isUnsure = false;
    const {values} = this.#model;
    this.#set({status: 'creating'});
    try {
      const seconds = parseTimeout(this.timeout);
      const until = createDeadline(signal, seconds);
      // A translation may have failed before, as without a network.
      this.#localize.retry();
      // Properties that the page set just before count too.
      await this.updateComplete;
      signal.throwIfAborted();
      this.#model.visitAll();
      const draft = this.#model.read();
      if ('faults' in draft) {
        const unseen = Object.keys(draft.faults).find(
          field => !this.#model.isShown(field as Field),
        );
        if (unseen)
          throw new RoomError('attribute-invalid', `${unseen} is not right, and is not shown`);
        this.#set({status: 'editing'});
        return void this.#focusFault();
      }
      // The browser says of the first that is not.
      if (!areValid(this)) return this.#set({status: 'editing'});
      this.dispatchEvent(extra);
      const {formData} = extra;
      if (!this.dispatchEvent(new RoomCreateEvent(draft.room, formData))) {
        if (!signal.aborted) this.#set({status: 'editing'});
        return;
      }
      signal.throwIfAborted();
      if (this.#mistake) throw this.#mistake;
      const {room} = draft;
      const target = targetOf(this, this.htmlFor);
      const linkTo = linkBy(this.shareUrl, document.baseURI);
      const to = parseEndpoint('create-url', this.createUrl, this);
      isUnsure = Boolean(earlierOf(room, this.#intentions)?.isUnsure);
      this.#intentions = withIntention(room, this.#intentions);
      intention = this.#intentions.at(-1)!;
      this.#keep();
      const id = await send(to, room, intention.key, {
        ...{seconds, until},
        onRetry: error => {
          isUnsure ||= error.mayHaveCreatedRoom;
          this.#set({status: 'creating', isAgain: true});
        },
      });
      signal.throwIfAborted();
      this.#intentions = this.#intentions.slice(0, -1);
      this.#tell({id, name: room.name}, linkTo(id), formData);
      target?.setAttribute('room-id', id);
      target?.join?.();
    } catch (error) {
      if (!signal.aborted) this.#fail(RoomError.from(error), values, intention, isUnsure);
    } finally {
      run.abort();
    }
  }

  #tell(made: MadeRoom, link: string | undefined, formData: FormData): void {
    this.#made = made;
    this.#madeAt = performance.now();
    this.#begin();
    this.#set({status: 'created', name: made.name, link});
    void this.updateComplete.then(() => this.#focus('[part~=created]'));
    this.dispatchEvent(new RoomCreatedEvent(made.id, made.name, formData));
  }

  /** The link to a room that was there before; none where the page has no pattern, or a wrong one. */
  #linkTo(id: string): string | undefined {
    try {
      return linkBy(this.shareUrl, document.baseURI)(id);
    } catch {
      return undefined;
    }
  }

  /**
   * @param intention what was sent; none where nothing was
   * @param wasUnsure whether an earlier attempt may have made the room
   */
  #fail(
    error: RoomError,
    values: Values,
    intention: Intention | undefined,
    wasUnsure: boolean,
  ): void {
    const reference = intention && referenceOf(intention);
    const isUnsure = Boolean(intention) && (wasUnsure || error.mayHaveCreatedRoom);
    if (intention) this.#intentions = [...this.#intentions.slice(0, -1), {...intention, isUnsure}];
    this.#keep();
    this.#set({status: 'failed', error, reference, isUnsure, values});
    this.dispatchEvent(new RoomCreateErrorEvent(error, reference ?? ''));
    void this.#focusFault();
  }

  async #focusFault(): Promise<void> {
    await this.updateComplete;
    const field = FIELDS.find(name => this.#faults[name] && this.#model.isShown(name));
    if (!field) this.#focus(this.#unplaced ? '[role=alert]' : '[part~=submit]');
    else if (field === 'templateRoomEntryId')
      this.#focus(`[name=${field}], [part~=notice]:not(:has(button)), [part~=notice] button`);
    else this.#focus(`[name=${field}]`);
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #set(state: State): void {
    setCustomState(this.internals, this.state, state.status);
    this.#state = state;
    this.#isWanted = false;
    this.#model.isFixed = state.status === 'creating';
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const {lang, dir, creator, room} = this.#localize.translation;
    const busy = state.status === 'creating';
    const copy = state.status === 'created' && state.copy;
    const panel = this.#panel;
    const faults = this.#faults;
    const isFailed = state.status === 'failed' && !this.#mistake;
    const unplaced = this.#unplaced;
    const fieldsState: FieldsState = {
      words: {...creator, retry: room.retry ?? ''},
      model: this.#model,
      faults,
      reference: state.status === 'failed' ? state.reference : undefined,
      busy,
      names: this.#names,
      suggestions: this.#suggestions,
      onLoadTemplates: () => void this.#loadTemplatesAgain(),
      onRemoved: (list, index) => void this.#focusChip(list, index),
    };
    return html`<form
        part="form"
        novalidate
        ?hidden=${panel !== nothing}
        @submit=${this.#submit}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
        @mousedown=${this.#onPress}
        @click=${this.#onClick}
        @focusout=${this.#onLeave}
      >
        <fieldset
          part="fields"
          aria-busy=${String(busy)}
          lang=${lang ?? nothing}
          dir=${dir ?? nothing}
          ?disabled=${this.isDisabled}
        >
          ${fields(fieldsState)}
        </fieldset>
        <slot @keydown=${this.#onSlotKey}></slot
        >${unplaced ? summary(this.#localize.translation, unplaced, isFailed ? state : {isUnsure: false}) : nothing}
        <p id="status" part="status" role="status" lang=${lang ?? nothing} dir=${dir ?? nothing}>
          ${this.#status}
        </p>
        <div part="actions" lang=${lang ?? nothing} dir=${dir ?? nothing}>
          <button
            part="button submit"
            aria-describedby=${busy ? nothing : 'status'}
            aria-disabled=${String(busy)}
            ?disabled=${this.isDisabled}
          >
            <slot name="submit">${busy ? this.#status : creator.create}</slot></button
          ><slot name="actions"></slot>
        </div>
      </form>
      ${panel}
      <p id="said" role="status" lang=${lang ?? nothing}>
        ${copy ? creator[copy] : saidOf(fieldsState)}
      </p>`;
  }

  /** What went wrong where no field is to blame. */
  get #unplaced(): RoomError | null | undefined {
    return this.#mistake ?? (this.#refused ? undefined : this.error);
  }

  /** What takes the form's place once the room is there, where the page wants it. */
  get #panel(): TemplateResult | typeof nothing {
    const state = this.#state;
    if (state.status !== 'created' || !(state.link || this.another)) return nothing;
    // It may be answered late, as where the browser has asked first.
    const onCopied = (copy: Created['copy']) => {
      const now = this.#state;
      if (now.status === 'created' && now.link === state.link) this.#set({...now, copy});
    };
    const onAnother = this.another ? () => this.#onAnother() : undefined;
    return createdPanel(this.#localize.translation, state, onCopied, onAnother);
  }

  /** Which rooms may be there, as far as the page knows. */
  get #unsure(): unknown {
    const names = unsureNames(this.#intentions);
    const sentence = this.#localize.translation.creator.unsure;
    return names && html`<span><bdi>${names}</bdi>: ${sentence}</span>`;
  }

  #onAnother(): void {
    this.#begin();
    void this.updateComplete.then(() => this.focus());
  }

  get #status(): unknown {
    const state = this.#state;
    const {creator} = this.#localize.translation;
    switch (state.status) {
      case 'creating':
        return state.isAgain ? creator.again : creator.creating;
      case 'created':
        return html`${creator.created}: <bdi>${state.name}</bdi> ${this.#unsure}`;
      case 'editing':
        return this.#isWanted ? creator.wanted : this.#unsure;
      case 'failed':
        return '';
      default:
        return state satisfies never;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kaltura-room-creator': KalturaRoomCreatorElement;
  }
}
