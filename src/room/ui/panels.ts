import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import {getTraits} from '../../contract/error-catalog.js';
import type {RoomError} from '../../contract/room-error.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import type {RoomState} from '../room-state.js';

/*
 * The panels that a room shows in place of its frame: one for each state, around the slot that
 * replaces its content. A panel takes focus only by script, after a focused button has disappeared.
 */

/** Renders a button, or nothing without a label. */
export function button(part: string, label: string | undefined, onClick: () => void) {
  if (!label) return nothing;
  const text = changingText(label);
  return html`<button type="button" part=${`button ${part}`} @click=${onClick}>${text}</button>`;
}

/** Callbacks of the buttons in panels and banners. */
export interface RoomActions {
  readonly hasRoom: boolean;
  readonly onReload: () => void;
  readonly onNewTab: () => void;
}

/** Renders the panel of a state. The open room has none. */
export function renderPanel(
  state: RoomState,
  translation: LoadedTranslation,
  actions: RoomActions,
): TemplateResult | typeof nothing {
  switch (state.status) {
    case 'idle':
      return renderIdlePanel(translation, actions);
    case 'loading':
    case 'joining':
      return renderLoadingPanel(translation, getStatusText(state, translation));
    case 'ready':
      return nothing;
    case 'failed':
      return renderErrorPanel(translation, state.error, actions);
    default:
      return state satisfies never;
  }
}

/** Returns the text for a state that screen readers announce. */
export function getStatusText(state: RoomState, {room}: LoadedTranslation): string | undefined {
  switch (state.status) {
    case 'idle':
      return state.left ? room.left : '';
    case 'loading':
      return state.isRetry ? room.retrying : room.loading;
    case 'joining':
      return room.joining;
    case 'ready':
      return state.isConfirmed ? room.ready : room.unconfirmed;
    case 'failed':
      // The error panel is an alert.
      return '';
    default:
      return state satisfies never;
  }
}

/** Renders the panel of a room that waits for a room ID, a click or the viewport. */
const renderIdlePanel = (translation: LoadedTranslation, {hasRoom, onReload}: RoomActions) => {
  const {waiting, noRoom, join} = translation.room;
  return renderSlottedPanel(
    'idle',
    translation,
    html`<p>${changingText(hasRoom ? waiting : noRoom)}</p>
      ${hasRoom ? button('join', join, onReload) : nothing}`,
  );
};

/** Renders the panel that covers the frame until the room is open. */
const renderLoadingPanel = (translation: LoadedTranslation, message: string | undefined) =>
  renderSlottedPanel(
    'loading',
    translation,
    html`<span part="spinner" aria-hidden="true"></span>
      <p aria-hidden="true">${changingText(message)}</p>`,
  );

/** Renders what happened, what the guest can do, and the code for the people who run the page. */
const renderErrorPanel = (
  {lang, dir, room, errors}: LoadedTranslation,
  {code}: RoomError,
  {onReload, onNewTab}: RoomActions,
) => {
  const retry = button('retry', room.retry, onReload);
  const newTab = button('new-tab', room.newTab, onNewTab);
  const reload = button('reload', room.reload, () => location.reload());
  const {newTab: place, isFixedByReload} = getTraits(code);
  const buttons = {first: [newTab, retry], second: [retry, newTab], none: [retry]}[place ?? 'none'];
  // The alert is a template of its own: screen readers announce it when it is inserted.
  return html`<div part="panel error" role="alert" tabindex="-1">
    <slot name="error">
      <div lang=${lang} dir=${dir}>
        <h2 part="title">${room.failed}</h2>
        <p>${changingText(errors[code])}</p>
        <div part="actions">${isFixedByReload ? reload : nothing}${buttons}</div>
        <code part="code">${changingText(code)}</code>
      </div>
    </slot>
  </div>`;
};

/** The language of the translation applies only to our own content, not to the page's in the slot. */
const renderSlottedPanel = (
  name: 'idle' | 'loading',
  {lang, dir}: LoadedTranslation,
  content: TemplateResult,
) =>
  html`<div part=${`panel ${name}`} tabindex="-1">
    <slot name=${name}><div lang=${lang} dir=${dir}>${content}</div></slot>
  </div>`;
