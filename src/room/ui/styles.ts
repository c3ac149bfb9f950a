import {css} from 'lit';
import {sharedStyles} from '../../browser/shared-styles.js';
import {panelStyles} from './panel-styles.js';

/*
 * `::before` and `::after` are invisible content with the default size. They count only if the page
 * sets no size, and a smaller room clips them. `::after` is for a width that depends on the content:
 * percentages do not count then.
 *
 * Banners take the height that they need, but leave 20 % to the frame. Only the host has a background:
 * it may be translucent. So a frame that is not open yet is invisible.
 */
export const styles = css`
  ${sharedStyles}
  :host {
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    min-inline-size: 0;
    min-block-size: 0;
    max-inline-size: 100%;
    overflow: clip;
    border-radius: var(--kaltura-room-radius, 0.75rem);
    background: var(--kaltura-room-background, color-mix(in srgb, currentcolor 5%, transparent));
  }
  :host::before,
  :host::after {
    content: '';
    display: block;
    flex: none;
  }
  :host::before {
    inline-size: 100%;
    aspect-ratio: 16 / 9;
    min-block-size: min(30rem, 100svh);
  }
  :host::after {
    inline-size: calc(min(30rem, 100svh) * 16 / 9);
    max-inline-size: 100%;
  }
  #layout {
    position: absolute;
    inset: 0;
    display: grid;
    flex: auto;
    grid-template: minmax(0, auto) minmax(20%, 1fr) auto / minmax(0, 1fr);
    container-type: inline-size;
    line-height: 1.5;
  }
  :host(:is([auto-height], :state(auto-height))) {
    min-block-size: min(30rem, 100svh);
  }
  :host(:is([auto-height], :state(auto-height)))::before {
    content: none;
  }
  :host(:is([auto-height], :state(auto-height)):not(:fullscreen)) #layout {
    position: static;
    grid-template-rows: auto minmax(min-content, 1fr) auto;
    min-block-size: inherit;
  }
  :host([hidden]) {
    display: none;
  }
  div[role='status'] {
    grid-row: 1;
    overflow: auto;
  }
  iframe,
  [part~='panel'] {
    grid-area: 2 / 1;
  }
  iframe {
    align-self: stretch;
    inline-size: 100%;
    border: 0;
    opacity: 0;
  }
  :host(:is([auto-height], :state(auto-height))) iframe {
    min-block-size: 100%;
  }
  .open iframe {
    opacity: 1;
  }
  [part='controls'] {
    grid-row: 3;
  }
  p[role='status'] {
    position: absolute;
    clip-path: inset(50%);
  }
  :host(:fullscreen) {
    border-radius: 0;
    background: var(--kaltura-room-background, Canvas);
    color: var(--kaltura-room-color, CanvasText);
  }
  ${panelStyles}
`;
