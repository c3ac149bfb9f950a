import {css} from 'lit';

export const styles = css`
  :host {
    --accent: var(--kaltura-room-accent, color-mix(in srgb, #1b56c4 88%, CanvasText));
    display: flex;
    flex-direction: column;
    position: relative;
    box-sizing: border-box;
    aspect-ratio: 16 / 9;
    min-block-size: min(30rem, 100svh);
    max-inline-size: 100%;
    overflow: hidden;
    border-radius: var(--kaltura-room-radius, 0.75rem);
    background: var(--kaltura-room-background, color-mix(in srgb, Canvas 95%, CanvasText));
    color: var(--kaltura-room-color, CanvasText);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  :host([auto-height]) {
    aspect-ratio: auto;
  }
  :host([hidden]) {
    display: none;
  }
  iframe {
    flex: auto;
    border: 0;
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
  button {
    min-block-size: 2.75rem;
    padding: 0.5rem min(1.25rem, 5vw);
    border: 1px solid var(--accent);
    border-radius: 0.5rem;
    background: var(--accent);
    color: var(--kaltura-room-on-accent, #fff);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
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
`;
