import type {ReactiveController} from 'lit';
import {createDeadline} from '../../browser/abort.js';
import {setCustomState} from '../../browser/custom-state.js';
import {reportInvalidAttribute} from '../../browser/report-error.js';
import {RoomError} from '../../contract/room-error.js';
import type {CopyResult, CreatedRoom, CreationState} from '../creation-state.js';
import {RoomCreateErrorEvent, RoomCreatedEvent} from '../events.js';
import type {FormModel} from '../form-model.js';
import {
  compileShareUrl,
  findTargetRoom,
  focusRoom,
  showIn,
  type RoomElement,
} from '../room-link.js';
import {focusFirstError, focusPart} from '../ui/focus.js';
import type {FormValues} from '../validation.js';
import {
  getSupportReference,
  parseRequest,
  type CreateAttempt,
  type CreateAttempts,
} from './create-attempts.js';
import {requestRoomCreation} from './create-room-request.js';
import {prepareCreation, type CreationHost} from './prepare-creation.js';

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

  /** Sends the request of an earlier attempt again, whatever the form contains now. */
  retry(attempt: CreateAttempt): void {
    if (this.#state.status !== 'creating') void this.#create(attempt);
  }

  /** Removes the notice about an earlier attempt. */
  forget(attempt: CreateAttempt): void {
    this.attempts.forget(attempt);
    void focusPart(this.#host, '[part~=submit]');
  }

  /** Opens the created room on the page, and moves the focus to it. */
  joinRoom(): void {
    if (this.#state.status !== 'created' || !this.#state.target || !this.#createdRoom) return;
    const {target} = this.#state;
    showIn(target, this.#createdRoom.id);
    focusRoom(target);
  }

  /** Empties the form. Rooms that may exist are remembered. */
  startOver(): void {
    this.attempts.forgetRejected();
    this.#model.clear();
    this.#setState({status: 'editing'});
  }

  /** Replaces the panel with the form. */
  createAnother(): void {
    this.#setState({status: 'editing'});
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
    this.#setState({status: 'created', name: room.name, ...this.#findRestored(room.id)});
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

  /** @param repeated an earlier attempt, whose request is sent in place of the form's */
  async #create(repeated?: CreateAttempt): Promise<void> {
    const run = (this.#run = new AbortController());
    const {signal} = run;
    let values: FormValues | undefined;
    let attempt: CreateAttempt | undefined;
    let isOutcomeUnknown = false;
    this.#model.setServerError(undefined);
    this.#setState({status: 'creating', isRetry: false});
    try {
      // Applies the properties that the page has just set.
      await this.#host.updateComplete;
      signal.throwIfAborted();
      values = repeated ? undefined : this.#model.values;
      const prepared = prepareCreation(this.#host, this.#model, repeated && parseRequest(repeated));
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
      this.#createdRoom = {id, name: room.name};
      this.#createdAt = performance.now();
      // The guest may have filled in another room since an earlier attempt.
      const isFormSent = JSON.stringify(this.#model.validate().room) === attempt.body;
      this.attempts.forget(attempt);
      if (isFormSent || !repeated) this.startOver();
      this.#setState({status: 'created', name: room.name, link: buildLink(id), target});
      this.#host.dispatchEvent(new RoomCreatedEvent(id, room.name, formData));
      showIn(target, id);
      void this.#focusOutcome(target);
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

  /** @param values the values of the form that was sent; undefined for a repeated attempt */
  #fail(
    error: RoomError,
    values: FormValues | undefined,
    attempt: CreateAttempt | undefined,
  ): void {
    const reference = attempt && getSupportReference(attempt);
    const mayHaveCreatedRoom = attempt?.isOutcomeUnknown ?? false;
    if (attempt) this.attempts.fail(attempt);
    this.#model.setServerError(values && {error, values});
    const isRepeat = !values;
    this.#setState({status: 'failed', error, reference, mayHaveCreatedRoom, isRepeat});
    reportInvalidAttribute(this.#host, error);
    this.#host.dispatchEvent(new RoomCreateErrorEvent(error, reference ?? ''));
    // After a repeated attempt, an invalid field of the form is not the reason.
    if (isRepeat) void focusPart(this.#host, '[role=alert]');
    else void focusFirstError(this.#host, this.#model);
  }

  /** Moves the focus to the room or else to the panel, unless the guest has left the form meanwhile. */
  async #focusOutcome(target: RoomElement | undefined): Promise<void> {
    const {activeElement, body} = this.#host.ownerDocument;
    const hasLeft = activeElement !== body && !this.#host.matches(':focus-within');
    if (hasLeft) return;
    await this.#host.updateComplete;
    if (!target || !focusRoom(target)) await focusPart(this.#host, '[part~=created]');
  }

  /** Returns the link and the element of a restored room, unless an attribute is invalid. */
  #findRestored(id: string) {
    const {htmlFor, shareUrl} = this.#host;
    try {
      return {
        link: compileShareUrl(shareUrl)(id),
        target: findTargetRoom(this.#host, htmlFor),
      };
    } catch {
      return {link: undefined, target: undefined};
    }
  }

  #setState(state: CreationState): void {
    setCustomState(this.#internals, this.#state.status, state.status);
    this.#state = state;
    this.#model.setFrozen(state.status === 'creating');
    this.#host.requestUpdate();
  }
}
