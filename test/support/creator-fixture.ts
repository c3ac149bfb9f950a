import {fixture, html} from '@open-wc/testing';
import '../../src/define.js';
import type {KalturaRoomCreatorElement, RoomCreateErrorEvent} from '../../src/index.js';
import type {Field} from '../../src/creator/validation.js';
import {nextEvent, waitUntil} from './events.js';
import {mockFetch, type PendingRequest, type FetchMock} from './mock-fetch.js';

export const NEW_ROOM = '1_newroom0';

/** The response to a successful request. */
export const CREATED = {success: true, data: {id: NEW_ROOM}};

/** Creates the response to a failed request. */
export const createFailure = (errorCode: string, error = 'because') => ({
  success: false,
  errorCode,
  error,
});

export const getIdempotencyKey = (call: PendingRequest) => call.headers.get('idempotency-key');

export interface CreatorFixture {
  readonly creator: KalturaRoomCreatorElement;
  readonly fetchMock: FetchMock;
  readonly events: string[];
}

/** Renders `template`, and holds its requests until the test answers. */
export async function renderCreator(
  template = html`<kaltura-room-creator create-url="/rooms" expanded></kaltura-room-creator>`,
): Promise<CreatorFixture> {
  const fetchMock = mockFetch();
  const root = await fixture<HTMLElement>(template);
  const creator = (
    root.matches('kaltura-room-creator') ? root : root.querySelector('kaltura-room-creator')
  ) as KalturaRoomCreatorElement;
  const events: string[] = [];
  for (const name of ['kaltura-room-create', 'kaltura-room-created', 'kaltura-room-create-error'])
    creator.addEventListener(name, () => void events.push(name));
  return {creator, fetchMock, events};
}

export const getControl = (creator: HTMLElement, field: Field) =>
  creator.shadowRoot!.querySelector<HTMLInputElement>(`[name=${field}]`)!;

/** Replaces the text of each field, with the events of a typing guest. */
export function fillIn(creator: HTMLElement, values: Partial<Record<Field, string>>): void {
  for (const [field, value] of Object.entries(values)) {
    const input = getControl(creator, field as Field);
    input.focus();
    input.value = value;
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
  }
}

/** Returns the text of all non-empty fields. For chips, it joins their texts and the pending input. */
export const getFieldValues = (creator: HTMLElement) =>
  Object.fromEntries(
    [...creator.shadowRoot!.querySelectorAll<HTMLInputElement>('[name]:not([type=radio])')]
      .map(input => [input.name, [...getChipTexts(input), input.value].filter(Boolean).join(',')])
      .filter(([, value]) => value),
  ) as Partial<Record<Field, string>>;

const getChipTexts = (input: HTMLInputElement) =>
  [...(input.closest('[part~=chips]')?.querySelectorAll('[part~=chip] bdi') ?? [])].map(
    chip => chip.textContent,
  );

/** Dispatches a keydown event in a field. Returns false if the element prevents the default action. */
export const pressKey = (creator: HTMLElement, field: Field, key: string, repeat = false) =>
  getControl(creator, field).dispatchEvent(
    new KeyboardEvent('keydown', {key, repeat, bubbles: true, composed: true, cancelable: true}),
  );

/** Returns the hint or the error beside a field. */
export const getNote = (creator: HTMLElement, field: Field) =>
  creator.shadowRoot!.querySelector(`#${field}-note`)?.textContent.trim() ?? '';

/** Returns the text of the live region for screen readers. */
export const getAnnouncement = (creator: HTMLElement) =>
  creator.shadowRoot!.querySelector('#live-region')?.textContent.trim() ?? '';

export const getPart = (creator: HTMLElement, part: string) =>
  creator.shadowRoot!.querySelector<HTMLElement>(`[part~=${part}]`);

/**
 * Returns whether the form has a part. Assertions compare this in place of the part itself: to report a
 * failure, the test runner would serialize the element, which takes minutes.
 */
export const hasPart = (creator: HTMLElement, part: string) => getPart(creator, part) !== null;

export const getSubmitButton = (creator: HTMLElement) =>
  creator.shadowRoot!.querySelector<HTMLButtonElement>('[part~=submit]')!;
export const submit = (creator: HTMLElement) => getSubmitButton(creator).click();

/** Waits until the element is not creating a room any more. */
export async function waitForOutcome(creator: KalturaRoomCreatorElement): Promise<void> {
  await waitUntil(() => creator.state !== 'creating');
  await creator.updateComplete;
}

export const getText = (creator: HTMLElement, part: string) =>
  creator.shadowRoot!.querySelector(`[part~=${part}]`)?.textContent.trim() ?? '';

/** Replaces the `writeText` method of the browser's clipboard. Returns a function that restores it. */
export function replaceClipboard(writeText: (text: string) => Promise<void>): () => void {
  const {clipboard} = navigator;
  const define = (value: object) =>
    Object.defineProperty(navigator, 'clipboard', {value, configurable: true});
  define({writeText});
  return () => define(clipboard);
}

/** Returns a function that answers a request with JSON. */
export const answerWith = (body: object, status: number) => (call: PendingRequest) =>
  call.answerJson(body, {status});

/** Answers a request with a success that has no room ID, so the outcome of the creation is unknown. */
export const answerWithoutId = answerWith({success: true, data: {}}, 201);

/**
 * Submits the form, and waits for the failure. Returns its event.
 * @param answer answers the request; without it, the form must fail without a request
 */
export async function submitAndFail(
  {creator, fetchMock}: CreatorFixture,
  answer?: (call: PendingRequest) => void,
): Promise<RoomCreateErrorEvent> {
  const failed = nextEvent(creator, 'kaltura-room-create-error');
  submit(creator);
  answer?.(await fetchMock.next());
  const event = await failed;
  await creator.updateComplete;
  return event;
}
