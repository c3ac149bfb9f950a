import {fixture, html} from '@open-wc/testing';
import '../../src/define.js';
import type {KalturaRoomCreatorElement} from '../../src/index.js';
import type {Field} from '../../src/creator/validation.js';
import {nextTask} from '../room/set-up.js';
import {mockFetch, type FetchMock} from '../mock-fetch.js';

export const NEW_ROOM = '1_newroom0';

export interface Setup {
  readonly creator: KalturaRoomCreatorElement;
  readonly held: FetchMock;
  readonly events: string[];
}

/** Gives back the real `fetch`; for `afterEach`. */
export let release = (): void => {};

/** What `template` shows, its requests held. */
export async function setup(
  template = html`<kaltura-room-creator create-url="/rooms"></kaltura-room-creator>`,
): Promise<Setup> {
  const held = mockFetch();
  release = () => held.restore();
  const root = await fixture<HTMLElement>(template);
  const creator = (
    root.matches('kaltura-room-creator') ? root : root.querySelector('kaltura-room-creator')
  ) as KalturaRoomCreatorElement;
  const events: string[] = [];
  for (const name of ['kaltura-room-create', 'kaltura-room-created', 'kaltura-room-create-error'])
    creator.addEventListener(name, () => void events.push(name));
  return {creator, held, events};
}

export const control = (creator: HTMLElement, field: Field) =>
  creator.shadowRoot!.querySelector<HTMLInputElement>(`[name=${field}]`)!;

/** Types into the fields as a person would, in place of what is there. */
export function type(creator: HTMLElement, values: Partial<Record<Field, string>>): void {
  for (const [field, value] of Object.entries(values)) {
    const input = control(creator, field as Field);
    input.focus();
    input.value = value;
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
  }
}

/** What is in the fields: a list for chips, with what is typed and no chip yet. */
export const typed = (creator: HTMLElement) =>
  Object.fromEntries(
    [...creator.shadowRoot!.querySelectorAll<HTMLInputElement>('[name]:not([type=radio])')]
      .map(input => [input.name, [...chipsOf(input), input.value].filter(Boolean).join(',')])
      .filter(([, value]) => value),
  ) as Partial<Record<Field, string>>;

const chipsOf = (input: HTMLInputElement) =>
  [...(input.closest('[part~=chips]')?.querySelectorAll('[part~=chip] bdi') ?? [])].map(
    chip => chip.textContent,
  );

/** Presses a key in a field; says whether the browser would have acted on it too. */
export const press = (creator: HTMLElement, field: Field, key: string, repeat = false) =>
  control(creator, field).dispatchEvent(
    new KeyboardEvent('keydown', {key, repeat, bubbles: true, composed: true, cancelable: true}),
  );

/** What is said beside a field. */
export const noteOf = (creator: HTMLElement, field: Field) =>
  creator.shadowRoot!.querySelector(`#${field}-note`)?.textContent.trim() ?? '';

/** What is said to one who does not see. */
export const said = (creator: HTMLElement) =>
  creator.shadowRoot!.querySelector('#live-region')?.textContent.trim() ?? '';

export const partOf = (creator: HTMLElement, part: string) =>
  creator.shadowRoot!.querySelector<HTMLElement>(`[part~=${part}]`);

export const submitButton = (creator: HTMLElement) =>
  creator.shadowRoot!.querySelector<HTMLButtonElement>('[part~=submit]')!;
export const submit = (creator: HTMLElement) => submitButton(creator).click();

/** Waits until what was submitted has been sent and answered, or not sent at all. */
export async function settled(creator: KalturaRoomCreatorElement): Promise<void> {
  while (creator.state === 'creating') await nextTask();
  await creator.updateComplete;
}

export const textOf = (creator: HTMLElement, part: string) =>
  creator.shadowRoot!.querySelector(`[part~=${part}]`)?.textContent.trim() ?? '';

/** Has `writeText` stand in for the browser's clipboard, until it is given back. */
export function replaceClipboard(writeText: (text: string) => Promise<void>): () => void {
  const {clipboard} = navigator;
  const set = (value: object) =>
    Object.defineProperty(navigator, 'clipboard', {value, configurable: true});
  set({writeText});
  return () => set(clipboard);
}
