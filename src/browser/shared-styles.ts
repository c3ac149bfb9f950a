import {css} from 'lit';

/**
 * Styles of both elements: the values that custom properties of the page set, and buttons. The defaults
 * are derived from the text color of the page, so that the elements have its palette.
 */
export const sharedStyles = css`
  :host {
    --accent: var(--kaltura-room-accent, color-mix(in srgb, #1b56c4 88%, CanvasText));
    --on-accent: var(--kaltura-room-on-accent, #fff);
    --danger: var(--kaltura-room-danger, light-dark(#b3261e, #ff9d94));
    --muted: var(--kaltura-room-muted-color, color-mix(in srgb, currentcolor 78%, transparent));
    --line: var(--kaltura-room-border-color, color-mix(in srgb, currentcolor 50%, transparent));
    --border: var(--kaltura-room-border-width, 1px) solid var(--line);
    --control-radius: var(--kaltura-room-control-radius, 0.5rem);
    --spacing: var(--kaltura-room-spacing, 0.75rem);
    --focus: var(--kaltura-room-focus-width, 2px) solid
      var(--kaltura-room-focus-color, currentcolor);
    position: relative;
    color: var(--kaltura-room-color, inherit);
    font-family: var(--kaltura-room-font-family, inherit);
    font-size: var(--kaltura-room-font-size, inherit);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  [part~='button'],
  [part~='small-button'] {
    min-block-size: 2.75rem;
    padding: 0.5rem min(1.25rem, 5vw);
    border: var(--kaltura-room-border-width, 1px) solid var(--accent);
    border-radius: var(--control-radius);
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  a[part~='button'] {
    display: inline-flex;
    align-items: center;
    justify-content: center;
  }
  [part~='secondary-button'],
  [part~='small-button'] {
    border-color: var(--line);
    background: none;
    color: inherit;
  }
  [part~='secondary-button']:hover,
  [part~='small-button']:hover {
    background: color-mix(in srgb, currentcolor 8%, transparent);
  }
  button:hover:not(:disabled, [aria-disabled='true']) {
    filter: brightness(1.1);
  }
`;
