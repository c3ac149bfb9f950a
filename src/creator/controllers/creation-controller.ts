import type {LitElement, ReactiveController} from 'lit';
import {createDeadline, parseTimeout} from '../../browser/abort.js';
import {setCustomState} from '../../browser/custom-state.js';
import {parseEndpoint} from '../../browser/http-client.js';
import {reportInvalidAttribute} from '../../browser/report-error.js';
import {RoomError} from '../../contract/room-error.js';
import type {CreateRequest} from '../../contract/schemas.js';
import type {CopyResult, CreatedRoom, CreationState} from '../creation-state.js';
import {RoomCreateErrorEvent, RoomCreateEvent, RoomCreatedEvent} from '../events.js';
import type {FormModel} from '../form-model.js';
import {compileShareUrl, findTargetRoom, showIn} from '../room-link.js';
import {collectFormData, reportValidity} from '../slotted-controls.js';
import {focusFirstError, focusPart} from '../ui/focus.js';
import {FIELDS, type FormValues} from '../validation.js';
import {getSupportReference, type CreateAttempt, type CreateAttempts} from './create-attempts.js';
import {requestRoomCreation} from './create-room-request.js';

/** The attributes that a creation depends on. */
interface CreationHost extends LitElement {
  readonly createUrl?: string | null;
  readonly htmlFor?: string | null;
  readonly shareUrl?: string | null;
  readonly credentials?: RequestCredentials | null;
  readonly headers?: unknown;
  readonly timeout?: unknown;
}

/** A second press of the button that has created a room, for example a double click. */
const DOUBLE_PRESS_MS = 1000;

/** Creates rooms, one at a time, and owns the state of the element. */
export class CreationController implements ReactiveController {
  readonly attempts: CreateAttempts;
  #state: CreationState = {status: 'editing'};
  #createdRoom: CreatedRoom | undefined;
  /** Time of the creation, by `performance.now()`. */
  #createdAt = -DOUBLE_PRESS_MS;
  #run = new AbortController();
  readonly #host: CreationHost;
  readonly #internals: ElementInternals;
  readonly #model: FormModel;

  constructor(
    host: CreationHost,
    internals: ElementInternals,
    model: FormModel,
    attempts: CreateAttempts,
  ) {
    this.#host = host;
    this.#internals = internals;
    this.#model = model;
    this.attempts = attempts;
    host.addController(this);
  }

  get state(): CreationState {
    return this.#state;
  }

  /** The room that was created last. It stays while the guest prepares the next one. */
  get createdRoom(): CreatedRoom | undefined {
    return this.#createdRoom;
  }

  hostConnected(): void {
    this.#setState(this.#state);
  }

