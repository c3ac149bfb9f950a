import {css} from 'lit';
import {sharedStyles} from '../../browser/shared-styles.js';

/*
 * `::before` and `::after` are invisible content with the default size. They count only if the page
 * sets no size, and a smaller room clips them. `::after` is for a width that depends on the content,
 * where percentages do not count.
 *
 * Banners take the height that they need, but leave 20 % to the frame.
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
    background: var(--kaltura-room-background, color-mix(in srgb, Canvas 95%, CanvasText));
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
    display: flex;
    flex: auto;
    flex-direction: column;
    background: inherit;
  }
  :host(:is([auto-height], :state(auto-height))) {
    min-block-size: min(30rem, 100svh);
  }
  :host(:is([auto-height], :state(auto-height)))::before {
    content: none;
  }
  :host(:is([auto-height], :state(auto-height)):not(:fullscreen)) #layout {
    position: static;
    min-block-size: inherit;
  }
  :host([hidden]) {
    display: none;
  }
  iframe {
    flex: 1 0 0;
    inline-size: 100%;
    min-block-size: 20%;
    border: 0;
  }
  :host(:is([auto-height], :state(auto-height))) iframe {
    flex: 1 0 auto;
  }
  [part~='panel'] {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: 0.75rem;
    padding: min(1.5rem, 5vw);
    overflow: auto;
    background: inherit;
    text-align: center;
    text-wrap: balance;
    outline: none;
  }
  slot div {
    display: contents;
  }
  h2,
  p {
    max-inline-size: 34rem;
    margin: 0;
    font-size: 1em;
    unicode-bidi: plaintext;
  }
  h2 {
    font-size: 1.375em;
    line-height: 1.25;
  }
  button:focus-visible {
    outline: 3px solid var(--kaltura-room-color, CanvasText);
    outline-offset: 3px;
  }
  [part~='spinner'] {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border: 3px solid color-mix(in srgb, currentcolor 20%, transparent);
    border-block-start-color: var(--accent);
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    [part~='spinner'] {
      animation: turn 1.25s linear infinite;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  p[role='status'] {
    position: absolute;
    clip-path: inset(50%);
  }
  :host(:fullscreen) {
    border-radius: 0;
  }
  [part~='actions'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.75rem;
    margin-block: 0.75rem;
  }
  code {
    font-size: 0.8em;
    opacity: 0.75;
  }
  div[role='status'] {
    overflow: auto;
  }
  [part='controls'],
  [part='warning'] {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    padding: 0.5rem 0.75rem;
    background: inherit;
  }
  [part='controls'] {
    margin-block-start: auto;
  }
  [part='warning'] p {
    flex: 1 12rem;
    max-inline-size: none;
  }
  [part~='dismiss'],
  [part='controls'] button,
  [part='actions'] button + button {
    border-color: color-mix(in srgb, currentcolor 40%, transparent);
    background: none;
    color: inherit;
  }
  @media (forced-colors: active) {
    [part~='spinner'] {
      border-block-start-color: Highlight;
    }
  }
`;
