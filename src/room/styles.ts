import {css} from 'lit';

export const styles = css`
  :host {
    --accent: var(--kaltura-room-accent, #1b56c4);
    display: flex;
    flex-direction: column;
    position: relative;
    box-sizing: border-box;
    aspect-ratio: 16 / 9;
    min-block-size: 30rem;
    max-inline-size: 100%;
    overflow: hidden;
    border-radius: var(--kaltura-room-radius, 0.75rem);
    background: var(--kaltura-room-background, color-mix(in srgb, Canvas 95%, CanvasText));
    color: var(--kaltura-room-color, CanvasText);
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
  [part='warning'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding: 0.5rem 1rem;
    border-block-end: 1px solid;
  }
  [part='warning'] p {
    flex: 1 12rem;
  }
  [part~='panel'] {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: 0.75rem;
    padding: 1.5rem;
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
    margin: 0;
    font-size: 1em;
  }
  [part~='actions'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.75rem;
  }
  button {
    min-block-size: 2.75rem;
    padding: 0.5rem 1.25rem;
    border: 1px solid var(--accent);
    border-radius: 0.5rem;
    background: var(--accent);
    color: var(--kaltura-room-on-accent, #fff);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button[part~='new-tab'],
  [part='warning'] button {
    border-color: currentcolor;
    background: none;
    color: inherit;
  }
  button:hover {
    filter: brightness(1.1);
  }
  button:focus-visible {
    outline: 3px solid CanvasText;
    outline-offset: 3px;
  }
  code {
    font-size: 0.8em;
    opacity: 0.75;
  }
  [part~='spinner'] {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border: 3px solid;
    border-block-start-color: transparent;
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    [part~='spinner'] {
      animation: turn 1s linear infinite;
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
