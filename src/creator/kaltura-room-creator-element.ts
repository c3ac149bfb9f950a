import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {changingText} from '../browser/changing-text.js';
import {createJsonConverter} from '../browser/json.js';
import {numberConverter} from '../browser/number-converter.js';
import {reportInvalidAttribute} from '../browser/report-error.js';
import type {RequestHeaders} from '../browser/request-headers.js';
import type {RoomError} from '../contract/room-error.js';
import type {CreateRequest} from '../contract/schemas.js';
import {creatorWords} from '../localization/creator-english.js';
import {LocalizeController} from '../localization/localize-controller.js';
import {CreateAttempts} from './controllers/create-attempts.js';
import {CreationController} from './controllers/creation-controller.js';
import {DraftController} from './controllers/draft-controller.js';
import {FormInteraction} from './controllers/form-interaction.js';
import {TemplatesController} from './controllers/templates-controller.js';
import {UserSearchController} from './controllers/user-search-controller.js';
import type {CreationState} from './creation-state.js';
import {FormConfig} from './form-config.js';
import {FormControlElement, type ValidityReport} from './form-control-element.js';
import {FormModel} from './form-model.js';
import {MoreOptions} from './more-options.js';
import type {LoadTemplates, RoomTemplate, SearchUsers} from './page-data.js';
import {createChipsInputs} from './ui/chips-input.js';
import {renderCreatedPanel} from './ui/created-panel.js';
import {focusFirstError} from './ui/focus.js';
import {createFormContext} from './ui/form-context.js';
import {renderForm} from './ui/form.js';
import {getAnnouncement} from './ui/live-region.js';
import {styles} from './ui/styles.js';

/**
 * Shows a form that creates a Kaltura room through your own server.
 *
 * ```html
 * <kaltura-room-creator create-url="/api/kaltura/rooms" for="room"></kaltura-room-creator>
 * <kaltura-room id="room" token-url="/api/kaltura/token"></kaltura-room>
 * ```
 *
 * @fires kaltura-room-create - {@link RoomCreateEvent}: The element is about to send the request. `preventDefault()` cancels it. The event bubbles.
 * @fires kaltura-room-created - {@link RoomCreatedEvent}: The room exists. The event bubbles.
 * @fires kaltura-room-create-error - {@link RoomCreateErrorEvent}: The creation failed. The room may exist nevertheless: see `error.mayHaveCreatedRoom`.
 * @fires formdata - `FormDataEvent`: The browser's event. Append the values of your own controls to its `formData`.
 * @slot - Your own form controls, after the fields. Their values are in the events' `formData`.
 * @slot name-hint - Replaces the hint of the name. Each field has such a slot, for example `tags-hint`.
 * @slot submit - Replaces the text of the submit button.
 * @slot actions - Beside the submit button, for example a Cancel button.
 * @slot error - Replaces the content of the error summary.
 * @slot created - Replaces the content of the panel after the creation.
 * @csspart form - The form.
 * @csspart fields - All fields.
 * @csspart field - A label with its control and its note; also `field-name` and so on.
 * @csspart more-options - All fields but the name.
 * @csspart more-options-label - The label that opens and closes them.
 * @csspart heading - The line of a label.
 * @csspart label - The label of a field.
 * @csspart optional - The mark of an optional field.
 * @csspart count - The length of the name or the description; also `invalid`.
 * @csspart control - An input, text area, select or chips input.
 * @csspart chips - A chips input; also `invalid`.
 * @csspart chip-list - The chips.
 * @csspart chip - A chip; also `invalid`.
 * @csspart name - The name of a tag, a person, a template or the new room.
 * @csspart user-id - The user ID beside a name.
 * @csspart remove - The button of a chip.
 * @csspart input - The input after the chips.
 * @csspart options - The results of a search, or its status.
 * @csspart option - A result; also `active`.
 * @csspart templates - The templates, if they have images.
 * @csspart template - A template.
 * @csspart thumbnail - The place of its image.
 * @csspart image - The image.
 * @csspart radio - The radio button of a template.
 * @csspart notice - The notice while templates load, or after they failed to load.
 * @csspart small-button - A small button; also `copy-moderators`, `retry` or `forget`.
 * @csspart note - The line below a control.
 * @csspart hint - The hint in that line.
 * @csspart error - The error in its place.
 * @csspart summary - The error summary.
 * @csspart title - A heading.
 * @csspart message - A sentence of an error.
 * @csspart code - The error code.
 * @csspart reference - The error code, with the reference of the request in your server's log.
 * @csspart actions - A row of buttons.
 * @csspart button - A large button; also `submit`, `join`, `copy` or `another`.
 * @csspart secondary-button - A button with an outline, beside a more helpful one.
 * @csspart spinner - The progress in the submit button.
 * @csspart status - Progress, success, and the notices about earlier attempts.
 * @csspart attempt - The notice about an earlier attempt, whose room may exist.
 * @csspart time - The time of the attempt.
 * @csspart created - The panel that replaces the form after the creation.
 * @csspart icon - The check mark in that panel.
 * @csspart link - The link to the room.
 * @cssprop --kaltura-room-accent - Color of the button, of chips and of links.
 * @cssprop --kaltura-room-on-accent - Color of text on the accent.
 * @cssprop --kaltura-room-color - Color of text.
 * @cssprop --kaltura-room-muted-color - Color of hints and counts.
 * @cssprop --kaltura-room-danger - Color of errors.
 * @cssprop --kaltura-room-background - Background of lists that cover the page.
 * @cssprop --kaltura-room-radius - Radius of the corners of panels.
 * @cssprop --kaltura-room-field-background - Background of the fields.
 * @cssprop --kaltura-room-border-color - Color of borders.
 * @cssprop --kaltura-room-border-width - Width of borders.
 * @cssprop --kaltura-room-control-radius - Radius of the corners of fields and buttons.
 * @cssprop --kaltura-room-spacing - Space between fields and buttons.
 * @cssprop --kaltura-room-focus-color - Color of the focus outline.
 * @cssprop --kaltura-room-focus-width - Width of the focus outline.
 * @cssprop --kaltura-room-font-family - Font.
 * @cssprop --kaltura-room-font-size - Size of text.
 * @cssstate editing - The guest can fill in the form.
 * @cssstate creating - A room is being created.
 * @cssstate created - The room exists.
 * @cssstate failed - The creation failed.
 * @customElement kaltura-room-creator
 */
