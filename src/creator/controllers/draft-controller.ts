import type {LitElement, ReactiveController} from 'lit';
import {parseJsonOr} from '../../browser/json.js';
import {PreviewController} from '../../browser/preview-controller.js';
import {ROOM_ID} from '../../contract/room-id.js';
import type {CreatedRoom} from '../creation-state.js';
import type {FormInput, FormModel} from '../form-model.js';
import {isListField, parseFormValues} from '../validation.js';
import {isCreateAttempt, type CreateAttempt} from './create-attempts.js';
import type {CreationController} from './creation-controller.js';

/** The state that survives a reload of the page. */
interface Draft extends FormInput {
  readonly attempts: readonly CreateAttempt[];
  /** Only the browser's own form restoration contains it. */
  readonly createdRoom?: CreatedRoom | undefined;
}

interface DraftHost extends LitElement {
  readonly draftKey?: string | null;
}

/**
 * Keeps the draft in two places: the form state, with which the browser restores a page of its
 * history, and `sessionStorage` if the page has set a `draft-key`.
 */
export class DraftController implements ReactiveController {
  /** The `draft-key` under which the current input is saved. */
  #activeKey: string | null | undefined;
  /** The last key that was set. After it is removed, the input still belongs to it. */
  #ownerKey: string | undefined;
  readonly #host: DraftHost;
  readonly #internals: ElementInternals;
  readonly #model: FormModel;
  readonly #creation: CreationController;
  readonly #preview: PreviewController;

  constructor(
    host: DraftHost,
    internals: ElementInternals,
    model: FormModel,
    creation: CreationController,
  ) {
    this.#host = host;
    this.#internals = internals;
    this.#model = model;
    this.#creation = creation;
    this.#preview = new PreviewController(host);
    host.addController(this);
  }

  hostUpdate(): void {
    const {draftKey} = this.#host;
    // A prerendered page has a copy of the storage, which the browser discards.
    if (this.#preview.isPrerendering) return;
    if (draftKey !== this.#activeKey && this.#creation.state.status !== 'creating')
      this.#switchKey(draftKey);
  }

  /** Saves the current input. */
  persist(): void {
    const {createdRoom} = this.#creation;
    const draft = {...this.#model.getInput(), attempts: this.#creation.attempts.list};
    const formState = serializeDraft({...draft, createdRoom});
    this.#internals.setFormValue(createdRoom?.id ?? null, formState ?? '');
    if (this.#activeKey) saveDraft(this.#activeKey, serializeDraft(draft));
  }

  /** Restores the state that the browser has kept. */
  restoreFormState(state: unknown): void {
    const draft = typeof state === 'string' ? parseDraft(state) : undefined;
    this.#restore(draft);
    if (draft?.createdRoom) this.#creation.restore(draft.createdRoom);
    // The browser forgets the state that it has restored.
    this.persist();
  }

  #restore(draft: Draft | undefined): void {
    if (!draft) return;
    this.#model.restoreInput(draft);
    this.#creation.attempts.restore(draft.attempts);
    this.#host.requestUpdate();
  }

  /**
   * Starts a new form for another key, even if there was no key in between. Input that had no key moves to
   * the first key.
   */
  #switchKey(key: string | null | undefined): void {
    const isOtherForm = Boolean(key && this.#ownerKey && key !== this.#ownerKey);
    this.#activeKey = undefined;
    if (isOtherForm) {
      this.#creation.attempts.clear();
      this.#model.forgetUserNames();
      this.#creation.startOver();
    }
    this.#activeKey = key;
    if (!key) return;
    this.#ownerKey = key;
    this.#restore(loadDraft(key));
    this.persist();
  }
}

/** Parses a stored draft, which another script may have written. */
function parseDraft(text: string | null): Draft | undefined {
  const draft = parseJsonOr(text ?? '', null) as Record<string, unknown> | null;
  const edits = parseFormValues(draft?.['edits']);
  if (!draft || !edits) return undefined;
  const {pendingInput, userNames, attempts, createdRoom} = draft;
  return {
    edits,
    pendingInput: parseTexts(pendingInput, isListField),
    userNames: parseTexts(userNames, () => true),
    attempts: Array.isArray(attempts) ? attempts.filter(isCreateAttempt) : [],
    createdRoom: isCreatedRoom(createdRoom) ? createdRoom : undefined,
  };
}

/** Returns the texts in an object whose names pass the test. */
const parseTexts = (
  object: unknown,
  isExpected: (name: string) => boolean,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && isExpected(entry[0]),
    ),
  );

function isCreatedRoom(value: unknown): value is CreatedRoom {
  const {id, name} = (value ?? {}) as Partial<CreatedRoom>;
  return typeof id === 'string' && ROOM_ID.test(id) && typeof name === 'string';
}

/** Returns the draft as JSON, or null if it is empty. */
function serializeDraft(draft: Draft): string | null {
  const {edits, pendingInput, attempts, createdRoom} = draft;
  const isEmpty =
    !createdRoom && ![edits, pendingInput, attempts].some(part => Object.keys(part).length);
  return isEmpty ? null : JSON.stringify(draft);
}

const toStorageKey = (draftKey: string) => `kaltura-room-creator:${draftKey}`;

function loadDraft(draftKey: string): Draft | undefined {
  try {
    return parseDraft(sessionStorage.getItem(toStorageKey(draftKey)));
  } catch {
    // The browser denies this page storage.
    return undefined;
  }
}

function saveDraft(draftKey: string, draft: string | null): void {
  try {
    if (draft) sessionStorage.setItem(toStorageKey(draftKey), draft);
    else sessionStorage.removeItem(toStorageKey(draftKey));
  } catch {
    // The browser denies this page storage, or it is full. The input is still in the form.
  }
}