  hostDisconnected(): void {
    this.#run.abort();
    if (this.#state.status === 'creating') this.#setState({status: 'editing'});
  }

  /** Creates the room, unless the form is busy or the guest has pressed the button twice. */
  submit(): void {
    if (this.#state.status === 'creating') return;
    this.#model.commitPendingInput();
    const isDoublePress =
      this.#state.status === 'created' && performance.now() - this.#createdAt < DOUBLE_PRESS_MS;
    if (!isDoublePress || this.#model.isEdited) void this.#create();
  }

  /** Empties the form. Rooms that may exist are remembered. */
  startOver(): void {
    this.attempts.forgetRejected();
    this.#model.clear();
    this.#setState({status: 'editing'});
  }

  /** Replaces the panel with an empty form. */
  createAnother(): void {
    this.startOver();
    void this.#host.updateComplete.then(() => this.#host.focus());
  }

  /** Cancels a creation, forgets the created room and empties the form. */
  reset(): void {
    this.#run.abort();
    this.#createdRoom = undefined;
    this.startOver();
  }

  /** Restores the room that was created before the guest left the page. */
  restore(room: CreatedRoom): void {
    this.#createdRoom = room;
    const isUntouched = !this.#model.isEdited && !this.attempts.list.length;
    if (this.#state.status !== 'editing' || !isUntouched) return;
    this.#setState({status: 'created', name: room.name, link: this.#buildLink(room.id)});
  }

  /** Explains that an outer form needs the room. */
  setRequiredHint(isVisible: boolean): void {
    if (this.#state.status !== 'editing' || this.#state.isRequiredHintVisible === isVisible) return;
    this.#setState({status: 'editing', isRequiredHintVisible: isVisible});
  }

  /** Shows whether the browser has copied the link. The browser may take long, or ask the guest. */
  setCopyResult(link: string, copyResult: CopyResult): void {
    if (this.#state.status === 'created' && this.#state.link === link)
      this.#setState({...this.#state, copyResult});
  }

  async #create(): Promise<void> {
    const run = (this.#run = new AbortController());
    const {signal} = run;
    const {values} = this.#model;
    let attempt: CreateAttempt | undefined;
    let isOutcomeUnknown = false;
    this.#model.setServerError(undefined);
    this.#setState({status: 'creating', isRetry: false});
    try {
      // Applies the properties that the page has just set.
      await this.#host.updateComplete;
      signal.throwIfAborted();
      const prepared = this.#prepare();
      signal.throwIfAborted();
      if (!prepared) return this.#setState({status: 'editing'});
      const {room, formData, endpoint, seconds, target, buildLink} = prepared;
      isOutcomeUnknown = this.attempts.find(room)?.isOutcomeUnknown ?? false;
      attempt = this.attempts.begin(room);
      const id = await requestRoomCreation(endpoint, room, {
        idempotencyKey: attempt.key,
        seconds,
        signal: createDeadline(signal, seconds),
        onRetry: error => {
          isOutcomeUnknown ||= error.mayHaveCreatedRoom;
          this.#setState({status: 'creating', isRetry: true});
        },
      });
      signal.throwIfAborted();
      this.attempts.confirm(attempt);
      this.#succeed({id, name: room.name}, buildLink(id), formData);
      showIn(target, id);
    } catch (cause) {
      if (signal.aborted) return;
      const error = RoomError.from(cause);
      isOutcomeUnknown ||= error.mayHaveCreatedRoom;
      this.#fail(error, values, attempt && {...attempt, isOutcomeUnknown});
    } finally {
      // Ends the timer of the deadline.
      run.abort();
    }
  }

  /**
   * Validates the form, lets the page cancel the request, and parses the attributes.
   * @returns undefined if the form is invalid or the page has canceled the request
   * @throws RoomError `attribute-invalid`
   */
  #prepare() {
    const room = this.#validate();
    const formData = room && this.#collectFormData();
    if (!formData || !this.#host.dispatchEvent(new RoomCreateEvent(room, formData)))
      return undefined;
    // The page's listener may have changed the attributes.
    const {createUrl, htmlFor, shareUrl, timeout} = this.#host;
    if (this.#model.config.error) throw this.#model.config.error;
    return {
      room,
      formData,
      endpoint: parseEndpoint('create-url', createUrl, this.#host),
      seconds: parseTimeout(timeout),
      target: findTargetRoom(this.#host, htmlFor),
      buildLink: compileShareUrl(shareUrl),
    };
  }

  /** Returns the request, or undefined if a field is invalid. */
  #validate(): CreateRequest | undefined {
    this.#model.markAllVisited();
    const {room, errors = {}} = this.#model.validate();
    if (room) return room;
    const {config} = this.#model;
    const unseen = FIELDS.find(field => errors[field] && !config.isVisible(field));
    if (unseen)
      throw new RoomError(
        'attribute-invalid',
        `defaults.${unseen} must be valid, because the field is hidden`,
      );
    void focusFirstError(this.#host, this.#model);
    return undefined;
  }

  /** Returns the data of the page's own controls, or undefined if one of them is invalid. */
  #collectFormData(): FormData | undefined {
    if (!reportValidity(this.#host)) return undefined;
    const formData = collectFormData(this.#host);
    this.#host.dispatchEvent(new FormDataEvent('formdata', {formData, bubbles: true}));
    return formData;
  }

  #succeed(room: CreatedRoom, link: string | undefined, formData: FormData): void {
    this.#createdRoom = room;
    this.#createdAt = performance.now();
    this.startOver();
    this.#setState({status: 'created', name: room.name, link});
    void focusPart(this.#host, '[part~=created]');
    this.#host.dispatchEvent(new RoomCreatedEvent(room.id, room.name, formData));
  }

  #fail(error: RoomError, values: FormValues, attempt: CreateAttempt | undefined): void {
    const reference = attempt && getSupportReference(attempt);
    const mayHaveCreatedRoom = attempt?.isOutcomeUnknown ?? false;
    if (attempt) this.attempts.fail(attempt);
    this.#model.setServerError({error, values});
    this.#setState({status: 'failed', error, reference, mayHaveCreatedRoom});
    reportInvalidAttribute(this.#host, error);
    this.#host.dispatchEvent(new RoomCreateErrorEvent(error, reference ?? ''));
    void focusFirstError(this.#host, this.#model);
  }

  /** Returns the link to a restored room; undefined if `share-url` is missing or invalid. */
  #buildLink(id: string): string | undefined {
    try {
      return compileShareUrl(this.#host.shareUrl)(id);
    } catch {
      return undefined;
    }
  }

  #setState(state: CreationState): void {
    setCustomState(this.#internals, this.#state.status, state.status);
    this.#state = state;
    this.#model.setFrozen(state.status === 'creating');
    this.#host.requestUpdate();
  }
}