export class KalturaRoomCreatorElement extends FormControlElement {
  static override styles = styles;
  /**
   * `delegatesFocus` lets a dialog, a `<label>` and `autofocus` focus the first field.
   * @ignore
   */
  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  static override properties = {
    createUrl: {attribute: 'create-url'},
    htmlFor: {attribute: 'for'},
    shareUrl: {attribute: 'share-url'},
    allowAnother: {type: Boolean, attribute: 'allow-another'},
    expanded: {type: Boolean},
    hiddenFields: {attribute: 'hidden-fields'},
    readonlyFields: {attribute: 'readonly-fields'},
    requiredFields: {attribute: 'required-fields'},
    defaults: {converter: createJsonConverter('defaults')},
    templates: {converter: createJsonConverter('templates')},
    searchUsers: {attribute: false},
    draftKey: {attribute: 'draft-key'},
    credentials: {},
    headers: {converter: createJsonConverter('headers')},
    timeout: {converter: numberConverter},
  };

  /** URL of the endpoint on your server that creates rooms. */
  createUrl?: string | null;
  /** ID of a `<kaltura-room>` that shows the new room. */
  htmlFor?: string | null;
  /**
   * URL of a room's page, with `{id}` for the room ID: `https://www.example.com/join/{id}`. After the
   * creation, this link replaces the form, with a button that copies it.
   */
  shareUrl?: string | null;
  /** Shows a button to create another room after a creation, in place of the form. */
  allowAnother?: boolean | null;
  /** Shows all fields at first. Otherwise the guest opens "More options", which has all but the name. */
  expanded?: boolean | null;
  /** Names of the fields to hide, separated by spaces. Their values in `defaults` are sent. */
  hiddenFields?: string | null;
  /** Names of the fields that guests cannot change. Their values in `defaults` are sent. */
  readonlyFields?: string | null;
  /** Names of the fields that must not be empty. The name is always required. */
  requiredFields?: string | null;
  /**
   * Initial values of the fields: an object with the fields of the request, as JSON in the attribute. A
   * new value replaces fields that the guest has not changed.
   */
  defaults?: Partial<CreateRequest> | null;
  /**
   * Templates to choose from: a list of `{id, name, image?}`, as JSON in the attribute. The property
   * also takes a function `(signal) => Promise<list>`, which the element calls once. If the function
   * fails or takes ten seconds, the guest can try again. Without templates, KAF uses its default.
   */
  templates?: readonly RoomTemplate[] | LoadTemplates | null;
  /**
   * A function that finds users for the moderator fields. It returns a list of `{id, name?}` or its
   * promise. Text in these fields is then a search; Enter or a comma adds the text as a user ID.
   */
  searchUsers?: SearchUsers | null;
  /**
   * Key under which the tab's `sessionStorage` keeps the input, until the room is created. A new key
   * starts a new form.
   */
  draftKey?: string | null;
  /**
   * Which requests to your server carry cookies, as in `fetch()`.
   * @default same-origin
   */
  credentials?: RequestCredentials | null;
  /**
   * Headers of the requests to your server. The attribute takes JSON. The property takes an object, or
   * a function that returns an object or its promise. The element calls the function for each request.
   */
  headers?: RequestHeaders | null;
  /**
   * Seconds until a request fails. At most 86,400.
   * @default 30
   */
  timeout?: number | null;

