import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import {getTraits} from '../../contract/error-catalog.js';
import {getWarningSentence} from '../../localization/error-sentence.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import type {RoomWarnings} from '../room-warnings.js';
import {button, type RoomActions} from './buttons.js';
import {renderIcon} from './icons.js';

/** Renders a banner above the room for each active warning. */
export function renderBanners(
  warnings: RoomWarnings,
  translation: LoadedTranslation,
  {onReload, onNewTab}: RoomActions,
): TemplateResult[] {
  const {room} = translation;
  return warnings.active.map(
    code =>
      html`<div part="warning">
        ${renderIcon('warning')}
        <p>${changingText(getWarningSentence(translation, code))}</p>
        ${code === 'room-unreachable' ? button('retry', room.retry, onReload) : nothing}
        ${getTraits(code).newTab ? button('new-tab', room.newTab, onNewTab) : nothing}
        ${button('dismiss', room.dismiss, () => warnings.dismiss(code), {isSecondary: true})}
      </div>`,
  );
}
