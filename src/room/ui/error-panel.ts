import {html, nothing, type TemplateResult} from 'lit';
import {changingText} from '../../browser/changing-text.js';
import {getTraits} from '../../contract/error-catalog.js';
import type {RoomErrorCode} from '../../contract/room-error.js';
import {formatWait} from '../../localization/format-wait.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import {button, type ButtonOptions, type RoomActions} from './buttons.js';
import {getErrorIcon, renderIcon} from './icons.js';

/** ID of the text that says how long the guest has to wait. */
const WAIT_ID = 'wait';

/** Renders what happened, what the guest can do, and the code for the people who run the page. */
export function renderErrorPanel(
  translation: LoadedTranslation,
  code: RoomErrorCode,
  actions: RoomActions,
): TemplateResult {
  const {lang, dir, room, titles, errors} = translation;
  const wait = getWaitText(translation, actions.retryWait);
  // Without a title, only the text says what happened.
  const text = wait && titles[code] ? undefined : errors[code];
  // The alert is a template of its own: screen readers announce it when it is inserted, and not with
  // each second of the wait.
  return html`<div part="panel error" role="alert" tabindex="-1">
    <slot name="error">
      <div lang=${lang} dir=${dir}>
        ${renderIcon(getErrorIcon(code))}
        <h2 part="title">${changingText(titles[code] ?? room.failed)}</h2>
        ${text ? html`<p>${changingText(text)}</p>` : nothing}
        ${wait ? html`<p id=${WAIT_ID} aria-live="off">${changingText(wait)}</p>` : nothing}
        <div part="actions">${renderButtons(code, room, actions)}</div>
        <code part="code">${changingText(code)}</code>
      </div>
    </slot>
  </div>`;
}

function getWaitText({lang, room}: LoadedTranslation, seconds: number | undefined) {
  if (seconds === undefined) return undefined;
  return seconds ? room.retryIn?.replace('{time}', formatWait(seconds, lang)) : room.retryNow;
}

/** Renders the action that can help first. If only other people can help, no button stands out. */
function renderButtons(
  code: RoomErrorCode,
  room: LoadedTranslation['room'],
  {onReload, onNewTab, retryWait}: RoomActions,
) {
  const {retry, newTab, isFixedByReload, isFixedByRetry} = getTraits(code);
  const secondary = {isSecondary: true};
  const renderRetry = (options: ButtonOptions) =>
    button('retry', room.retry, onReload, {...options, ...(retryWait && {disabledBy: WAIT_ID})});
  if (isFixedByReload)
    return [button('reload', room.reload, () => location.reload()), renderRetry(secondary)];
  if (newTab === 'first') return [button('new-tab', room.newTab, onNewTab), renderRetry(secondary)];
  return [
    renderRetry({isSecondary: !retry && !isFixedByRetry}),
    newTab ? button('new-tab', room.newTab, onNewTab, secondary) : nothing,
  ];
}
