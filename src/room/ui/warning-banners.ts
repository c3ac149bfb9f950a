import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import {getTraits, type RoomWarningCode} from '../../contract/error-catalog.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import type {RoomWarnings} from '../room-warnings.js';
import {button, type RoomActions} from './panels.js';

/** Renders a banner above the room for each active warning. */
export function renderBanners(
  warnings: RoomWarnings,
  {room, errors, warnings: texts}: LoadedTranslation,
  {onReload, onNewTab}: RoomActions,
): TemplateResult[] {
  const messages: Partial<Record<RoomWarningCode, string>> = {...errors, ...texts};
  return warnings.active.map(
    code =>
      html`<div part="warning">
        <p>${changingText(messages[code])}</p>
        ${code === 'room-unreachable' ? button('retry', room.retry, onReload) : nothing}
        ${getTraits(code).newTab ? button('new-tab', room.newTab, onNewTab) : nothing}
        ${button('dismiss', room.dismiss, () => warnings.dismiss(code))}
      </div>`,
  );
}
