import {css} from 'lit';

export const styles = css`
  :host {
    --accent: var(--kaltura-room-accent, #1b56c4);
    --on-accent: var(--kaltura-room-on-accent, #fff);
    --danger: var(--kaltura-room-danger, light-dark(#b3261e, #ff9d94));
    --line: color-mix(in srgb, currentcolor 45%, transparent);
    display: block;
    max-inline-size: 40rem;
    color: var(--kaltura-room-color, CanvasText);
    line-height: 1.5;
  }
  :host([hidden]) {
    display: none;
  }
  form {
    display: grid;
    gap: 0.5rem;
  }
  label {
    display: block;
    margin-block-end: 0.25rem;
    font-weight: 600;
  }
  small {
    font-weight: 400;
    opacity: 0.75;
  }
  input,
  textarea,
  select {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: Field;
    color: FieldText;
    font: inherit;
  }
  textarea {
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-color: var(--danger);
  }
  :is(input, textarea, select, button, [role='alert']):focus-visible {
    outline: 2px solid CanvasText;
    outline-offset: 1px;
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1em;
  }
  [part~='hint'],
  [part~='fault'] {
    min-block-size: 1.5em;
    margin-block-start: 0.25rem;
    font-size: 0.875em;
  }
  [part~='hint'] {
    opacity: 0.75;
  }
  [part~='fault'] {
    color: var(--danger);
  }
  [part~='summary'] {
    padding: 0.75rem 1rem;
    border: 1px solid var(--danger);
    border-inline-start-width: 0.375rem;
    border-radius: 0.5rem;
    overflow-wrap: anywhere;
  }
  code {
    font-size: 0.8em;
    opacity: 0.75;
  }
  button {
    justify-self: start;
    min-block-size: 2.75rem;
    padding: 0.5rem 1.25rem;
    border: 1px solid transparent;
    border-radius: 0.5rem;
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(1.1);
  }
  button[aria-disabled='true'] {
    opacity: 0.7;
    cursor: progress;
  }
  [part~='status'] {
    min-block-size: 1.5em;
    overflow-wrap: anywhere;
  }
`;