  readonly #localize = new LocalizeController(this, {creator: creatorWords});
  readonly #templates = new TemplatesController(this);
  readonly #config = new FormConfig(this.#templates);
  readonly #model = new FormModel(this.#config, () => this.#handleChange());
  readonly #moreOptions = new MoreOptions();
  readonly #attempts = new CreateAttempts(() => this.#handleChange());
  readonly #creation = new CreationController(this, this.internals, this.#model, this.#attempts);
  readonly #draft = new DraftController(this, this.internals, this.#model, this.#creation);
  readonly #users = new UserSearchController(this, this.#model);
  readonly #interaction = new FormInteraction(this, this.#model, this.#creation);
  readonly #lists = createChipsInputs(this, this.#model, this.#users.comboboxes);

  /** State of the form. */
  get state(): CreationState['status'] {
    return this.#creation.state.status;
  }

  /** The error of an attribute or of the failed creation; null without an error. */
  get error(): RoomError | null {
    const {state} = this.#creation;
    return this.#config.error ?? (state.status === 'failed' ? state.error : null);
  }

  /** ID of the created room; empty before. */
  get value(): string {
    return this.#creation.createdRoom?.id ?? '';
  }

  /** Restores the initial values, and cancels a creation. */
  reset(): void {
    this.#creation.reset();
  }

  formResetCallback(): void {
    this.reset();
  }

  formStateRestoreCallback(state: unknown): void {
    this.#draft.restoreFormState(state);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#config.setUserSearch(Boolean(this.searchUsers));
    this.#config.configure(this, changed);
    if (changed.has('expanded')) this.#moreOptions.setExpanded(Boolean(this.expanded));
    if (changed.has('templates')) this.#templates.setSource(this.templates);
  }

  protected override updated(): void {
    super.updated();
    if (this.#config.error) reportInvalidAttribute(this, this.#config.error);
    this.renderRoot.querySelector('[part~=active]')?.scrollIntoView({block: 'nearest'});
  }

  protected override getValidity(): ValidityReport {
    const {creator} = this.#localize.translation;
    const {errors = {}} = this.#model.isEdited ? this.#model.validate() : {};
    const [field, error] = Object.entries(errors)[0] ?? [];
    const isMissing = Boolean(this.required) && !this.value;
    if (!isMissing && !error) return {flags: {}};
    const selector = field ? `[name=${field}]` : '[part~=submit]';
    return {
      flags: {valueMissing: isMissing, badInput: Boolean(error)},
      message: creator[error?.sentence ?? 'roomRequired'] ?? 'no room yet',
      anchor: this.renderRoot?.querySelector<HTMLElement>(selector) ?? undefined,
    };
  }

  protected override revealErrors(): void {
    this.#model.markAllVisited();
    this.#creation.setRequiredHint(Boolean(this.required) && !this.value);
  }

  protected override focusFirstError(): void {
    void focusFirstError(this, this.#model);
  }

  #handleChange(): void {
    this.#draft.persist();
    this.requestUpdate();
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    if (this.isDisabled) return;
    // The translation may have failed to load, for example without a network.
    this.#localize.retry();
    this.#creation.submit();
  }

  protected override render(): TemplateResult {
    const {translation} = this.#localize;
    this.#moreOptions.update(this.#model);
    const context = createFormContext(translation, this.#model, this.#moreOptions, this.#creation);
    const panel = renderCreatedPanel(context, this.#creation, Boolean(this.allowAnother));
    const hasPanel = panel !== nothing;
    const form = renderForm(context, {
      isHidden: hasPanel,
      isDisabled: this.isDisabled,
      lists: this.#lists,
      interaction: this.#interaction,
      creation: this.#creation,
      onSubmit: event => this.#handleSubmit(event),
      onReloadTemplates: () => void this.#templates.reload(),
    });
    return html`${form} ${panel}
      <p id="live-region" role="status" lang=${translation.lang ?? nothing}>
        ${changingText(getAnnouncement(context, this.#users.comboboxes, hasPanel))}
      </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kaltura-room-creator': KalturaRoomCreatorElement;
  }
}
