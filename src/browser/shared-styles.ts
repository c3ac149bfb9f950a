import {css} from 'lit';

/** Styles of both elements: their text, their accent and their buttons. */
export const sharedStyles = css`
  :host {
    --accent: var(--kaltura-room-accent, color-mix(in srgb, #1b56c4 88%, CanvasText));
    --on-accent: var(--kaltura-room-on-accent, #fff);
    position: relative;
    color: var(--kaltura-room-color, CanvasText);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  [part~='button'],
  [part~='small-button'] {
    min-block-size: 2.75rem;
    padding: 0.5rem min(1.25rem, 5vw);
    border: 1px solid var(--accent);
    border-radius: 0.5rem;
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover:not(:disabled, [aria-disabled='true']) {
    filter: brightness(1.1);
  }
`;
