import {html, nothing, type TemplateResult} from 'lit';
import {isShellOnly} from '../../browser/shell-only.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import {button} from './buttons.js';

/** The room element, as far as the toolbar uses it. */
export type ToolbarHost = HTMLElement & {leave(): void};

/** The bar under a room: Leave, and Full screen in browsers that support it (an iPhone does not). */
export function renderToolbar(
  room: ToolbarHost,
  {lang, dir, controls}: LoadedTranslation,
): TemplateResult | typeof nothing {
  // The translation has not loaded yet.
  if (!controls.leave) return nothing;
  const isFullscreen = () => !isShellOnly && room.matches(':fullscreen');
  const onLeave = () => {
    if (isFullscreen()) void exitFullscreen();
    room.leave();
  };
  const onToggle = () => void (isFullscreen() ? exitFullscreen() : enterFullscreen(room));
  return html`<div part="controls" lang=${lang} dir=${dir}>
    ${button('leave', controls.leave, onLeave, {isSecondary: true})}
    ${
      // A server renders the button: most browsers support it.
      isShellOnly || document.fullscreenEnabled
        ? button(
            'full-screen',
            isFullscreen() ? controls.exitFullScreen : controls.fullScreen,
            onToggle,
            {isSecondary: true},
          )
        : nothing
    }
  </div>`;
}

// The browser may refuse either, for example if the click was too long ago.
const enterFullscreen = (room: Element) => room.requestFullscreen().catch(() => {});
const exitFullscreen = () => document.exitFullscreen().catch(() => {});
