import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import {getFrame, type RoomState} from '../room-state.js';
import type {RoomWarnings} from '../room-warnings.js';
import type {RoomActions} from './buttons.js';
import {getStatusText, renderPanel} from './panels.js';
import {renderToolbar, type ToolbarHost} from './toolbar.js';
import {renderBanners} from './warning-banners.js';

/** Delay before the loading panel shows: it would flash in an opening that is shorter. */
export const LOADING_PANEL_DELAY_MS = 150;

/** Everything that a room shows. */
export interface RoomView {
  readonly state: RoomState;
  readonly translation: LoadedTranslation;
  readonly warnings: RoomWarnings;
  readonly actions: RoomActions;
  /** Whether the panel is not shown yet, because it would flash in a short opening. */
  readonly isPanelDelayed: boolean;
  /** Whether the room has shown nothing yet. Its first panel does not fade in. */
  readonly isFirst: boolean;
  /** The element to leave by the toolbar; undefined without a toolbar. */
  readonly toolbarHost: ToolbarHost | undefined;
}

/** Renders the banners, the frame or the panel that covers it, and the toolbar below. */
export function renderLayout(view: RoomView): TemplateResult {
  const {state, translation, warnings, actions} = view;
  const {lang, dir} = translation;
  const status = changingText(getStatusText(state, translation, actions));
  const className = `${state.status === 'ready' ? 'open' : ''} ${view.isFirst ? 'first' : ''}`;
  // One template for all states, so that the frame stays the same node from loading to ready.
  return html`<div id="layout" class=${className}>
    <p role="status" lang=${lang}>${status}</p>
    <div role="status" lang=${lang} dir=${dir}>
      ${renderBanners(warnings, translation, actions)}
    </div>
    ${getFrame(state) ?? nothing}
    ${view.isPanelDelayed ? nothing : renderPanel(state, translation, actions)}
    ${view.toolbarHost ? renderToolbar(view.toolbarHost, translation) : nothing}
  </div>`;
}
