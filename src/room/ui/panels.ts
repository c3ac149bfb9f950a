import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import type {RoomState} from '../room-state.js';
import {button, type RoomActions} from './buttons.js';
import {renderErrorPanel} from './error-panel.js';
import {renderIcon} from './icons.js';

/*
 * The panels that a room shows in place of its frame: one for each state, around the slot that
 * replaces its content. A panel takes focus only by script, after a focused button has disappeared.
 */

/** Renders the panel of a state. The open room has none. */
export function renderPanel(
  state: RoomState,
  translation: LoadedTranslation,
  actions: RoomActions,
): TemplateResult | typeof nothing {
  switch (state.status) {
    case 'idle':
      return renderIdlePanel(translation, Boolean(state.left), actions);
    case 'loading':
    case 'joining':
      return renderLoadingPanel(translation, getStatusText(state, translation, actions));
    case 'ready':
      return nothing;
    case 'failed':
      return renderErrorPanel(translation, state.error.code, actions);
    default:
      return state satisfies never;
  }
}

/** Returns the text for a state that screen readers announce. */
export function getStatusText(
  state: RoomState,
  {room}: LoadedTranslation,
  {retryWait}: Pick<RoomActions, 'retryWait'>,
): string | undefined {
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
      // The error panel is an alert. Only the end of a wait comes later.
      return retryWait === 0 ? room.retryNow : '';
    default:
      return state satisfies never;
  }
}

/** Renders the panel of a room that waits for a room ID, a click or the viewport, or was left. */
const renderIdlePanel = (
  translation: LoadedTranslation,
  isLeft: boolean,
  {hasRoom, onReload}: RoomActions,
) => {
  const {waiting, left, noRoom, join, rejoin} = translation.room;
  return renderSlottedPanel(
    'idle',
    translation,
    html`${renderIcon('camera')}
      <p>${changingText(hasRoom ? (isLeft ? left : waiting) : noRoom)}</p>
      ${hasRoom ? button('join', isLeft ? rejoin : join, onReload) : nothing}`,
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

/** The language of the translation applies only to our own content, not to the page's in the slot. */
const renderSlottedPanel = (
  name: 'idle' | 'loading',
  {lang, dir}: LoadedTranslation,
  content: TemplateResult,
) =>
  html`<div part=${`panel ${name}`} tabindex="-1">
    <slot name=${name}><div lang=${lang} dir=${dir}>${content}</div></slot>
  </div>`;
